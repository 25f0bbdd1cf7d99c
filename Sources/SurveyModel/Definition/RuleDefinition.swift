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

/// A check of the survey's own.
public struct RuleDefinition: Sendable {
    /// What is checked.
    public enum Check: Sendable, Hashable {
        /// An SQL expression over one record: true is fine, NULL counts as fine.
        case record(String)
        /// An SQL SELECT that returns the offending rows, with the columns `return` and `record`, and `field` where it varies.
        case query(String)
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
    public let why: LocalizedText?
    /// The fields whose cells a finding points to, the first being the main one; empty: the fields that the check names.
    public let fields: [String]
    /// What was expected, for the report.
    public let expected: LocalizedText?
    /// What an open issue of this rule does; nil: as the severity's policy says.
    public let action: IssueAction?
    /// Where the rule stands, and where its SQL does.
    public let position: SourcePosition
    /// Where the rule's SQL starts.
    public let checkPosition: SourcePosition
}
