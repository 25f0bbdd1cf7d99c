import Foundation
import struct GRDB.DatabaseValue
import SurveyModel
import Synchronization

extension RuleFunction {
    /// Functions of text.
    static let ofText: [RuleFunction] = {
        let patterns = PatternCache()
        return [
            RuleFunction("fold", 1) { TextFolding.fold($0[0].text) },
            RuleFunction("words", 1) { arguments in
                TextFolding.fold(arguments[0].text).split(separator: " ").count
            },
            RuleFunction("matches", 2) { arguments in
                try patterns.pattern(arguments[0].text).matchesWhole(arguments[1].text)
            },
            RuleFunction("contains", 2) { arguments in
                try patterns.pattern(arguments[0].text).firstMatch(in: arguments[1].text) != nil
            },
            // What `||` makes of 12.0 is '12.0', which no placeholder writes.
            RuleFunction("as_text", 1) { arguments in
                guard case .double(let number) = arguments[0].storage, number.rounded() != number else {
                    return arguments[0].text
                }
                // As many digits as SQLite itself writes: adding up fractions leaves others behind.
                return Value.shortest(Double(String(format: "%.15g", number)) ?? number)
            },
            // A NULL code is in no set; a NULL set cannot be told.
            RuleFunction(takingNulls: "has", 2) { arguments in
                guard !arguments[0].isNull else { return nil }
                guard !arguments[1].isNull else { return false }
                let code = arguments[1].text
                return arguments[0].text.split(separator: ";").contains { $0 == code }
            },
        ]
    }()
}

/// Patterns by their source: a rule has one, and asks for it for each record.
private final class PatternCache: Sendable {
    private let patterns = Mutex<[String: Pattern]>([:])

    func pattern(_ source: String) throws -> Pattern {
        try patterns.withLock { patterns in
            if let known = patterns[source] { return known }
            let pattern = try Self.read(source)
            // Sources come from rules, seldom from data; the bound keeps data from filling memory.
            if patterns.count >= 256 { patterns = [:] }
            patterns[source] = pattern
            return pattern
        }
    }

    private static func read(_ source: String) throws -> Pattern {
        do {
            return try Pattern(source)
        } catch {
            throw RuleFunctionError(
                description:
                    "'\(source.prefix(200))' is not a regular expression: at character \(error.position), \(error.message)"
            )
        }
    }
}
