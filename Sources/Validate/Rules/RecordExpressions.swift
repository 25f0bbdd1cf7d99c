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

    /// What came of the expressions for a record.
    struct Values {
        var expected: String?
        var suggestion: String?
        /// What SQLite said where they could not be had, such as by an overflow.
        var failure: SQLFailure?
    }

    /// The values for a record; nil where they are NULL. Where they fail there are none, and that is said.
    ///
    /// - Throws: ``SQLFailure`` where the store itself has failed: that is no fault of the expressions.
    func values(_ returnID: String, _ number: Int) throws(SQLFailure) -> Values {
        do throws(SQLFailure) {
            try statement.bind(returnID, number)
            guard try statement.step() else { return Values() }
            return Values(
                expected: expected.flatMap { statement.text($0) }, suggestion: suggestion.flatMap { statement.text($0) }
            )
        } catch {
            guard error.storeCode == nil else { throw error }
            return Values(failure: error)
        }
    }
}

extension RuleFinding {
    /// The finding with what its expressions have given.
    func completed(by values: RecordExpressions.Values) -> RuleFinding {
        var finding = finding
        if let expected = values.expected { finding.expected = .text(expected) }
        if let suggestion = values.suggestion { finding.suggestion = .text(suggestion) }
        return RuleFinding(returnID: returnID, finding: finding)
    }
}
