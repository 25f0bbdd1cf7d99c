/// What became of a return as a whole, by its issues.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// All of its records are published, and nothing waits for anybody.
    case accepted
    /// All of its records are published; there are open questions.
    case acceptedWithQueries = "accepted-with-queries"
    /// Some of its records or values are kept out.
    case partlyAccepted = "partly-accepted"
    /// Nothing of it is published.
    case rejected
}

/// What has changed since the run that a run is compared with: the last one whose returns, definition or decisions were others, so that running
/// again over the same says the same.
public struct RunChanges: Sendable, Hashable, Codable {
    /// An issue that is no longer found, as it was told then.
    public struct Resolved: Sendable, Hashable, Codable {
        /// The fingerprint.
        public let fingerprint: String
        /// How much it mattered.
        public let severity: Severity
        /// The rule.
        public let rule: String
        /// The reporter.
        public let reporter: String
        /// Sheet and cell, such as `Practices!B12`; empty where it had none.
        public let place: String
        /// The sentence.
        public let message: String

        /// An issue that is no longer found.
        public init(
            fingerprint: String, severity: Severity, rule: String, reporter: String, place: String, message: String
        ) {
            self.fingerprint = fingerprint
            self.severity = severity
            self.rule = rule
            self.reporter = reporter
            self.place = place
            self.message = message
        }
    }

    /// The run that this one is compared with.
    public let since: String
    /// Issues that were not there.
    public let new: Int
    /// Issues that a decision no longer settles.
    public let reopened: Int
    /// Issues that are gone.
    public let resolved: [Resolved]
    /// Returns that were not there, by id.
    public let newReturns: [String]

    /// What has changed.
    public init(since: String, new: Int, reopened: Int, resolved: [Resolved], newReturns: [String]) {
        self.since = since
        self.new = new
        self.reopened = reopened
        self.resolved = resolved
        self.newReturns = newReturns
    }
}

/// A return compared with the one whose place it took.
public struct Resubmission: Sendable, Hashable {
    /// An answer that is not as it was.
    public struct Change: Sendable, Hashable {
        /// The table.
        public let table: String
        /// The record's key, or its number where the table has none.
        public let record: String
        /// The field.
        public let field: String
        /// The sheet and cell in the later return, or where it stood in the earlier one.
        public let place: String
        /// What was typed then; nil where nothing was.
        public let was: String?
        /// What is typed now; nil where nothing is.
        public let now: String?

        /// An answer that is not as it was.
        public init(table: String, record: String, field: String, place: String, was: String?, now: String?) {
            self.table = table
            self.record = record
            self.field = field
            self.place = place
            self.was = was
            self.now = now
        }
    }

    /// The reporter.
    public let reporter: String
    /// The later return's id.
    public let returnID: String
    /// The id of the one whose place it took.
    public let earlierID: String
    /// The answers added, removed and changed, in the order of the later return.
    public let changes: [Change]
    /// Issues that the earlier return had and the later has not, as they were.
    public let solved: [Issue]
    /// Issues that only the later return has.
    public let raised: [Issue]
    /// Where one of the two has more issues than are told: how many of the other's may be among those that are not, and so are neither solved nor
    /// new as far as is known. Nil where all issues of both are told.
    public let uncompared: Int?

    /// A return compared with an earlier one.
    public init(
        reporter: String, returnID: String, earlierID: String, changes: [Change], solved: [Issue], raised: [Issue],
        uncompared: Int? = nil
    ) {
        self.reporter = reporter
        self.returnID = returnID
        self.earlierID = earlierID
        self.changes = changes
        self.solved = solved
        self.raised = raised
        self.uncompared = uncompared
    }
}
