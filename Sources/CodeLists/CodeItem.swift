/// One code of a code list, with the labels and spellings by which people write it.
public struct CodeItem: Sendable, Hashable {
    /// The canonical code, as it is published.
    public let code: String
    /// The code of the item above it in a hierarchical list, or nil at the top.
    public let parent: String?
    /// The first day, month or year in which the code is valid, ISO 8601, or nil if it always was.
    public let validFrom: String?
    /// The last day, month or year in which the code is valid, ISO 8601, or nil if it still is.
    public let validTo: String?

    private let texts: Texts

    /// Where the texts are.
    private enum Texts: Sendable {
        case given(ItemWords)
        case read(ItemTexts)

        var words: ItemWords {
            switch self {
            case .given(let words): words
            case .read(let texts): texts.words
            }
        }
    }

    /// The label shown, by language (BCP 47 primary subtag, such as `en`).
    public var labels: [String: String] { texts.words.labels }
    /// Other spellings that mean this item, by language; `und` where the language is of no matter.
    public var synonyms: [String: [String]] { texts.words.synonyms }
    /// The same item in other schemes, by the scheme's name: `iso2`, `numeric`, `m49`, `eurostat`, `gf`.
    public var otherCodes: [String: String] { texts.words.otherCodes }
    /// What the item covers, by language, where the list says so.
    public var descriptions: [String: String] { texts.words.descriptions }

    /// Makes an item; all but the code may be left out.
    public init(
        code: String, parent: String? = nil, labels: [String: String] = [:], synonyms: [String: [String]] = [:],
        otherCodes: [String: String] = [:], validFrom: String? = nil, validTo: String? = nil,
        descriptions: [String: String] = [:]
    ) {
        let words = ItemWords(
            labels: labels, synonyms: synonyms, otherCodes: otherCodes, descriptions: descriptions)
        self.init(code: code, parent: parent, validFrom: validFrom, validTo: validTo, texts: .given(words))
    }

    /// An item whose texts are told when they are asked for.
    init(code: String, parent: String?, validFrom: String?, validTo: String?, texts: ItemTexts) {
        self.init(code: code, parent: parent, validFrom: validFrom, validTo: validTo, texts: .read(texts))
    }

    private init(code: String, parent: String?, validFrom: String?, validTo: String?, texts: Texts) {
        self.code = code
        self.parent = parent
        self.validFrom = validFrom
        self.validTo = validTo
        self.texts = texts
    }

    /// The same at the top of its list.
    var withoutParent: CodeItem {
        CodeItem(code: code, parent: nil, validFrom: validFrom, validTo: validTo, texts: texts)
    }

    /// The label in a language, of which those in others are not read.
    func label(in language: String) -> String? {
        switch texts {
        case .given(let words): words.labels[language]
        case .read(let texts): texts.label(in: language)
        }
    }

    /// Whether two items are the same in all that is told of them.
    public static func == (first: CodeItem, second: CodeItem) -> Bool {
        first.code == second.code && first.parent == second.parent && first.validFrom == second.validFrom
            && first.validTo == second.validTo && first.labels == second.labels && first.synonyms == second.synonyms
            && first.otherCodes == second.otherCodes && first.descriptions == second.descriptions
    }

    /// Hashes what tells items of a list apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(parent)
    }

    /// Whether the code is valid on a day, or in a month or year (ISO 8601, as ``isDate(_:)`` says; compared as text over the shorter length).
    public func isValid(on date: String) -> Bool {
        func precedes(_ a: String, _ b: String) -> Bool {
            let length = min(a.utf8.count, b.utf8.count)
            return a.utf8.prefix(length).lexicographicallyPrecedes(b.utf8.prefix(length))
        }
        if let validFrom, precedes(date, validFrom) { return false }
        if let validTo, precedes(validTo, date) { return false }
        return true
    }
}
