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
            guard let inner = typed.inParentheses, Self.says(inner, besides: known) else { return nil }
            text = String(inner)
            // A digit alone may be that of a footnote.
            isAmount = Self.isAmount(inner) && inner.utf8.count > 1
            isLikely = isAmount
        } else {
            guard let rest = labels.lazy.compactMap({ Self.rest(of: typed, behind: $0) }).first,
                rest.isSetApart
                    ? Self.says(rest.text, besides: known) || Self.isShortAnswer(rest.text)
                    : Self.says(rest.text, besides: known) && Self.isAmount(rest.text)
            else { return nil }
            text = String(rest.text)
            isAmount = Self.isAmount(rest.text)
            isLikely = true
        }
    }

    /// Whether a text says more than a unit.
    private static func says(_ text: Substring, besides known: Set<Substring>) -> Bool {
        TextFolding.fold(String(text)).split(separator: " ").contains { word in
            !known.contains(word) && (word.contains(where: \.isNumber) || !LabelDifference.isUnitOrNumber(word))
        }
    }

    /// Whether a text is nothing but words that stand beside units, "No" above all: without a unit or a number beside them they are an answer.
    private static func isShortAnswer(_ text: Substring) -> Bool {
        let words = TextFolding.fold(String(text)).split(separator: " ")
        return !words.isEmpty
            && words.allSatisfy { ["no", "in", "en", "em", "of", "de", "d", "and", "per"].contains($0) }
    }

    /// Whether a text is one number, be it in groups of three digits or with decimals, and units. A year may be the question's.
    private static func isAmount(_ text: Substring) -> Bool {
        guard let start = text.firstIndex(where: \.isNumber) else { return false }
        let run = text[start...].prefix { $0.isNumber || separators.contains($0) }
        let number = run[...(run.lastIndex(where: \.isNumber) ?? start)]
        let beside = [text[..<start], text[number.endIndex...]].flatMap {
            TextFolding.fold(String($0)).split(separator: " ")
        }
        guard beside.allSatisfy({ !$0.allSatisfy(\.isNumber) && LabelDifference.isUnitOrNumber($0) }) else {
            return false
        }
        let groups = number.split(omittingEmptySubsequences: false) { separators.contains($0) }
        let last = groups.last?.count ?? 0
        let hasDecimals = number.last(where: { separators.contains($0) }).map { ".,".contains($0) } ?? false
        guard groups.allSatisfy({ !$0.isEmpty }), groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 }),
            groups.count == 1 || hasDecimals || last == 3
        else { return false }
        return groups.count > 1 || !(Int(number).map { (1900...2199).contains($0) } ?? false)
    }

    /// What may stand between the digits of a number.
    private static let separators: Set<Character> = [" ", ".", ",", "'", "’", "\u{A0}", "\u{202F}"]

    /// What stands behind the words of a label, and whether a sign or a line's end sets it apart from these.
    private static func rest(of typed: LabelText, behind label: LabelText) -> (text: Substring, isSetApart: Bool)? {
        let text = typed.typed
        guard typed.core.hasPrefix(label.core + " ") || typed.full.hasPrefix(label.full + " ") else { return nil }
        var end = text.startIndex
        var last: String.Index?
        while end < text.endIndex {
            end = text[end...].dropFirst().firstIndex { !$0.isLetter && !$0.isNumber } ?? text.endIndex
            // Signs behind the label tell whether the rest is set apart; what the label has in parentheses is a part of it.
            guard let sign = text[..<end].last, sign.isLetter || sign.isNumber || ")]）］".contains(sign) else {
                continue
            }
            let head = LabelText(text[..<end])
            if head.core == label.core || head.full == label.full { last = end }
        }
        guard let last else { return nil }
        let signs = text[last...].prefix { !$0.isLetter && !$0.isNumber }
        let rest = text[signs.endIndex...]
        // "Open on Saturdays? No", but not the answers that are printed there: "Yes / No".
        let isReply = signs.contains("?") && rest.count <= 4 && rest.allSatisfy(\.isLetter)
        let isSetApart = isReply || signs == " - " || signs.contains { ":=–—".contains($0) || $0.isNewline }
        return rest.isEmpty ? nil : (text: rest, isSetApart: isSetApart)
    }
}
