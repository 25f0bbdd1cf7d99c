import SurveyModel

/// The regular expressions that stand in SQL as texts: the first argument of `matches` and `contains`. What SQL puts together from values is known only when
/// it runs.
struct PatternArguments {
    private static let functions: Set<String> = ["matches", "contains"]

    /// What is wrong with the first that cannot be read; nil where all can.
    let failure: SQLFailure?

    init(in sql: String) {
        failure =
            SQLLexer(sql).literalArguments.lazy.filter { Self.functions.contains($0.function.lowercased()) }
            .compactMap { Self.failure(of: $0.text) }.first
    }

    private static func failure(of source: String) -> SQLFailure? {
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
}
