import class GRDB.Database
import SurveyModel

/// What a rule expects and suggests, as expressions that are evaluated for the records that break it.
struct RecordExpressions {
    private let statement: SQLStatement
    private let expected: Int?
    private let suggestion: Int?

    /// Nil where the rule has none.
    init?(_ rule: RuleDefinition, in database: Database) throws(SQLFailure) {
        let expressions = [rule.expectedValue, rule.suggestion].compactMap { $0?.sql }
        guard !expressions.isEmpty else { return nil }
        expected = rule.expectedValue == nil ? nil : 0
        suggestion = rule.suggestion == nil ? nil : expressions.count - 1
        statement = try SQLStatement(RuleSQL.ofRecord(expressions, table: rule.table), in: database)
    }

    /// The values for a record; nil where they are NULL or cannot be had, such as by an overflow: a suggestion that fails is none.
    func values(_ returnID: String, _ number: Int) -> (expected: String?, suggestion: String?) {
        statement.bind(returnID, number)
        guard (try? statement.step()) == true else { return (nil, nil) }
        return (expected.flatMap { statement.text($0) }, suggestion.flatMap { statement.text($0) })
    }
}
