import SurveyModel

/// Texts that say what numbers are counted in, such as `m²`, `thousand EUR`, `mg/l`, `EUR per month`: in parentheses behind a label, or in a row of units.
enum UnitText {
    /// Whether a text is nothing but a unit.
    static func isUnit(_ text: String) -> Bool {
        let sides = sides(of: text)
        guard let first = sides.first, sides.count <= 3 else { return false }
        let divisors = sides.dropFirst()
        guard divisors.allSatisfy({ divides($0) }) else { return false }
        if counts(first) { return true }
        // One letter is too little to make a unit of what only looks like a plural.
        return !divisors.isEmpty && divisors.allSatisfy { $0.count > 1 } && isPlural(first)
    }

    /// Whether a text says by a stroke how much there is in a span of time: `Days/year`.
    static func isPerTime(_ text: String) -> Bool {
        let sides = parts(of: plain(text))
        return sides.count == 2 && isTime(sides[1]) && (counts(sides[0]) || isPlural(sides[0]))
    }

    /// Whether what a stroke or "or" parts in a text is no choice: a unit, what there is in a span of time, or a unit beside something else.
    static func isNoChoice(_ text: String) -> Bool {
        if isUnit(text) || sides(of: text).dropFirst().contains(where: { isTime($0) }) { return true }
        return alternatives(in: text).contains { $0.count > 1 && counts($0) }
    }

    /// Whether nobody knows in which unit an answer would be: `hours/days`, `EUR or USD`.
    static func isAmbiguous(_ text: String) -> Bool { isNoChoice(text) && !isUnit(text) }

    /// A text with the signs of Unicode for units, and small digits, as the letters and digits that most people type.
    static func plain(_ text: String) -> String {
        var plain = ""
        for character in text { plain += UnitSigns.plain[character] ?? String(character) }
        return plain
    }

    // MARK: - Parts

    /// What strokes and words such as "per" part.
    private static func sides(of text: String) -> [String] {
        var text = plain(text)
        for word in [" per ", " par ", " por ", " pro ", " je "] { text = text.replacing(word, with: "/") }
        return parts(of: text)
    }

    /// Words that leave a choice.
    static let choices = [" or ", " ou ", " o ", " oder "]

    /// The two or more things that a text leaves a choice of; none where there is one only.
    private static func alternatives(in text: String) -> [String] {
        var text = plain(text)
        for word in choices { text = text.replacing(word, with: "/") }
        let parts = parts(of: text)
        return parts.count > 1 ? parts : []
    }

    private static func parts(of text: String) -> [String] {
        text.split(separator: "/", omittingEmptySubsequences: false).map { InferenceText.onOneLine(String($0)) }
    }

    private static func words(_ side: String) -> [String] {
        side.split { $0.isWhitespace || "'()[],.;".contains($0) }.map(String.init)
    }

    // MARK: - What they are

    /// Whether numbers may be counted in what a text names: `m²`, `thousand EUR`, `tonnes of CO2`.
    private static func counts(_ side: String) -> Bool {
        let words = words(side)
        return (1...6).contains(words.count) && words.contains { isMeasure($0) }
            && words.allSatisfy { isMeasure($0) || isBeside($0) }
    }

    /// Whether a text names several things that may be counted: `inhabitants`, `opening days`.
    private static func isPlural(_ side: String) -> Bool {
        let words = InferenceText.words(side)
        guard (1...3).contains(words.count), let last = words.last else { return false }
        return UnitSigns.counted.contains(last)
            || last.count >= 4 && last.hasSuffix("s") && !last.hasSuffix("ss") && last.allSatisfy(\.isLetter)
    }

    private static func isTime(_ side: String) -> Bool { UnitSigns.times.contains(TextFolding.fold(side)) }

    /// Whether a text may stand behind a stroke: `km²`, `month`, `100 km`, `1,000 inhabitants`.
    private static func divides(_ side: String) -> Bool {
        let all = words(side)
        let rest = all.drop { $0.allSatisfy(\.isNumber) }
        let hasNumber = rest.count < all.count
        guard !all.isEmpty, rest.count <= 3 else { return false }
        if rest.isEmpty { return hasNumber }
        let divisors = rest.filter { word in
            let folded = TextFolding.fold(word)
            return UnitSigns.symbols.contains(word) || UnitSigns.divisorSymbols.contains(word)
                || UnitSigns.times.contains(folded) || UnitSigns.divisors.contains(folded)
                || hasNumber && isPlural(word)
        }
        return !divisors.isEmpty
            && rest.allSatisfy { divisors.contains($0) || UnitSigns.shapes.contains(TextFolding.fold($0)) }
    }

    private static func isMeasure(_ word: String) -> Bool {
        if UnitSigns.symbols.contains(word) || UnitSigns.words.contains(TextFolding.fold(word)) { return true }
        let isMoney = word.unicodeScalars.contains { $0.properties.generalCategory == .currencySymbol }
        if isMoney { return word.count <= 4 }
        // In small letters some codes are words. SDG are the Sustainable Development Goals far more often than the pounds of Sudan.
        return word.utf8.count == 3 && word != "SDG" && word.allSatisfy { $0.isASCII && $0.isUppercase }
            && CurrencyCodes.known.contains(word.lowercased())
    }

    /// Whether a word may stand beside a measure, and is none.
    private static func isBeside(_ word: String) -> Bool {
        TextFolding.fold(word).split(separator: " ").map(String.init).allSatisfy { word in
            UnitWords.units.contains(word) || UnitWords.links.contains(word) || UnitSigns.beside.contains(word)
                || UnitSigns.shapes.contains(word)
        }
    }
}
