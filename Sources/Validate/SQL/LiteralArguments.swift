import SurveyModel

/// What stands in SQL as a text where a function takes it by its first argument: the regular expressions of `matches` and `contains`, and the code lists of the
/// functions of codes. What SQL puts together from values is known only when it runs.
struct LiteralArguments {
    private static let ofPatterns: Set<String> = ["matches", "contains"]
    private static let ofLists: Set<String> = [
        "code_label", "code_parent", "code_level", "code_exists", "code_ancestor", "is_in",
    ]

    /// What is wrong with the first that is wrong; nil where none is.
    let failure: SQLFailure?

    /// - Parameter codeLists: the survey's code lists.
    init(in sql: String, codeLists: [String]) {
        failure =
            SQLLexer(sql).literalArguments.lazy.compactMap { function, text in
                let name = function.lowercased()
                if Self.ofPatterns.contains(name) { return Self.failure(ofPattern: text) }
                if Self.ofLists.contains(name) { return Self.failure(ofList: text, codeLists, name) }
                return nil
            }.first
    }

    private static func failure(ofPattern source: String) -> SQLFailure? {
        do throws(PatternError) {
            _ = try Pattern(source)
            return nil
        } catch {
            return SQLFailure(
                isInterrupted: false,
                message:
                    "'\(source.prefix(200))' is not a regular expression: at character \(error.position), \(error.message)",
                advice: error.advice)
        }
    }

    /// Of a list that is not there no function tells an error: each code would merely not be in it.
    private static func failure(ofList name: String, _ known: [String], _ function: String) -> SQLFailure? {
        guard !known.contains(name) else { return nil }
        return SQLFailure(
            isInterrupted: false,
            message: "\(function) looks into the code list '\(name.prefix(200))', which the survey does not have",
            advice: known.isEmpty
                ? "The survey has no `codelists:`." : "The code lists: \(known.joined(separator: ", ")).")
    }
}
