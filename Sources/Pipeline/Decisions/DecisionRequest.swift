public import SurveyModel

/// What a reviewer asks `canvass decide` to write about issues.
public struct DecisionRequest: Sendable, Hashable {
    /// What is to be done.
    public let action: DecisionAction
    /// The value, for a correction; for an acceptance the suggestion meant, where there are several.
    public let value: String
    /// Why.
    public let reason: String
    /// Who decided.
    public let reviewer: String
    /// Who agreed.
    public let agreedBy: String
    /// When it was decided.
    public let date: CalendarDay
    /// The last day on which it holds.
    public let expires: CalendarDay?

    /// A request.
    public init(
        action: DecisionAction, value: String = "", reason: String, reviewer: String, agreedBy: String = "",
        date: CalendarDay, expires: CalendarDay? = nil
    ) {
        self.action = action
        self.value = value
        self.reason = reason
        self.reviewer = reviewer
        self.agreedBy = agreedBy
        self.date = date
        self.expires = expires
    }
}

/// Which issues are meant, where none are named: those that fit all that is given.
public struct IssueFilter: Sendable, Hashable {
    /// The rule's id.
    public var rule: String?
    /// The reporter's code.
    public var reporter: String?
    /// The round.
    public var round: String?
    /// The table.
    public var table: String?
    /// The field, as `field` or `table.field`.
    public var field: String?
    /// The severity.
    public var severity: Severity?

    /// A filter that all issues fit.
    public init() {}

    /// Whether nothing is given, so that all issues would be meant.
    public var isEmpty: Bool { self == IssueFilter() }

    func fits(_ issue: PublishedIssue) -> Bool {
        func fits(_ wanted: String?, _ value: String?) -> Bool { wanted == nil || wanted == value ?? "" }
        let fieldFits = field == nil || field == issue.field || field == "\(issue.table ?? "").\(issue.field ?? "")"
        return fits(rule, issue.rule) && fits(reporter, issue.reporter) && fits(round, issue.round)
            && fits(table, issue.table) && fieldFits && (severity == nil || severity == issue.severity)
    }

    /// Why a filter chooses none of the issues: what no issue has, which may be a slip, else that none has all of it or they are decided already.
    func reasonOfNone(in issues: [PublishedIssue], _ action: DecisionAction) -> String {
        let fields = issues.flatMap { issue in
            [issue.field, issue.field.map { "\(issue.table ?? "").\($0)" }].compactMap(\.self)
        }
        let criteria: [(name: String, wanted: String?, known: [String])] = [
            ("rule", rule, issues.map(\.rule)), ("reporter", reporter, issues.compactMap(\.reporter)),
            ("round", round, issues.compactMap(\.round)), ("table", table, issues.compactMap(\.table)),
            ("field", field, fields), ("severity", severity?.rawValue, issues.map(\.severity.rawValue)),
        ]
        for (name, wanted, known) in criteria {
            let known = Set(known)
            guard let wanted, !known.contains(wanted) else { continue }
            let meant = Spelling.nearest(to: wanted, among: known.sorted()).map { " Did you mean '\($0)'?" } ?? ""
            return "none has the \(name) '\(wanted)'.\(meant)"
        }
        guard issues.contains(where: fits) else { return "none has all of it." }
        return action == .withdraw ? "those that do have no decision." : "those that do are decided already."
    }
}

/// A line that is about to be written, with what it is about.
public struct DecisionProposal: Sendable, Hashable {
    /// The line.
    public let decision: Decision
    /// The issue's rule.
    public let rule: String
    /// The reporter.
    public let reporter: String
    /// Sheet and cell.
    public let place: String
    /// The issue's sentence.
    public let message: String

    /// The proposals for programs, as one line of JSON.
    public static func json(_ proposals: [DecisionProposal]) -> String {
        JSONText.array(
            proposals.map { proposal in
                let decision = proposal.decision
                return JSONText.object([
                    ("fingerprint", JSONText.quoted(decision.fingerprint)),
                    ("action", JSONText.quoted(decision.action.rawValue)), ("seen", JSONText.quoted(decision.seen)),
                    ("value", JSONText.quoted(decision.value)), ("reason", JSONText.quoted(decision.reason)),
                    ("reviewer", JSONText.quoted(decision.reviewer)),
                    ("agreed_by", JSONText.quoted(decision.agreedBy)),
                    ("date", JSONText.quoted(decision.date.description)),
                    ("expires", JSONText.quoted(decision.expires?.description ?? "")),
                    ("rule", JSONText.quoted(proposal.rule)), ("reporter", JSONText.quoted(proposal.reporter)),
                    ("place", JSONText.quoted(proposal.place)), ("message", JSONText.quoted(proposal.message)),
                ])
            })
    }
}

extension DecisionRequest {
    /// The day that it is now in UTC.
    public static var today: CalendarDay { UTC.today }
}
