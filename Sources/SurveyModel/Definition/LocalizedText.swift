/// A text in one or more languages.
public struct LocalizedText: Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    /// Texts by BCP 47 language code; a text given without a language stands under `und` (undetermined).
    public let texts: [String: String]

    /// Texts by language code.
    public init(_ texts: [String: String]) {
        self.texts = texts
    }

    /// A text that serves for every language.
    public init(stringLiteral value: String) {
        texts = ["und": value]
    }

    /// A text that serves for every language.
    public init(_ text: String) {
        texts = ["und": text]
    }

    /// The text in `language`, or in that without its last parts, as `de` serves for `de-CH` (RFC 4647, 3.4); else undetermined,
    /// else English, else the first by language code.
    public func text(in language: String) -> String {
        texts[language] ?? wider(language) ?? texts["und"] ?? texts["en"] ?? texts.min { $0.key < $1.key }?.value ?? ""
    }

    /// The text in what is left of a language's code when its last parts are left out.
    private func wider(_ language: String) -> String? {
        // Nearly all are codes like `en`, of which nothing can be left out.
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard language.utf8.contains(where: { !letters.contains($0) }) else { return nil }
        var part = language[...]
        while !part.isEmpty {
            if let text = texts[String(part)] ?? texts[part.lowercased()] { return text }
            part = part[..<(part.lastIndex(where: { $0 == "-" || $0 == "_" }) ?? part.startIndex)]
        }
        return nil
    }
}

/// The spellings by which a thing is labelled in a questionnaire: for each language one or several.
public struct Labels: Sendable, Hashable, Codable {
    /// Spellings by language; those without a language stand under `und`.
    public let spellings: [String: [String]]

    /// Spellings by language.
    public init(_ spellings: [String: [String]]) {
        self.spellings = spellings
    }

    /// All spellings, ordered by language code, then as written.
    public var all: [String] {
        spellings.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// Whether there is no spelling at all.
    public var isEmpty: Bool { spellings.allSatisfy(\.value.isEmpty) }
}

/// Regular expressions by which a thing is known in a questionnaire: for each language one or several.
public struct LabelPatterns: Sendable, Hashable {
    /// Patterns by language; those without a language stand under `und`.
    public let patterns: [String: [Pattern]]

    /// Patterns by language.
    public init(_ patterns: [String: [Pattern]]) {
        self.patterns = patterns
    }

    /// Whether there is no pattern at all.
    public var isEmpty: Bool { patterns.allSatisfy(\.value.isEmpty) }

    /// All patterns as they are written, ordered by language code, then as written.
    public var all: [String] {
        patterns.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.source) }
    }
}
