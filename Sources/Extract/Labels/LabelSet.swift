import SurveyModel

/// Labels made ready for comparison.
struct LabelSet: Sendable {
    private let texts: [(language: String, text: LabelText)]

    init(_ labels: Labels) {
        texts = labels.spellings.sorted { $0.key < $1.key }.flatMap { language, spellings in
            spellings.map { (language, LabelText($0)) }
        }
    }

    /// Labels of a code: its labels by language, and other spellings.
    init(_ spellings: [String]) {
        texts = spellings.map { ("und", LabelText($0)) }
    }

    var isEmpty: Bool { texts.isEmpty }

    /// The likeness of the best label, and its language.
    func match(_ text: LabelText) -> (likeness: Double, language: String)? {
        var best: (likeness: Double, language: String)?
        for (language, label) in texts {
            let likeness = label.likeness(to: text)
            if likeness > (best?.likeness ?? 0) { best = (likeness, language) }
        }
        return best
    }

    /// Whether the text is one of the labels, numbering and parentheses aside.
    func contains(_ text: LabelText) -> Bool {
        (match(text)?.likeness ?? 0) >= 0.95
    }
}
