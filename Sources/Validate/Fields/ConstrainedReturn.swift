public import SurveyModel

/// A return, with what was found in it one by one: by the constraints of its fields, and by Canvass's own rules.
public struct ConstrainedReturn: Sendable {
    let item: Return
    let records: [String: Int]
    let tallies: [String: [AnswerTally]]
    let findings: [Finding]
    let hasBlank: Bool

    /// - Parameters:
    ///   - item: the return, with its reporter and round.
    ///   - records: how many records of each table it has.
    ///   - tallies: what these say to each question, by table and the field's index in it.
    ///   - findings: all that was found in it; what no constraint and no rule with terms has found is passed over.
    ///   - hasBlank: whether it was compared with a blank questionnaire.
    public init(
        _ item: Return, records: [String: Int], tallies: [String: [AnswerTally]], findings: [Finding],
        hasBlank: Bool = false
    ) {
        self.item = item
        self.records = records
        self.tallies = tallies
        self.findings = findings
        self.hasBlank = hasBlank
    }

    /// What the records of a table say to a question.
    func tally(_ table: String, _ field: Int) -> AnswerTally {
        guard let tallies = tallies[table], tallies.indices.contains(field) else { return AnswerTally() }
        return tallies[field]
    }
}

/// What the constraints of fields did over all returns, and the rules of Canvass's own of which the survey says something.
public struct ConstraintOutcome: Sendable {
    /// All findings of the returns in which a constraint or rule speaks on the survey's terms, in their order, by return. In the others they stay as they
    /// are.
    public var reworded: [String: [Finding]] = [:]
    /// What was found about constraints and rules as a whole: thresholds that are passed, expressions that fail.
    public var ruleFindings: [Finding] = []
    /// What each of them did, in the definition's order, over the records of the returns that count.
    public var results: [RuleResult] = []
}

/// How many records, or answers or returns, came out how.
struct VerdictCounts {
    let failed: Int
    let notVerifiable: Int
    let notApplicable: Int
    private let all: Int

    /// - Parameter all: how many there are. What a file says of itself may be made up: no count exceeds it.
    init(of all: Int, failed: Int, notVerifiable: Int = 0, notApplicable: Int = 0) {
        self.all = max(all, failed)
        self.failed = failed
        self.notApplicable = min(max(0, notApplicable), self.all - failed)
        self.notVerifiable = min(max(0, notVerifiable), self.all - failed - self.notApplicable)
    }

    /// The others.
    var passed: Int { all - failed - notVerifiable - notApplicable }

    /// What is known where not all was told that was found: what is not said to fail may have passed or not.
    var ofSome: VerdictCounts {
        VerdictCounts(of: all, failed: failed, notVerifiable: all, notApplicable: notApplicable)
    }

    /// As though the check were switched off.
    var off: VerdictCounts { VerdictCounts(of: all, failed: 0, notApplicable: all) }
}

extension RuleTally {
    mutating func count(_ counts: VerdictCounts, isCurrent: Bool) {
        count(.passed, records: counts.passed, isCurrent: isCurrent)
        count(.failed, records: counts.failed, isCurrent: isCurrent)
        count(.notVerifiable, records: counts.notVerifiable, isCurrent: isCurrent)
        count(.notApplicable, records: counts.notApplicable, isCurrent: isCurrent)
    }
}
