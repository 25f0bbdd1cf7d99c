import SurveyModel

/// A label that was taken for one of the definition's although it says more, or less.
struct LabelDifference: Sendable, Hashable {
    /// What the definition has.
    let expected: String
    /// What stands in the sheet.
    let seen: String

    /// Nil where the difference is numbering, parentheses that only one of them has, a unit or a slip of one letter. Another number that only a blank sets
    /// apart may be one of the words: "24 classes" is told beside "12 classes".
    init?(_ text: LabelText, for label: LabelText) {
        let differs =
            if text.hasOtherNumber(than: label) {
                true
            } else if text.core == label.core {
                text.hasOtherParentheses(than: label)
            } else if let rest = text.rest(besides: label) {
                rest.contains { !Self.isUnitOrNumber($0) }
            } else {
                !EditDistance.isOne(text.core, label.core)
            }
        guard differs else { return nil }
        expected = label.line
        seen = text.line
    }

    /// A label below the words of another group than the definition's.
    init(_ seen: String, group: String, label: String) {
        expected = "\(group) / \(label)"
        self.seen = seen
    }

    /// Whether it is a year in front, which the definition's label has not.
    var isYearInFront: Bool {
        (LabelText(seen).withoutLeadingYear?.likeness(to: LabelText(expected)) ?? 0) >= LabelSet.same
    }

    /// The labels that are seen with more than one year in front: nobody knows which of them is meant.
    static func withSeveralYears(_ seen: [(label: Int, difference: LabelDifference?)]) -> Set<Int> {
        var texts: [Int: Set<String>] = [:]
        for case (let label, let difference?) in seen where difference.isYearInFront {
            texts[label, default: []].insert(difference.seen)
        }
        return Set(texts.filter { $0.value.count > 1 }.keys)
    }

    /// Tells it.
    func finding(table: String, field: String, sheet: String, cell: String) -> Finding {
        Finding(
            rule: "layout.label-differs", severity: .note,
            message: .own(
                .layoutLabelDiffers, ["seen": .text(seen.shortened), "expected": .text(expected)]),
            table: table, field: field, sheet: sheet, cell: cell, value: seen, expected: .text(expected))
    }

    /// Whether a word tells in what a thing is counted, or is the number of a question; a year is more.
    static func isUnitOrNumber(_ word: Substring) -> Bool {
        units.contains(word) || (word.utf8.count <= 2 && word.allSatisfy(\.isNumber)) || word == "000" || word == "1000"
    }

    private static let units: Set<Substring> = Set(
        """
        in en em of de d and per % eur euro euros usd gbp chf sek nok dkk pln dollar dollars thousand thousands million millions billion billions
        k keur meur bn mio mrd mln tsd tausend milliers millier mil miles millones milhoes migliaia milioni percent prozent pourcent number no
        persons people personnes personas personen fte etp units unites ha km km2 m2 m3 kg t tonnes year years hours
        """.split { $0 == " " || $0 == "\n" })
}

extension LabelText {
    /// The words that one of two labels has behind those of the other; nil where neither begins with the other.
    fileprivate func rest(besides other: LabelText) -> [Substring]? {
        let (long, short) = core.utf8.count > other.core.utf8.count ? (core, other.core) : (other.core, core)
        guard long.hasPrefix(short + " ") else { return nil }
        return long.dropFirst(short.count).split(separator: " ")
    }

    /// Whether its parentheses say what another label's do not, in more than units: "Staff (women)" is not "Staff (men)".
    fileprivate func hasOtherParentheses(than label: LabelText) -> Bool {
        guard let own = inParentheses, let others = label.inParentheses else { return false }
        let known = Set(TextFolding.fold(String(others)).split(separator: " "))
        return TextFolding.fold(String(own)).split(separator: " ").contains { word in
            !known.contains(word) && !LabelDifference.isUnitOrNumber(word)
        }
    }
}
