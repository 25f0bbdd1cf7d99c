import SurveyModel

/// Which questions were not asked of which records, and what is wrong with the answers.
struct ConditionOutcome: Sendable {
    /// A field of a return's records.
    private struct Place: Hashable {
        let returnID: String
        let table: String
        let field: String
    }

    /// Findings and counts.
    var outcome = RuleOutcome()
    private var exempt: [Place: Set<Int>] = [:]
    private var unanswered: [Place: Set<Int>] = [:]

    /// Whether a record need not answer: it is not asked, or it cannot be told whether it is.
    func isExempt(_ returnID: String, _ table: String, _ field: String, _ record: Int) -> Bool {
        exempt[Place(returnID: returnID, table: table, field: field)]?.contains(record) ?? false
    }

    /// Whether a required answer is missing that was asked for.
    func lacksAnswer(_ returnID: String, _ table: String, _ field: String, _ record: Int) -> Bool {
        guard !unanswered.isEmpty else { return false }
        return unanswered[Place(returnID: returnID, table: table, field: field)]?.contains(record) ?? false
    }

    mutating func setExempt(_ returnID: String, _ table: String, _ field: String, _ record: Int) {
        exempt[Place(returnID: returnID, table: table, field: field), default: []].insert(record)
    }

    mutating func setUnanswered(_ returnID: String, _ table: String, _ field: String, _ record: Int) {
        unanswered[Place(returnID: returnID, table: table, field: field), default: []].insert(record)
    }
}
