import Extract
import OrderedCollections
import SurveyModel

/// A text in the languages of the blanks.
struct DraftText: Hashable {
    /// Texts by language, in the blanks' order.
    var texts: OrderedDictionary<String, String> = [:]

    /// The text in the first language.
    var first: String { texts.values.first ?? "" }

    /// Whether two texts are the same but for case, accents and punctuation.
    static func isSame(_ left: String, _ right: String) -> Bool {
        let folded = TextFolding.fold(left)
        return left == right || !folded.isEmpty && folded == TextFolding.fold(right)
    }

    /// The same text with a change made in every language.
    func map(_ change: (String) -> String) -> DraftText {
        DraftText(texts: texts.mapValues(change))
    }

    /// A text that has two languages in one, such as `City / Ville`, as a text in each.
    func split(into second: String) -> DraftText {
        guard texts.count == 1, let language = texts.keys.first,
            let halves = QuestionText.halves(QuestionText.withoutNumbering(first))
        else { return self }
        return DraftText(texts: [language: halves.first, second: halves.second])
    }

    /// The same of a label that is looked for: one that has kept its number to be told from another stays whole, for the number stands in front of one half.
    func splitLabel(into second: String) -> DraftText {
        QuestionText.withoutNumbering(first) == first ? split(into: second) : self
    }

    /// The text as the definition writes it: without a language where there is only one.
    var yaml: YAMLValue {
        if texts.count == 1 { return .text(first) }
        return .mapping(texts.map { .init($0.key, .text($0.value)) })
    }

    /// The text as a title, in the languages that have one; where none has, the name of what it is about.
    func title(orName name: String) -> YAMLValue {
        let words = DraftText(texts: texts.filter { !$0.value.allSatisfy(\.isWhitespace) })
        return words.texts.isEmpty ? .text(name) : words.yaml
    }
}

/// A code list that a draft needs.
struct DraftList {
    /// A code with its labels, and other spellings by language.
    struct Item {
        let code: String
        var labels: DraftText
        var synonyms: [String: [String]] = [:]
    }

    /// Where it comes from.
    enum Source {
        /// One that Canvass ships, at these levels.
        case bundled(String, levels: ClosedRange<Int>?)
        /// A file of the survey.
        case file([Item])
    }

    let name: String
    var source: Source
    var doubts: [String] = []

    /// The file's content: `code,parent,label_en,…`.
    func csv(languages: [String]) -> [UInt8]? {
        guard case .file(let items) = source else { return nil }
        let hasSynonyms = items.contains { !$0.synonyms.isEmpty }
        var csv = CSVText()
        csv.append(
            ["code", "parent"] + languages.map { "label_\($0)" }
                + (hasSynonyms ? languages.map { "synonyms_\($0)" } : []))
        for item in items {
            let synonyms = languages.map { (item.synonyms[$0] ?? []).joined(separator: "|") }
            csv.append([item.code, ""] + languages.map { item.labels.texts[$0] ?? "" } + (hasSynonyms ? synonyms : []))
        }
        return csv.bytes
    }
}
