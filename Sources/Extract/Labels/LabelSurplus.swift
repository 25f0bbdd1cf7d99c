import SurveyModel

/// What stands in one cell with a question's label, behind it: "Number of staff: 12". Where the answer cell is empty it may be the answer.
struct LabelSurplus {
    /// What stands there.
    let text: String
    /// Whether it is hardly a part of the question: it stands behind a colon or the like, or is a number with its unit. Words in parentheses may be printed.
    let isLikely: Bool
    /// Whether it is a number, with its unit or without.
    let isAmount: Bool

    /// Nil where nothing stands behind the label but units, the question's number or the words of the definition.
    ///
    /// - Parameters:
    ///   - typed: the cell's text.
    ///   - labels: the question's labels.
    init?(_ typed: LabelText, behind labels: [String]) {
        guard !typed.isLong else { return nil }
        let labels = labels.map { LabelText($0) }.filter { !$0.core.isEmpty }
        guard !labels.contains(where: { $0.full == typed.full }) else { return nil }
        let known = Set(labels.flatMap { $0.full.split(separator: " ") })
        if labels.contains(where: { $0.core == typed.core }) {
            guard let inner = typed.inParentheses, let words = Self.words(inner, besides: known) else { return nil }
            text = String(inner)
            // A digit alone may be that of a footnote.
            isAmount = Self.isAmount(words) && (words.count > 1 || inner.utf8.count > 1)
            isLikely = isAmount
        } else {
            guard let rest = labels.lazy.compactMap({ Self.rest(of: typed, behind: $0) }).first,
                let words = Self.words(rest.text, besides: known), rest.isSetApart || Self.isAmount(words)
            else { return nil }
            text = String(rest.text)
            isAmount = Self.isAmount(words)
            isLikely = true
        }
    }

    /// The folded words of a text that say more than a unit; nil where there are none.
    private static func words(_ text: Substring, besides known: Set<Substring>) -> [Substring]? {
        let words = TextFolding.fold(String(text)).split(separator: " ")
        let says = words.contains { word in
            !known.contains(word) && (word.contains(where: \.isNumber) || !LabelDifference.isUnitOrNumber(word))
        }
        return says ? words : nil
    }

    /// Whether words are one number, be it in groups of three digits, and units. A year may be the question's.
    private static func isAmount(_ words: [Substring]) -> Bool {
        let numbers = words.filter { $0.allSatisfy(\.isNumber) }
        guard let first = numbers.first, numbers.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return false }
        let isYear = numbers.count == 1 && Int(first).map { (1900...2199).contains($0) } ?? false
        return !isYear && words.allSatisfy { $0.allSatisfy(\.isNumber) || LabelDifference.isUnitOrNumber($0) }
    }

    /// What stands behind the words of a label, and whether a sign or a line's end sets it apart from these.
    private static func rest(of typed: LabelText, behind label: LabelText) -> (text: Substring, isSetApart: Bool)? {
        let text = typed.typed
        guard typed.core.hasPrefix(label.core + " ") || typed.full.hasPrefix(label.full + " ") else { return nil }
        var end = text.startIndex
        while end < text.endIndex {
            end = text[end...].dropFirst().firstIndex { !$0.isLetter && !$0.isNumber } ?? text.endIndex
            let head = LabelText(text[..<end])
            guard head.core == label.core || head.full == label.full else { continue }
            let signs = text[end...].prefix { !$0.isLetter && !$0.isNumber }
            let rest = text[signs.endIndex...]
            let isSetApart = signs == " - " || signs.contains { ":=–—".contains($0) || $0.isNewline }
            return rest.isEmpty ? nil : (text: rest, isSetApart: isSetApart)
        }
        return nil
    }
}
