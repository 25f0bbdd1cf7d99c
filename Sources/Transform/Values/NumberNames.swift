/// Whole numbers in words, from zero to 999,999, in English, French, Spanish and German.
enum NumberNames {
    /// Texts longer than this name no number.
    private static let longest = 100

    /// A text that is a number in words, or begins with one before a word such as "million", with digits in their place; nil where it is none.
    static func digits(for text: String, setting: NumberSetting) -> String? {
        let language = setting.language
        // Most texts have digits, and are numbers without this.
        guard text.utf8.count <= longest, !text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        let words = words(of: text)
        guard !words.isEmpty, words.count <= 12 else { return nil }
        if let number = number(words[...], language) {
            // "Five thousand" where thousands are asked for may be five of them.
            return setting.stated != 0 && number >= 1000 ? nil : String(number)
        }
        // "two million euros": the word for millions and what follows are read as they are behind digits.
        for count in stride(from: words.count - 1, to: 0, by: -1) {
            let isArticle = words[0] == "a" && count == 1 && articled.contains(words[1])
            guard let number = isArticle ? 1 : number(words[..<count], language) else { continue }
            let rest = words[count...].map { TextPiece(kind: .word, text: $0) }
            guard
                Multipliers.first(of: rest[...], language: language, isBesideCurrency: false) != nil
                    || NumberWords.percent.first(of: rest[...]) != nil || Currencies.first(of: rest[...]) != nil
            else { return nil }
            return "\(number) \(words[count...].joined(separator: " "))"
        }
        return nil
    }

    /// The words that "a" counts in English, and that no other language has behind its own "a" or "à".
    private static let articled: Set = ["million", "billion", "trillion", "lakh", "crore"]

    /// The words in plain letters; hyphens part them as spaces do.
    private static func words(of text: String) -> [String] {
        var plain = PlainText.plain(text)
        if plain.hasSuffix(".") { plain.removeLast() }
        return plain.split { $0 == " " || $0 == "-" }.map(String.init)
    }

    private static func number(_ words: ArraySlice<String>, _ language: String?) -> Int? {
        let own = LanguageCustom.base(language)
        if words.count == 1, let first = words.first, let homes = ambiguous[first] {
            guard let own, homes.contains(own) else { return nil }
        }
        var found: Set<Int> = []
        for (code, table) in tables {
            guard let number = table.number(words) else { continue }
            if code == own { return number }
            found.insert(number)
        }
        return found.count == 1 ? found.first : nil
    }

    /// Words that mean something else in another of the languages: they count in a return of their own only.
    private static let ambiguous: [String: Set<String>] = [
        "once": ["es"], "sept": ["fr"], "cent": ["fr"], "mil": ["es"], "mille": ["fr"], "seize": ["fr"], "dos": ["es"],
        // In Danish sixty, and in French "very".
        "tres": ["es", "pt", "gl", "ca"], "a": [], "null": ["de"],
    ]

    private static let tables: [(String, NumberNameTable)] = [
        ("en", .english), ("fr", .french), ("es", .spanish), ("de", .german),
    ]
}
