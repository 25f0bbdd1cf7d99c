/// Where an issue stands.
public enum IssueState: String, Sendable, Hashable, Codable, CaseIterable {
    /// It waits for somebody.
    case open
    /// A question about it has gone to the reporter; it has the effect of an open one until it is answered.
    case asked
    /// A decision lets the value stand.
    case waived
    /// A decision gives the value to publish instead; the original stays in lineage.
    case corrected
    /// A decision takes the code that was suggested.
    case accepted

    /// Whether it still has its effect on the record: nobody has settled it.
    public var isUnsettled: Bool { self == .open || self == .asked }
}

/// How an issue relates to the run that the present one is compared with.
public enum IssueChange: String, Sendable, Hashable, Codable {
    /// It was there, in the same state.
    case same
    /// It was not there.
    case new
    /// A decision had settled it, and no longer does.
    case reopened
}

/// A finding in a return of a known reporter and round, with an identity that lasts from run to run.
public struct Issue: Sendable, Hashable, Codable {
    /// The same from run to run and from submission to resubmission while the same record and field break the same rule with the same value.
    public let fingerprint: String
    /// The reporter's code; empty where not known.
    public let reporter: String
    /// The round.
    public let round: String
    /// The return's id; empty for an issue of no one return, such as a missing return.
    public let returnID: String
    /// What was found and where.
    public let finding: Finding
    /// Where it stands.
    public var state: IssueState
    /// The decision that settled it, or that asked; nil where none counts.
    public var decision: Decision?
    /// Against the run that this one is compared with; nil where there is none to compare with.
    public var change: IssueChange?
    /// Whether it is about a value that a decision gave: the respondent has not typed it, and is not asked.
    public var isOfDecidedValue = false
    /// What the respondent wrote beside it on the sheet "To review" of an annotated return; nil where nothing.
    public var explanation: RespondentAnswer?
    /// What several versions of one submission that are held share of an issue that all of them have; nil where it is ``fingerprint``.
    public var sharedQuestion: String?

    /// By what the respondent's answer to it is known: the same in each version of a submission that has the issue, so that it matters to none in which of
    /// them the answer was written.
    public var question: String { sharedQuestion ?? fingerprint }

    /// An issue.
    public init(
        fingerprint: String, reporter: String, round: String, returnID: String, finding: Finding, state: IssueState,
        decision: Decision? = nil, change: IssueChange? = nil, explanation: RespondentAnswer? = nil
    ) {
        self.fingerprint = fingerprint
        self.reporter = reporter
        self.round = round
        self.returnID = returnID
        self.finding = finding
        self.state = state
        self.decision = decision
        self.change = change
        self.explanation = explanation
    }

    /// The issue without how it relates to the last run, which is no matter of the respondent's.
    public var withoutChange: Issue {
        var issue = self
        issue.change = nil
        return issue
    }
}
