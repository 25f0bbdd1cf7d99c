public import OrderedCollections
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

    /// Why records are kept out; records that are not named are published or superseded with their return.
    private let reasons: [RecordID: [Issue]]
    private let states: [String: ReturnState]
    /// The returns that have records which are kept out because of an issue of their own.
    private let withReasons: Set<String>
    /// The rules for which returns are held, each once, in the order of the issues.
    private let holding: [String: OrderedSet<String>]

    /// The constraints of which a published value is a breach.
    private var breaches: Set<Breach> = []

    /// A field's constraint that is broken.
    private struct Breach: Hashable {
        let table: String
        let field: String
        let name: ConstraintName
    }

    /// The fields that are published without their values, with the issues that keep these out.
    public let blanked: [RecordID: OrderedDictionary<String, [Issue]>]
    /// The fields whose values are published with the mark of what is not validated.
    public let flagged: [RecordID: Set<String>]

    /// Decides by the survey's policy: an open issue of a record keeps it out where its rule or severity says so.
    ///
    /// - Parameters:
    ///   - issues: the run's issues.
    ///   - returns: the returns with their states.
    ///   - definition: the survey, with its policy.
    public init(issues: [Issue], returns: [Return], definition: SurveyDefinition) {
        let policy = IssuePolicy(definition)
        var reasons: [RecordID: [Issue]] = [:]
        var blanked: [RecordID: OrderedDictionary<String, [Issue]>] = [:]
        var flagged: [RecordID: Set<String>] = [:]
        for issue in issues where issue.state.isUnsettled {
            guard let table = issue.finding.table, let number = issue.finding.record else { continue }
            let record = RecordID(returnID: issue.returnID, table: table, number: number)
            switch (policy.action(of: issue.finding), issue.finding.field) {
            case (.reject, _), (.blank, nil): reasons[record, default: []].append(issue)
            case (.blank, let field?): blanked[record, default: [:]][field, default: []].append(issue)
            case (.flag, let field?): flagged[record, default: []].insert(field)
            case (.flag, nil), (.publish, _), (.hold, _): continue
            }
        }
        self.reasons = reasons
        withReasons = Set(reasons.keys.map(\.returnID))
        holding = Self.holding(issues, returns, policy)
        self.blanked = blanked
        self.flagged = flagged
        states = Dictionary(returns.map { ($0.id, $0.state) }) { first, _ in first }
        breaches = publishedBreaches(issues)
    }

    private static func holding(
        _ issues: [Issue], _ returns: [Return], _ policy: IssuePolicy
    ) -> [String: OrderedSet<String>] {
        let held = Set(returns.lazy.filter { $0.state == .held }.map(\.id))
        guard !held.isEmpty else { return [:] }
        var holding: [String: OrderedSet<String>] = [:]
        for index in issues.indices where held.contains(issues[index].returnID) {
            let issue = issues[index]
            let isOfRule = issue.state.isUnsettled && HoldingRules.all.contains(issue.finding.rule)
            if isOfRule || holds(issue, policy) { holding[issue.returnID, default: []].append(issue.finding.rule) }
        }
        return holding
    }

    /// What is broken by values that are published as they are: a decision lets them stand, or what could not be read leaves a needed answer empty. Where a
    /// decision gave another value, that one has issues of its own.
    private func publishedBreaches(_ issues: [Issue]) -> Set<Breach> {
        var found: Set<Breach> = []
        for issue in issues where issue.state != .corrected && issue.state != .accepted {
            guard let name = Self.constraint(brokenBy: issue.finding.rule), let table = issue.finding.table,
                let field = issue.finding.field, let number = issue.finding.record
            else { continue }
            let breach = Breach(table: table, field: field, name: name)
            let record = RecordID(returnID: issue.returnID, table: table, number: number)
            if !found.contains(breach), outcome(of: record) == .published { found.insert(breach) }
        }
        return found
    }

    private static let constraints = Dictionary(
        uniqueKeysWithValues: ConstraintName.allCases.map { ($0.rule, $0) })

    private static func constraint(brokenBy rule: String) -> ConstraintName? {
        rule.hasPrefix("type.") || rule.hasPrefix("code.") ? .required : constraints[rule]
    }

    /// Whether a published value breaks a constraint of a field.
    func isBroken(_ name: ConstraintName, of field: String, in table: String) -> Bool {
        breaches.contains(Breach(table: table, field: field, name: name))
    }

    /// The returns that an open issue holds back by the survey's policy.
    public static func held(by issues: [Issue], definition: SurveyDefinition) -> Set<String> {
        let policy = IssuePolicy(definition)
        return Set(
            issues.indices.lazy.filter { holds(issues[$0], policy) }.map { issues[$0].returnID }.filter { !$0.isEmpty })
    }

    /// Whether an issue holds its return by the survey's policy.
    private static func holds(_ issue: Issue, _ policy: IssuePolicy) -> Bool {
        // What is not told may be an error: no decision on what is told lets it pass.
        issue.finding.rule == IssueLimit.rule
            || issue.state.isUnsettled && policy.action(of: issue.finding) == .hold
    }

    /// Where a record goes.
    public func outcome(of record: RecordID) -> Outcome {
        switch states[record.returnID] {
        case .superseded: .superseded
        case .held: .rejected
        case .live, .refused, nil: reasons[record] == nil ? .published : .rejected
        }
    }

    /// Where all records of a return go; nil where that is to be asked record by record.
    public func outcome(ofAllIn returnID: String) -> Outcome? {
        switch states[returnID] {
        case .superseded: .superseded
        case .held: .rejected
        case .live, .refused, nil: withReasons.contains(returnID) ? nil : .published
        }
    }

    /// Why a record is kept out: its issues; empty where its return is held as a whole.
    public func reasons(for record: RecordID) -> [Issue] {
        reasons[record] ?? []
    }

    /// The rules for which a return is held; empty where it is not, and where no issue says why.
    public func rules(holding returnID: String) -> [String] { holding[returnID].map { Array($0) } ?? [] }

    /// The records that are kept out because of an issue of their own.
    public var rejected: Set<RecordID> { Set(reasons.keys) }
}
