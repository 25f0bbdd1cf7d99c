/// What single words mean when names are compared word by word.
struct WordRules: Sendable {
    /// Words that carry nothing: articles, prepositions, "and".
    let dropped: [String]
    /// Words that say what kind of state or body it is; a name is still known without them if no other name is.
    let generic: [String]
    /// Short forms, with what they stand for.
    let short: [String: String]

    /// For any list of labels.
    static let labels = WordRules(
        dropped: articles, generic: [],
        short: [
            "govt": "government", "nat": "national", "natl": "national", "dept": "department",
            "admin": "administration",
        ])

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
