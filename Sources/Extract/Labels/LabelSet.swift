import SurveyModel

/// Labels made ready for comparison.
struct LabelSet: Sendable {
    private let texts: [(language: String, text: LabelText)]
    private let patterns: [(language: String, pattern: Pattern)]
    /// The words that another label of the layout has behind another number: by the number alone the two are told apart.
    private var numberedApart: Set<String> = []

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

    /// A label that a text is like.
    struct Match: Sendable {
        let likeness: Double
        let language: String
        /// How the text differs, where it is more than a slip of one letter.
        var difference: LabelDifference?
    }

    /// The likeness of the best label, and its language. What a pattern is found in is the label's very words.
    func match(_ text: LabelText) -> Match? {
        for (language, pattern) in patterns where pattern.firstMatch(in: text.line) != nil {
            return Match(likeness: 1, language: language)
        }
        var best: (likeness: Double, language: String, label: LabelText)?
        for (language, label) in texts {
            if label.hasOtherNumber(than: text), numberedApart.contains(label.core) { continue }
            let likeness = label.likeness(to: text)
            if likeness > (best?.likeness ?? 0) { best = (likeness, language, label) }
        }
        if (best?.likeness ?? 0) < Self.same, let language = languageOfSeveral(text) {
            return Match(likeness: Self.same, language: language)
        }
        guard let best else { return nil }
        return Match(
            likeness: best.likeness, language: best.language,
            difference: best.likeness < 1 ? LabelDifference(text, for: best.label) : nil)
    }

    /// The label that a text is but for the year in front of it, which the label has not. That is told.
    ///
    /// - Parameter words: the text without the year.
    func match(_ text: LabelText, without words: LabelText) -> Match? {
        texts.first { $0.text.withoutLeadingYear == nil && $0.text.likeness(to: words) >= Self.same }.map {
            Match(likeness: Self.beginning, language: $0.language, difference: LabelDifference(text, for: $0.text))
        }
    }

    /// Whether one of the labels is a year and these words.
    func hasYear(before words: LabelText) -> Bool {
        texts.contains { ($0.text.withoutLeadingYear?.likeness(to: words) ?? 0) >= Self.same }
    }

    /// Several sets, of which each knows by which words the others' labels differ from its own in the number in front and in nothing else.
    static func toldApart(_ sets: [LabelSet]) -> [LabelSet] {
        var numbers: [String: [Int: Set<String>]] = [:]
        for (index, set) in sets.enumerated() {
            for (_, label) in set.texts {
                if let number = label.number { numbers[label.core, default: [:]][index, default: []].insert(number) }
            }
        }
        let apart = Set(numbers.filter { Set($0.value.values).count > 1 }.keys)
        guard !apart.isEmpty else { return sets }
        return sets.map { set in
            var set = set
            set.numberedApart = apart
            return set
        }
    }

    /// Signs between the languages of a label.
    private static let between = [" / ", " | ", " - ", " – ", " — ", "/", "|", ";", ","]
    /// More languages do not stand in one cell.
    private static let mostLanguages = 8

    /// The first language of a text that is made of several of the labels and nothing else: "Country / Pays".
    private func languageOfSeveral(_ text: LabelText) -> String? {
        // Most texts begin with none of the labels.
        guard texts.count > 1, !text.isLong,
            texts.contains(where: { text.core.utf8.starts(with: $0.text.core.utf8) && !$0.text.core.isEmpty })
        else { return nil }
        let lines = text.typed.split(whereSeparator: \.isNewline)
        if let language = languageOfAll(lines) { return language }
        for sign in Self.between {
            if let language = languageOfAll(text.typed.split(separator: sign)) { return language }
        }
        return nil
    }

    /// The first part's language, where each part is another of the labels.
    private func languageOfAll(_ parts: [Substring]) -> String? {
        guard (2...Self.mostLanguages).contains(parts.count) else { return nil }
        var left = texts
        var languages: [String] = []
        for part in parts {
            let label = LabelText(part)
            guard let index = left.firstIndex(where: { $0.text.likeness(to: label) >= Self.same }) else { return nil }
            languages.append(left.remove(at: index).language)
        }
        return languages.first
    }

    /// The first label, for messages.
    var first: String? { texts.first?.text.line }

    /// The words of all labels as they are compared.
    var words: [String] { texts.flatMap { [$0.text.full, $0.text.core] }.filter { !$0.isEmpty } }

    /// Whether the text is one of the labels, numbering, parentheses and a year in front aside: "2024 Total" ends a table as well.
    func contains(_ text: LabelText) -> Bool {
        has(text, likeness: Self.same) || text.withoutLeadingYear.map { has($0, likeness: Self.same) } ?? false
    }

    /// Whether one of the labels is at least so much like the text.
    func has(_ text: LabelText, likeness: Double) -> Bool { match(text).map { $0.likeness >= likeness } ?? false }

    /// From this likeness on a text is the label, but for numbering and parentheses.
    static let same = 0.95

    /// From this likeness on a text is the label, but for a slip or two.
    static let near = 0.85

    /// From this likeness on one of two texts begins with all words of the other.
    static let beginning = 0.75

    /// Whether a row that begins with a text is one that a label names: by the text as a whole, a colon, year, unit or parentheses behind it
    /// aside; but for sums also by its beginning, where a colon or dash sets it apart ("Example: Repair café") or nothing else stands
    /// in the row ("Please give one item in each line").
    func names(_ text: LabelText, isAlone: Bool) -> Bool {
        if contains(text) || contains(text.withoutYears) { return true }
        if let head = text.beforeColon, contains(LabelText(head).withoutYears) { return true }
        return texts.contains { _, label in
            guard !TotalWords.contains(label) else { return false }
            if let head = text.beforeDash, label.likeness(to: LabelText(head)) >= Self.same { return true }
            return isAlone && text.begins(with: label)
        }
    }

    /// Whether the text is one of the labels, or begins with all the words of one, be it a single word: "Example: Repair café".
    func begins(_ text: LabelText) -> Bool {
        if contains(text) { return true }
        return texts.contains { _, label in text.begins(with: label) }
    }
}
