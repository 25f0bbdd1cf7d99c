/// Where an issue stands.
public enum IssueState: String, Sendable, Hashable, Codable {
    /// It waits for somebody.
    case open
}

/// A finding in a return of a known reporter and round, with an identity that lasts from run to run.
public struct Issue: Sendable, Hashable {
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
    public let state: IssueState

    /// An issue.
    public init(
        fingerprint: String, reporter: String, round: String, returnID: String, finding: Finding, state: IssueState
    ) {
        self.fingerprint = fingerprint
        self.reporter = reporter
        self.round = round
        self.returnID = returnID
        self.finding = finding
        self.state = state
    }
}
