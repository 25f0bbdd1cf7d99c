/// Multipliers as they are written together with what they count: `5 kEUR`, `12 mkr`, `3億円`.
enum AttachedMultiplier {
    /// The powers of ten that the pieces begin with, how many pieces they take, and what is left of the last one.
    static func first(of pieces: ArraySlice<TextPiece>, language: String?, isBesideCurrency: Bool) -> (
        powers: [Int], length: Int, remainder: TextPiece?
    )? {
        if let (meaning, length) = Multipliers.first(
            of: pieces, language: language, isBesideCurrency: isBesideCurrency)
        {
            return (powers(meaning), length, nil)
        }
        guard let piece = pieces.first, piece.kind == .word else { return nil }
        // Right before the currency's mark: `T€`.
        if piece.text == "t", isBesideCurrency, Currencies.first(of: pieces.dropFirst()) != nil {
            return (powers(ofT: [], language: language), 1, nil)
        }
        // "5 т.р.", "5 т. грн": thousands as well.
        if ["т", "т."].contains(piece.text), let next = pieces.dropFirst().first,
            next.text == "р" || Currencies.first(of: pieces.dropFirst()) != nil
        {
            return ([3], 1, nil)
        }
        return attached(piece, language: language).map { ($0.powers, 1, $0.remainder) }
    }

    /// In Swedish tkr are thousands of crowns, in German TEUR thousands of euros; elsewhere T may be trillions.
    private static func powers(ofT currencies: Set<String>, language: String?) -> [Int] {
        let isThousand = language?.hasPrefix("de") ?? false || !currencies.isDisjoint(with: ["SEK", "NOK", "DKK"])
        return isThousand ? [3] : [3, 12]
    }

    private static func powers(_ meaning: Multipliers.Meaning) -> [Int] {
        switch meaning {
        case .power(let power), .besideCurrency(let power), .only(_, let power): [power]
        case .unclear(let first, let second): [first, second]
        case .byLanguage(_, let first, let second): [first, second]
        }
    }

    private static let abbreviations = [
        ("milj", 6), ("mld", 9), ("mrd", 9), ("mdr", 9), ("mln", 6), ("mio", 6), ("tsd", 3), ("md", 9), ("bn", 9),
        ("mn", 6), ("k", 3),
        ("m", 6), ("t", 3),
    ]

    private static func attached(_ piece: TextPiece, language: String?) -> (powers: [Int], remainder: TextPiece)? {
        guard let first = piece.text.unicodeScalars.first, Currencies.first(of: [piece]) == nil else { return nil }
        func rest(_ count: Int) -> TextPiece {
            TextPiece(kind: .word, text: String(String.UnicodeScalarView(piece.text.unicodeScalars.dropFirst(count))))
        }
        if first.isASCII {
            // The longest first: in Swedish "2 mdkr" are thousands of millions, not millions of Danish crowns ("dkr").
            for (letters, power) in abbreviations where piece.text.hasPrefix(letters) {
                let remainder = rest(letters.count)
                guard !remainder.text.isEmpty, let (codes, _) = Currencies.first(of: [remainder]) else { continue }
                return (letters == "t" ? powers(ofT: codes, language: language) : [power], remainder)
            }
            return nil
        }
        // Chinese, Japanese and Korean are written without spaces.
        guard PlainText.isWithoutSpaces(first) else { return nil }
        for count in stride(from: min(3, piece.text.unicodeScalars.count - 1), to: 0, by: -1) {
            let prefix = TextPiece(
                kind: .word, text: String(String.UnicodeScalarView(piece.text.unicodeScalars.prefix(count))))
            if let (meaning, _) = Multipliers.first(of: [prefix], language: language, isBesideCurrency: false) {
                return (powers(meaning), rest(count))
            }
        }
        return nil
    }
}
