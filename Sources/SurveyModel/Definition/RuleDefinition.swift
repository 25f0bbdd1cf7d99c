/// How much an issue matters.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The value or record cannot be used as it is.
    case error
    /// Somebody should look.
    case warning
    /// Worth knowing.
    case note

    /// Errors come first.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }
}

/// What a check makes of a record in which a value that it needs is missing.
public enum MissingOperand: String, Sendable, Hashable, CaseIterable {
    /// It cannot be told: the record counts as not verifiable.
    case skip
    /// The record fails.
    case fail
    /// A number that was not given counts as nought.
    case zero
}

/// How much of the data a rule looks at, after the European Statistical System's *Methodology for data validation 2.0* (Di Zio and others 2016, section 3.2:
/// validation levels).
public enum RuleLevel: String, Sendable, Hashable, CaseIterable {
    /// One value by itself: type, code list, constraints.
    case structure
    /// Values of one record.
    case withinRecord = "within-record"
    /// Records of one return.
    case withinReturn = "within-return"
    /// A reporter's returns of several rounds.
    case betweenRounds = "between-rounds"
    /// Returns of several reporters.
    case betweenReporters = "between-reporters"

    /// Whether one return is all that is looked at.
    public var isWithinReturn: Bool {
        switch self {
        case .structure, .withinRecord, .withinReturn: true
        case .betweenRounds, .betweenReporters: false
        }
    }
}

/// The share of a table's records that may break a rule before the rule itself is told, in per cent.
public struct RuleThreshold: Sendable, Hashable {
    /// Above it a warning.
    public let warning: Double?
    /// Above it an error.
    public let error: Double?

    /// A threshold.
    public init(warning: Double?, error: Double?) {
        self.warning = warning
        self.error = error
    }
}

/// A round or a reporter whose records a rule does not concern.
public struct RuleSwitchOff: Sendable, Hashable {
    /// The round; nil for all.
    public let round: String?
    /// The reporter's code; nil for all.
    public let reporter: String?
    /// Why.
    public let reason: String
    /// Where it stands.
    public let position: SourcePosition

    /// A switch-off; of a round and a reporter where both are given.
    public init(round: String?, reporter: String?, reason: String, position: SourcePosition = .start) {
        self.round = round
        self.reporter = reporter
        self.reason = reason
        self.position = position
    }

    /// Whether a reporter's return of a round is meant.
    public func covers(reporter: String, round: String) -> Bool {
        (self.reporter ?? reporter) == reporter && (self.round ?? round) == round
    }
}

/// An SQL expression over one record, with its place in the definition.
public struct RuleExpression: Sendable, Hashable {
    /// The expression.
    public let sql: String
    /// Where it stands.
    public let position: SourcePosition

    /// An expression.
    public init(sql: String, position: SourcePosition = .start) {
        self.sql = sql
        self.position = position
    }
}

/// A check of the survey's own.
public struct RuleDefinition: Sendable {
    /// What is checked.
    public enum Check: Sendable, Hashable {
        /// An SQL expression over one record: true is fine, NULL cannot be told.
        case record(String)
        /// An SQL SELECT that returns the offending rows, with the columns `return` and `record`, and `field` where it varies.
        case query(String)

        /// The SQL.
        public var sql: String {
            switch self {
            case .record(let sql), .query(let sql): sql
            }
        }
    }

    /// The rule's id; without a dot, which marks the rules that Canvass itself raises.
    public let id: String
    /// The table whose records it is about.
    public let table: String
    /// How much breaking it matters.
    public let severity: Severity
    /// The check.
    public let check: Check
    /// The sentence for people, with `{field}` placeholders.
    public let message: LocalizedText
    /// Why the rule exists.
    public var why: LocalizedText?
    /// The fields whose cells a finding points to, the first being the main one; empty: the fields that the check reads.
    public var fields: [String] = []
    /// What was expected, for the report.
    public var expected: LocalizedText?
    /// What was expected, as an expression over the record; in place of ``expected``.
    public var expectedValue: RuleExpression?
    /// What might be meant, as an expression over the record.
    public var suggestion: RuleExpression?
    /// What a missing operand makes of a record; for checks.
    public var missing = MissingOperand.skip
    /// The share of records that may break it.
    public var threshold: RuleThreshold?
    /// For whom it is switched off.
    public var off: [RuleSwitchOff] = []
    /// Whether it is on trial: counted, not told.
    public var isTrial = false
    /// How much of the data it looks at, where the definition says so; nil: as is derived from what it reads.
    public var level: RuleLevel?
    /// What an open issue of this rule does; nil: as the severity's policy says.
    public var action: IssueAction?
    /// Where the rule stands, and where its SQL does.
    public var position = SourcePosition.start
    /// Where the rule's SQL starts.
    public var checkPosition = SourcePosition.start
    /// Where its sentences stand.
    public var sentences = SentencePlaces()

    /// A rule; what is not given here may be set afterwards.
    public init(id: String, table: String, severity: Severity, check: Check, message: LocalizedText) {
        self.id = id
        self.table = table
        self.severity = severity
        self.check = check
        self.message = message
    }
}
