/// Words that stand between the things that a text names, in the languages in which people answer.
package enum LinkWords {
    /// Whether a word joins two things, as "and" does.
    ///
    /// - Parameters:
    ///   - word: a word, or a sign that stands alone.
    ///   - language: the language of the text if it is known: "education in prisons" is two things in Slovene only.
    package static func isJoining(_ word: some StringProtocol, language: String?) -> Bool {
        let word = word.lowercased()
        return word == sloveneAnd ? language == nil || language == "sl" : joining.contains(word)
    }

    /// Whether a word parts two things of which one is meant, as "or" does, or sets one against the other, as "but" and "not" do.
    ///
    /// - Parameters:
    ///   - word: a word with the signs beside it, such as "(or".
    ///   - language: the language of the text if it is known: the Dutch "of" is an English word as well.
    package static func isParting(_ word: some StringProtocol, language: String?) -> Bool {
        let bare = bare(word)
        if alternatives.contains(bare) || contrasts.contains(bare) || denials.contains(bare) { return true }
        if bare == dutchOr, language == "nl" { return true }
        // "and/or".
        let parts = bare.split(separator: "/").map(String.init)
        return parts.count > 1
            && parts.allSatisfy { joining.contains($0) || alternatives.contains($0) || $0 == dutchOr }
    }

    /// Whether a word takes back what it stands beside, as "not" and "none" do.
    package static func isDenial(_ word: some StringProtocol) -> Bool { denials.contains(bare(word)) }

    /// All words that join, part or take back, whatever the language, but for the Dutch "of".
    package static var all: Set<String> {
        joining.union(alternatives).union(contrasts).union(denials).union([sloveneAnd])
    }

    private static let sloveneAnd = "in"
    private static let dutchOr = "of"

    /// In lower case and without signs at both ends.
    private static func bare(_ word: some StringProtocol) -> String {
        let word = word.lowercased()
        guard let first = word.firstIndex(where: \.isLetter), let last = word.lastIndex(where: \.isLetter) else {
            return ""
        }
        return String(word[first...last])
    }

    private static let joining: Set = [
        "and", "&", "+", "et", "und", "y", "e", "en", "og", "och", "ja", "i", "a", "și", "si", "és", "και", "и",
        "і", "та", "ve", "agus", "u", "plus", "sowie",
    ]

    private static let alternatives: Set = [
        "or", "ou", "o", "u", "oder", "eller", "tai", "või", "vai", "arba", "lub", "albo", "bądź", "czy", "nebo", "či",
        "alebo", "vagy", "sau", "ori", "ali", "ili", "или", "або", "чи", "ή", "veya", "nó", "jew", "vs", "versus",
    ]

    private static let contrasts: Set = [
        "but", "than", "rather", "instead", "mais", "plutôt", "plutot", "pero", "sino", "aber", "sondern", "statt",
        "ma",
        "maar", "mas", "ale", "lecz",
    ]

    static let denials: Set = [
        "not", "no", "none", "neither", "nor", "never", "except", "pas", "ni", "aucun", "aucune", "sauf",
        "hormis", "nicht", "kein", "keine", "keiner", "keines", "weder", "außer", "ausser", "ninguno", "ninguna",
        "ningún", "excepto", "salvo", "niet", "geen", "behalve", "nessuno", "nessuna", "tranne", "eccetto", "não",
        "nenhum", "nenhuma", "exceto", "ikke", "ingen", "inte", "nie", "żaden", "není", "не", "нет", "кроме",
    ]
}
