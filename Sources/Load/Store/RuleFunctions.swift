import class GRDB.Database
import class GRDB.DatabaseFunction
import struct GRDB.DatabaseValue
import protocol GRDB.DatabaseValueConvertible
import SurveyModel

/// The SQL functions that a survey's rules and figures may use beside SQLite's own. `docs/rules.md` is their reference.
struct RuleFunctions: Sendable {
    private let codes: [String: [String: StagedCode]]

    init(codes: [StagedCode]) {
        var lists: [String: [String: StagedCode]] = [:]
        for code in codes { lists[code.list, default: [:]][code.code] = code }
        self.codes = lists
    }

    /// Makes the functions known to a connection.
    func register(in database: Database) {
        let codes = codes
        add(to: database, "fold", 1) { $0[0].map { TextFolding.fold($0) } }
        add(to: database, "has", 2) { arguments in
            guard let set = arguments[0], let code = arguments[1] else { return arguments[0] == nil ? nil : "0" }
            return set.split(separator: ";").contains { $0 == code } ? "1" : "0"
        }
        add(to: database, "code_label", 2) { arguments in
            guard let list = arguments[0], let code = arguments[1] else { return nil }
            return codes[list]?[code]?.label ?? code
        }
        add(to: database, "code_parent", 2) { arguments in
            guard let list = arguments[0], let code = arguments[1] else { return nil }
            return codes[list]?[code]?.parent
        }
        add(to: database, "code_ancestor", 3) { arguments in
            guard let list = arguments[0], let code = arguments[1], let level = arguments[2].flatMap({ Int($0) }) else {
                return nil
            }
            return Self.path(of: code, in: codes[list] ?? [:]).first { $0.level == level }?.code
        }
        add(to: database, "is_in", 3) { arguments in
            guard let list = arguments[0], let code = arguments[1], let ancestor = arguments[2] else { return nil }
            return Self.path(of: code, in: codes[list] ?? [:]).contains { $0.code == ancestor } ? "1" : "0"
        }
    }

    /// The code and those above it, from the bottom up. A list has no circles; the bound is for safety's sake.
    private static func path(of code: String, in list: [String: StagedCode]) -> [StagedCode] {
        var path: [StagedCode] = []
        var next = list[code]
        while let step = next, path.count < 32 {
            path.append(step)
            next = step.parent.flatMap { list[$0] }
        }
        return path
    }

    /// A pure function of texts; a result of "0" or "1" from a predicate comes back as an integer.
    private func add(
        to database: Database, _ name: String, _ count: Int, _ body: @escaping @Sendable ([String?]) -> String?
    ) {
        let isPredicate = name == "has" || name == "is_in"
        database.add(
            function: DatabaseFunction(name, argumentCount: count, pure: true) { values in
                let result = body(values.map { Self.text(of: $0) })
                return isPredicate ? result.map { $0 == "1" } : result
            })
    }

    private static func text(of value: DatabaseValue) -> String? {
        switch value.storage {
        case .null, .blob: nil
        case .int64(let integer): String(integer)
        case .double(let double): Value.shortest(double)
        case .string(let string): string
        }
    }
}
