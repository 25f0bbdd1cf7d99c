import SurveyModel

/// Issues that wait for somebody, counted from the sides from which the page looks at them.
struct UnsettledIssues: Sendable {
    /// A rule with the table and the field that it is about: what tells rules of one id from each other.
    struct RulePlace: Hashable {
        let rule: String
        let table: String
        /// Nil for the table as a whole.
        let field: String?
    }

    private(set) var all = SeverityCount()
    private(set) var byReporter: [String: SeverityCount] = [:]
    private(set) var byReturn: [String: SeverityCount] = [:]
    private(set) var byRule: [String: SeverityCount] = [:]
    /// Of rules that share their ids.
    private(set) var byRulePlace: [RulePlace: Int] = [:]
    /// By reporter, then round.
    private(set) var byRound: [String: [String: SeverityCount]] = [:]
    /// Of the current round, by reporter, then table.
    private(set) var byTable: [String: [String: SeverityCount]] = [:]

    init(of result: RunResult, sharedRules: Set<String>) {
        let issues = result.issues
        let current = result.definition.round.current
        for number in issues.indices where issues[number].state.isUnsettled {
            let (reporter, round) = (issues[number].reporter, issues[number].round)
            let severity = issues[number].finding.severity
            all.add(severity)
            byReporter[reporter, default: SeverityCount()].add(severity)
            byReturn[issues[number].returnID, default: SeverityCount()].add(severity)
            byRule[issues[number].finding.rule, default: SeverityCount()].add(severity)
            byRound[reporter, default: [:]][round, default: SeverityCount()].add(severity)
            if round == current {
                let table = issues[number].finding.table ?? ""
                byTable[reporter, default: [:]][table, default: SeverityCount()].add(severity)
            }
            if sharedRules.contains(issues[number].finding.rule) { add(issues[number].finding) }
        }
    }

    /// Counts an issue for each of the places for which a rule may ask: its field, and its table as a whole.
    private mutating func add(_ finding: Finding) {
        guard let table = finding.table else { return }
        byRulePlace[RulePlace(rule: finding.rule, table: table, field: nil), default: 0] += 1
        guard let field = finding.field else { return }
        byRulePlace[RulePlace(rule: finding.rule, table: table, field: field), default: 0] += 1
    }
}
