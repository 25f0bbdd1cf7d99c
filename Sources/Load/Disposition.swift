import OrderedCollections
public import SurveyModel

/// What becomes of a record, and why.
public struct Disposition: Sendable {
    /// Where a record goes.
    public enum Outcome: String, Sendable, Hashable {
        /// Into the dataset.
        case published
        /// Into `rejected/`, with the reasons.
        case rejected
        /// Nowhere: a later return took its return's place.
        case superseded
    }

    /// Where each record goes; records that are not named are published or superseded with their return.
    private let reasons: [RecordID: [Issue]]
    private let states: [String: ReturnState]

    /// Decides by the survey's policy: an open issue of a record keeps it out where its rule or severity says so.
    ///
    /// - Parameters:
    ///   - issues: the run's issues.
    ///   - returns: the returns with their states.
    ///   - definition: the survey, with its policy.
    public init(issues: [Issue], returns: [Return], definition: SurveyDefinition) {
        let actions = Dictionary(definition.rules.compactMap { rule in rule.action.map { (rule.id, $0) } }) {
            first, _ in first
        }
        var reasons: [RecordID: [Issue]] = [:]
        for issue in issues where issue.state.isUnsettled {
            guard let table = issue.finding.table, let number = issue.finding.record else { continue }
            let action = actions[issue.finding.rule] ?? definition.policy[issue.finding.severity] ?? .publish
            guard action == .reject else { continue }
            reasons[RecordID(returnID: issue.returnID, table: table, number: number), default: []].append(issue)
        }
        self.reasons = reasons
        states = Dictionary(returns.map { ($0.id, $0.state) }) { first, _ in first }
    }

    /// The returns that an open issue holds back by the survey's policy.
    public static func held(by issues: [Issue], definition: SurveyDefinition) -> Set<String> {
        let actions = Dictionary(definition.rules.compactMap { rule in rule.action.map { (rule.id, $0) } }) {
            first, _ in first
        }
        return Set(
            issues.filter { issue in
                issue.state.isUnsettled
                    && (actions[issue.finding.rule] ?? definition.policy[issue.finding.severity]) == .hold
            }.map(\.returnID).filter { !$0.isEmpty })
    }

    /// Where a record goes.
    public func outcome(of record: RecordID) -> Outcome {
        switch states[record.returnID] {
        case .superseded: .superseded
        case .held: .rejected
        case .live, .refused, nil: reasons[record] == nil ? .published : .rejected
        }
    }

    /// Why a record is kept out: its issues; empty where its return is held as a whole.
    public func reasons(for record: RecordID) -> [Issue] {
        reasons[record] ?? []
    }

    /// The records that are kept out because of an issue of their own.
    public var rejected: Set<RecordID> { Set(reasons.keys) }
}
