/// The number in front of a label's words, which a questionnaire gives its questions: `1.1`, `2)`, `2a)`, `B3.`, `Q10:`, `3`.
///
/// A year is none: the budget of 2024 is not that of 2025. A number that nothing but a blank sets apart may be a question's, or one of the
/// words ("24 months"), so it is kept beside them.
struct LabelNumbering {
    /// The label without it; a text that is nothing but a number stays.
    private(set) var words: String
    /// The number, or the two of a range ("15-24"), where nothing but a blank sets it apart from the words; without zeros in front.
    private(set) var number: String?

    /// More digits than these, without a sign behind them, number no question.
    private static let mostBareDigits = 3

    init(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace }
        words = String(trimmed)
        guard let (rest, token, isSetApart) = Self.split(trimmed) else { return }
        let runs = token.split { !$0.isNumber }
        guard !runs.contains(where: Self.isYear) else { return }
        let isBare = !isSetApart && token.allSatisfy { $0.isNumber || $0 == "-" } && token.last?.isNumber ?? false
        if isBare, runs.contains(where: { $0.count > Self.mostBareDigits }) { return }
        words = String(rest)
        if isBare { number = runs.map { run in run.drop { $0 == "0" } }.joined(separator: "-") }
    }

    /// What stands behind a number in front, the number with its punctuation, and whether a letter or a sign sets it apart from the words.
    private static func split(_ text: Substring) -> (rest: Substring, token: Substring, isSetApart: Bool)? {
        var rest = text
        var isSetApart = false
        // The letter of a section, such as the Q of "Q2".
        if let letter = rest.first, letter.isLetter, letter.isASCII, rest.dropFirst().first?.isNumber ?? false {
            rest = rest.dropFirst()
            isSetApart = true
        }
        let token = rest.prefix { $0.isNumber || isPunctuation($0) }
        guard token.contains(where: \.isNumber) else { return nil }
        rest = rest.dropFirst(token.count)
        if let letter = rest.first, letter.isLetter, letter.isASCII, rest.dropFirst().first.map(isPunctuation) ?? false
        {
            rest = rest.dropFirst().drop { isPunctuation($0) }
            isSetApart = true
        }
        guard rest.first?.isWhitespace ?? false, rest.contains(where: \.isLetter) else { return nil }
        // A dash between the two: "3 - Country".
        let next = rest.drop { $0.isWhitespace }
        if let sign = next.first, isPunctuation(sign) || sign == "–" || sign == "—" { isSetApart = true }
        return (rest, token, isSetApart)
    }

    private static func isPunctuation(_ character: Character) -> Bool {
        character == "." || character == ")" || character == "-" || character == ":"
    }

    /// Whether a text is a year's number.
    static func isYear(_ text: Substring) -> Bool {
        text.utf8.count == 4 && Int(text).map { (1900...2199).contains($0) } ?? false
    }

    /// Whether folded words are those behind a number that is theirs.
    static func isCounted(_ words: String) -> Bool { counted.contains(words) }

    /// Lengths of time and of ways; what else is counted may be a question's name: "3 Staff".
    private static let counted: Set<String> = Set(
        """
        month|months|mois|mes|meses|monat|monate|mesi|maanden|years|ans|annees|anos|jahre|anni|jaar|weeks|semaines|semanas|wochen|settimane|weken
        days|jours|dias|tage|giorni|dagen|hours|heures|horas|stunden|ore|uur|minutes|minutos|minuten|km|kilometres|kilometers|kilometer
        years old|years and over|years and more|ans et plus|anos y mas
        """.split { $0 == "|" || $0 == "\n" }.map(String.init))
}
