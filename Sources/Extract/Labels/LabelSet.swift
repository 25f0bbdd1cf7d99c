import SurveyModel

/// Labels made ready for comparison.
struct LabelSet: Sendable {
    private let texts: [(language: String, text: LabelText)]
    private let patterns: [(language: String, pattern: Pattern)]

    init(_ labels: Labels, _ patterns: LabelPatterns = LabelPatterns([:])) {
        texts = labels.spellings.sorted { $0.key < $1.key }.flatMap { language, spellings in
            spellings.map { (language, LabelText($0)) }
        }
        self.patterns = patterns.patterns.sorted { $0.key < $1.key }.flatMap { language, patterns in
            patterns.map { (language, $0) }
        }
    }

    /// Labels of a code: its labels by language, and other spellings.
    init(_ spellings: [String]) {
        texts = spellings.map { ("und", LabelText($0)) }
        patterns = []
    }

    var isEmpty: Bool { texts.isEmpty && patterns.isEmpty }

    /// The likeness of the best label, and its language. What a pattern is found in is the label's very words.
    func match(_ text: LabelText) -> (likeness: Double, language: String)? {
        for (language, pattern) in patterns where pattern.firstMatch(in: text.line) != nil { return (1, language) }
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

    /// Whether the text is one of the labels, or begins with all the words of one, be it a single word: "Example: Repair café".
    func begins(_ text: LabelText) -> Bool {
        if contains(text) { return true }
        return texts.contains { _, label in
            [label.full, label.core].contains { words in
                !words.isEmpty && [text.full, text.core].contains { $0.hasPrefix(words + " ") }
            }
        }
    }
}
