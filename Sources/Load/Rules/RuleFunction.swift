import class GRDB.Database
import class GRDB.DatabaseFunction
import struct GRDB.DatabaseValue
import protocol GRDB.DatabaseValueConvertible
import SurveyModel

/// One SQL function for rules and figures.
struct RuleFunction: Sendable {
    typealias Body = @Sendable ([DatabaseValue]) throws -> (any DatabaseValueConvertible)?

    private enum Kind: Sendable {
        case ofArguments(count: Int, Body)
        case ofGroup(DatabaseFunction)
    }

    let name: String
    private let kind: Kind

    /// A function of `count` arguments; NULL where one of them is NULL.
    init(_ name: String, _ count: Int, _ body: @escaping Body) {
        self.init(takingNulls: name, count) { $0.contains(where: \.isNull) ? nil : try body($0) }
    }

    /// A function that is given NULLs too.
    init(takingNulls name: String, _ count: Int, _ body: @escaping Body) {
        self.name = name
        kind = .ofArguments(count: count, body)
    }

    /// A function of a group of rows.
    init(ofGroup name: String, _ function: DatabaseFunction) {
        self.name = name
        kind = .ofGroup(function)
    }

    /// Makes it known to a connection.
    func install(in database: Database) {
        switch kind {
        case .ofArguments(let count, let body): InstalledFunction(body).install(name, count, in: database)
        case .ofGroup(let function): database.add(function: function)
        }
    }
}

/// What a function cannot do with its arguments. The rule that called it is told as `rule.failed`.
struct RuleFunctionError: Error, CustomStringConvertible {
    let description: String
}

extension DatabaseValue {
    /// The value as text, numbers in their shortest form; empty for NULL and blobs.
    var text: String {
        switch storage {
        case .null, .blob: ""
        case .int64(let integer): String(integer)
        case .double(let double): Value.shortest(double)
        case .string(let string): string
        }
    }

    /// The number, where it is one: text is none, whatever it looks like.
    var number: Double? {
        switch storage {
        case .int64(let integer): Double(integer)
        case .double(let double): double
        case .null, .string, .blob: nil
        }
    }

    /// The calendar day, where the text is one in ISO 8601.
    var day: CalendarDay? {
        if case .string(let text) = storage { CalendarDay(text) } else { nil }
    }
}
