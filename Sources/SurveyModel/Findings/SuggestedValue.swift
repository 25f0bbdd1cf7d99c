/// A value that a finding suggests.
public struct SuggestedValue: Sendable, Hashable {
    /// The value, as a decision writes it: `09`.
    public let value: String
    /// How it is told: `Education (09)`.
    public let words: String

    /// A value with the words in which it is told.
    public init(value: String, words: String) {
        self.value = value
        self.words = words
    }

    /// A value that is told as it is written.
    public init(_ value: String) { self.init(value: value, words: value) }
}

/// What can be accepted of suggestions. A suggestion that is not among them is one value as it stands, whatever signs are in it.
public struct SuggestedChoices: Sendable {
    /// The same words may be codes of one field, and a plain text in another.
    private struct Key: Hashable {
        let table: String
        let field: String
        let text: String

        init?(_ finding: Finding) {
            guard finding.record != nil, let table = finding.table, let field = finding.field,
                let text = finding.suggestion?.text(in: "en")
            else { return nil }
            self.table = table
            self.field = field
            self.text = text
        }
    }

    private var values: [Key: [SuggestedValue]] = [:]

    /// None.
    public init() {}

    /// Takes in what a finding suggests.
    ///
    /// - Parameter read: the values of its suggestion; asked where they are not known yet.
    public mutating func add(_ finding: Finding, read: (Finding) -> [SuggestedValue]) {
        guard let key = Key(finding), values[key] == nil else { return }
        let found = read(finding)
        if !found.isEmpty, found != [SuggestedValue(key.text)] { values[key] = found }
    }

    /// The values of which one can be chosen; nil where the suggestion is one value as it stands.
    public func of(_ finding: Finding) -> [SuggestedValue]? { Key(finding).flatMap { values[$0] } }
}
