/// What a decision does.
public enum DecisionAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Lets the value stand as it is, until it expires.
    case waive
    /// Publishes another value; the original stays in lineage.
    case correct
    /// Takes the code or value that was suggested.
    case accept
    /// Asks the reporter; the issue keeps its effect meanwhile.
    case ask
    /// Takes the decisions on this fingerprint back that stand above it.
    case withdraw
}

/// A line of a survey's `decisions.csv`: what a reviewer decided about an issue, by the fingerprint.
public struct Decision: Sendable, Hashable, Codable {
    /// The fingerprint.
    public let fingerprint: String
    /// What is to be done.
    public let action: DecisionAction
    /// The value as typed that the reviewer saw; when the cell changes, the decision is void.
    public let seen: String
    /// The value to publish, for a correction and for an accepted suggestion; else empty.
    public let value: String
    /// Why.
    public let reason: String
    /// Who decided.
    public let reviewer: String
    /// Who agreed, where the survey asks for four eyes; else empty.
    public let agreedBy: String
    /// When it was decided.
    public let date: CalendarDay
    /// The last day on which it holds; nil where it does not end.
    public let expires: CalendarDay?

    /// A decision.
    public init(
        fingerprint: String, action: DecisionAction, seen: String, value: String = "", reason: String,
        reviewer: String, agreedBy: String = "", date: CalendarDay, expires: CalendarDay? = nil
    ) {
        self.fingerprint = fingerprint
        self.action = action
        self.seen = seen
        self.value = value
        self.reason = reason
        self.reviewer = reviewer
        self.agreedBy = agreedBy
        self.date = date
        self.expires = expires
    }
}

/// What a respondent wrote beside a question on the sheet "To review" of an annotated return.
public struct RespondentAnswer: Sendable, Hashable, Codable {
    /// What was chosen: `corrected`, `right`, `not-available`, `not-applicable`; empty where nothing was.
    public let choice: String
    /// The remark, in the respondent's words; empty where none.
    public let remark: String

    /// An answer to a question.
    public init(choice: String, remark: String) {
        self.choice = choice
        self.remark = remark
    }

    /// Whether nothing was chosen or written.
    public var isEmpty: Bool { choice.isEmpty && remark.isEmpty }

    /// The answer in a language: the words of what was chosen, and the remark.
    public func words(in language: String) -> String {
        let known = ReviewSheet.Choice(rawValue: choice)
        let chosen = known?.words.text(in: language) ?? choice
        // "Value is right, because" goes on with the remark.
        return [chosen, remark].filter { !$0.isEmpty }.joined(separator: known == .right ? " " : " – ")
    }
}
