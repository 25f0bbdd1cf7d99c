import SurveyModel

/// What rows of sums are called: "Total", "Sous-total", "davon". A row that begins so in a table of records may be none.
enum TotalWords {
    /// Words that are a sum's whole name; in front of more words, or behind them, they may be anything.
    private static let whole = """
        sum|sums|sum total|summe|gesamtsumme|somme|suma|somma|soma|summa|overall|all together|altogether|ensemble|i alt|alt i alt|ogolem|w tym
        z toho|celkem|spolu|soucet|herav|heraf|yhteensa|josta|osszesen|ebbol|συνολο|итого|всего|в том числе|合計|小計|总计|小计
        """
    /// Words that make a sum of what stands behind them as well: "Total North", "of which ministries".
    private static let leading = """
        total|totals|totale|totaal|totalt|totaux|totales|totais|grand total|total general|subtotal|subtotals|sub total|sub totals|sous total|sous totaux
        subtotale|subtotaal|delsumma|delsum|zwischensumme|teilsumme|gesamt|insgesamt|razem|of which|thereof|davon|darunter|dont|di cui|waarvan
        varav|de los cuales|de las cuales|de lo cual|dos quais|das quais|do qual
        """
    /// Words that make a sum of what stands before them: "North total".
    private static let trailing = "total|totals|subtotal|sub total|gesamt|insgesamt|totale|totaal"

    private static let wholeSet = phrases(whole + "\n" + leading)
    private static let leadingSet = phrases(leading)
    private static let trailingSet = phrases(trailing)
    /// The longest of these is four words.
    private static let mostWords = 4
    private static let longest = 100
    /// The first three bytes of each: most texts hold none of them, and need no folding.
    private static let beginnings = Set(
        wholeSet.map { Array($0.utf8.prefix(3)) }.filter { $0.allSatisfy { $0 < 0x80 } }.map {
            key($0[0], $0[1], $0[2])
        }
    )

    /// The first words of whole names, and of what stands in front of more words; the last words of what stands behind them.
    private static let firstWords: Set<String> = Set(wholeSet.map { String($0.prefix { $0 != " " }) })
    private static let lastWords: Set<String> = Set(trailingSet.map { lastWord(of: $0) })

    private static func lastWord(of text: String) -> String {
        text.utf8.lastIndex(of: 0x20).map { String(text[text.utf8.index(after: $0)...]) } ?? text
    }

    private static func phrases(_ text: String) -> Set<String> {
        Set(text.split { $0 == "|" || $0 == "\n" }.map { TextFolding.fold(String($0)) })
    }

    /// Whether a row that begins with a text may hold sums.
    static func mayName(_ text: String) -> Bool {
        guard text.utf8.count <= longest, mayHold(text) else { return false }
        let core = LabelText(text).core
        guard mayBeNamed(core) else { return false }
        let words = core.split(separator: " ")
        guard !words.isEmpty else { return false }
        if words.count <= mostWords, wholeSet.contains(words.joined(separator: " ")) { return true }
        return (1...mostWords).contains { count in
            guard count < words.count else { return false }
            return leadingSet.contains(words.prefix(count).joined(separator: " "))
                || trailingSet.contains(words.suffix(count).joined(separator: " "))
        }
    }

    /// Whether a label is a sum's whole name.
    static func contains(_ label: LabelText) -> Bool {
        wholeSet.contains(label.full) || wholeSet.contains(label.core)
    }

    private static func key(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        Int(first) << 16 | Int(second) << 8 | Int(third)
    }

    /// Whether the first or the last word of a folded text is one of a sum's name: most texts that hold the letters of one have neither.
    private static func mayBeNamed(_ core: String) -> Bool {
        // Beyond ASCII a space may be part of a letter.
        guard let end = core.utf8.firstIndex(of: 0x20), core.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
        return firstWords.contains(String(core[..<end]))
            || lastWords.contains(lastWord(of: core))
    }

    private static func mayHold(_ text: String) -> Bool {
        var (first, second): (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            guard byte < 0x80 else { return true }
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte == 0x2D ? 0x20 : byte
            if beginnings.contains(key(first, second, lower)) { return true }
            (first, second) = (second, lower)
        }
        return false
    }
}
