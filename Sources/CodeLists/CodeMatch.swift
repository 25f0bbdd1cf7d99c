/// A spelling that a person has reviewed: what it means, or that it means nothing in the list.
public struct Alias: Sendable, Hashable {
    /// The text as it was written.
    public let raw: String
    /// The code it stands for; empty to refuse it.
    public let code: String
    /// Who decided.
    public let reviewer: String
    /// When, ISO 8601.
    public let date: String
    /// Why, in the reviewer's words.
    public let note: String

    /// Makes an alias.
    public init(raw: String, code: String, reviewer: String = "", date: String = "", note: String = "") {
        self.raw = raw
        self.code = code
        self.reviewer = reviewer
        self.date = date
        self.note = note
    }
}

/// How a text was found to be a code, from the surest to the least sure.
public enum MatchMethod: String, Sendable, Hashable, CaseIterable, Codable {
    /// A reviewed alias.
    case alias
    /// The code itself, in the list's or another scheme.
    case code
    /// A label or synonym, letter by letter.
    case label
    /// A label or synonym but for case, accents, punctuation, articles and spaces.
    case normalised
    /// The words of a label or synonym, in another order, abbreviated, or with a qualification that changes nothing.
    case tokens
    /// A label or synonym by its sound, written in another script.
    case transliterated
    /// A label or synonym but for a slip of the pen, and no other within reach; of countries the long names but for two.
    case editDistance = "edit-distance"
}

/// A code that the text may have meant.
public struct Suggestion: Sendable, Hashable {
    /// The code.
    public let code: String
    /// Its label, in the language asked for if there is one.
    public let label: String
    /// How near it is, 0 to 1.
    public let confidence: Double

    /// Makes a suggestion.
    public init(code: String, label: String, confidence: Double) {
        self.code = code
        self.label = label
        self.confidence = confidence
    }
}

/// What became of a text: a code, or none and why.
public struct CodeMatch: Sendable, Hashable {
    /// The text as it was given.
    public let input: String
    /// The code, or nil where none is sure enough.
    public let code: String?
    /// How it was found; nil where none was.
    public let method: MatchMethod?
    /// How sure it is, 0 to 1; 0 where no code was found.
    public let confidence: Double
    /// Up to three codes that it may be, the likeliest first; empty where a code was found.
    public let suggestions: [Suggestion]
    /// Why the text is none of the list's items, where that is known: "an aggregate", "a city".
    public let refusal: String?

    /// Makes a match.
    public init(
        input: String, code: String? = nil, method: MatchMethod? = nil, confidence: Double = 0,
        suggestions: [Suggestion] = [], refusal: String? = nil
    ) {
        self.input = input
        self.code = code
        self.method = method
        self.confidence = confidence
        self.suggestions = suggestions
        self.refusal = refusal
    }

    /// The refusal of a text that names several codes.
    package static let severalCodes = "several codes"
}

/// What became of a text, as ``CodeMatch`` has it, but by the place of the item in the list and without the text.
public struct ItemMatch: Sendable, Hashable {
    /// The place of the item in the list, or nil where none is sure enough.
    public let item: Int?
    /// How it was found; nil where none was.
    public let method: MatchMethod?
    /// How sure it is, 0 to 1; 0 where no item was found.
    public let confidence: Double
    /// Up to three codes that it may be, the likeliest first; empty where an item was found.
    public let suggestions: [Suggestion]
    /// Why the text is none of the list's items, where that is known: "an aggregate", "a city".
    public let refusal: String?

    init(
        item: Int? = nil, method: MatchMethod? = nil, confidence: Double = 0, suggestions: [Suggestion] = [],
        refusal: String? = nil
    ) {
        self.item = item
        self.method = method
        self.confidence = confidence
        self.suggestions = suggestions
        self.refusal = refusal
    }
}
