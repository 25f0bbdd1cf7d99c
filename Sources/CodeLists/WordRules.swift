/// What single words mean when names are compared word by word.
struct WordRules: Sendable {
    /// Words that carry nothing: articles and "and"; in names of countries prepositions too.
    let dropped: [String]
    /// Words that say what kind of state or body it is; a name is still known without them if no other name is.
    let generic: [String]
    /// Short forms, with what they stand for.
    let short: [String: String]
    /// Generic words that tell states apart, so that a name without them is another's.
    var dividing: [String] = []

    /// For a list of labels in these languages. Only what carries nothing in one of them is dropped: a letter by itself may tell classes apart, and a
    /// preposition answers ("in school" is not "school").
    static func labels(in languages: [String]) -> WordRules {
        WordRules(
            dropped: Set(languages.flatMap { droppedOfLabels[$0] ?? [] }).sorted(), generic: [],
            short: [
                "govt": "government", "nat": "national", "natl": "national", "dept": "department",
                "admin": "administration",
            ])
    }

    /// Articles and "and", by language.
    private static let droppedOfLabels = [
        "en": ["the", "an", "and"], "fr": ["la", "le", "les", "et"], "es": ["el", "la", "los", "las"],
        "ca": ["el", "la", "les"], "it": ["la", "le"], "de": ["der", "die", "das", "und"],
    ]

    static let articles = [
        "the", "of", "and", "a", "an", "for", "to", "in", "la", "le", "les", "l", "d", "de", "du", "des", "et", "aux",
        "au", "el", "los", "las", "y", "del", "do", "da", "dos", "das", "e", "di", "und", "der", "die", "das",
    ]
}

/// A fixed set of words, asked for by their bytes.
struct WordSet: Sendable {
    private var keys: KeyTable

    init(_ words: some Sequence<some StringProtocol>) {
        keys = KeyTable(capacity: 64)
        for word in words { _ = keys.insert(Array(word.utf8)[...]) }
    }

    init(stems: some Sequence<ArraySlice<UInt8>>) {
        keys = KeyTable(capacity: 64)
        for stem in stems { _ = keys.insert(stem) }
    }

    func contains(_ word: ArraySlice<UInt8>) -> Bool { keys.find(word) != nil }
    func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { keys.find(word) != nil }
}
