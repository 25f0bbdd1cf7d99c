/// One code of a code list, with the labels and spellings by which people write it.
public struct CodeItem: Sendable, Hashable {
    /// The canonical code, as it is published.
    public let code: String
    /// The code of the item above it in a hierarchical list, or nil at the top.
    public let parent: String?
    /// The label shown, by language (BCP 47 primary subtag, such as `en`).
    public let labels: [String: String]
    /// Other spellings that mean this item, by language; `und` where the language is of no matter.
    public let synonyms: [String: [String]]
    /// The same item in other schemes, by the scheme's name: `iso2`, `numeric`, `m49`, `eurostat`, `gf`.
    public let otherCodes: [String: String]
    /// The first day or year on which the code is valid, ISO 8601, or nil if it always was.
    public let validFrom: String?
    /// The last day or year on which the code is valid, ISO 8601, or nil if it still is.
    public let validTo: String?
    /// What the item covers, by language, where the list says so.
    public let descriptions: [String: String]

    /// Makes an item; all but the code may be left out.
    public init(
        code: String, parent: String? = nil, labels: [String: String] = [:], synonyms: [String: [String]] = [:],
        otherCodes: [String: String] = [:], validFrom: String? = nil, validTo: String? = nil,
        descriptions: [String: String] = [:]
    ) {
        self.code = code
        self.parent = parent
        self.labels = labels
        self.synonyms = synonyms
        self.otherCodes = otherCodes
        self.validFrom = validFrom
        self.validTo = validTo
        self.descriptions = descriptions
    }

    /// Whether the code is valid on a day or in a year (ISO 8601; compared as text over the shorter length).
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
