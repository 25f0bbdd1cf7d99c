/// What open issues do: as their rule, declared check or constraint says, else as the survey's policy for their severity.
public struct IssuePolicy: Sendable {
    private let actions: RuleActions
    private let bySeverity: [Severity: IssueAction]

    /// The policy of a survey.
    public init(_ definition: SurveyDefinition) {
        actions = definition.ruleActions
        bySeverity = definition.policy
    }

    /// What an open issue of a finding does.
    public func action(of finding: Finding) -> IssueAction {
        // What is said of a decision is no fault of the return's.
        guard !finding.rule.hasPrefix("decision.") else { return .publish }
        let action = actions.action(of: finding) ?? bySeverity[finding.severity] ?? .publish
        guard Self.rulesOfLostRecords.contains(finding.rule) else { return action }
        // Where records are kept out for their errors, the return is for those that were lost: none of them is there to be kept out.
        return action == .reject || action == .blank ? .hold : action
    }

    /// What is found where rows of a return were not read as rows, so that what was read is not the whole.
    private static let rulesOfLostRecords: Set = ["file.unclosed-quote", "file.swallowed-lines"]

    /// Whether an open issue of a finding keeps something out of the dataset: its value, its record or its return.
    public func keepsOut(_ finding: Finding) -> Bool {
        switch action(of: finding) {
        case .reject, .blank, .hold: true
        case .flag, .publish: false
        }
    }
}
