import SurveyModel

/// Whether a label asks how many there are.
///
/// The same words ask for other things in other languages: "nombre de" is a number in French and a name in Spanish, "numéro de" is no count in French,
/// and in Spanish it may be that of a telephone.
struct CountWords {
    /// The questionnaire's language; nil where its words do not tell.
    let language: String?
    /// The language behind it in the same cells; nil where each cell is in one language.
    let second: String?

    /// Whether the label, or one of its halves in two languages, asks for a count.
    func ask(in label: String) -> Bool {
        let text = InferenceText.withoutParentheses(label)
        if second != nil, let halves = InferenceText.halves(text) {
            return asks(halves.first, [language]) || asks(halves.second, [second])
        }
        return asks(text, [language, second])
    }

    /// Whether French may be what a word is.
    var mayBeFrench: Bool { language == "fr" || second == "fr" || language == nil && second == nil }

    /// - Parameter languages: those that the text may be in; none where nothing tells.
    private func asks(_ text: String, _ languages: [String?]) -> Bool {
        let words = InferenceText.words(text)
        let languages = Set(languages.compactMap(\.self))
        return InferenceWords.counts.contains { phrase in
            let own = phrase.split(separator: " ").map(String.init)
            guard let end = Self.end(of: own, in: words) else { return false }
            switch phrase {
            case "nombre de":
                if languages == ["fr"] { return true }
                return (languages.isEmpty || languages.contains("fr")) && Self.isPlural(words, at: end)
            case "numero de": return languages != ["fr"] && Self.isPlural(words, at: end)
            case "numero di": return Self.isPlural(words, at: end, endings: "i")
            default: return true
            }
        }
    }

    /// The index behind a phrase's first place in a text.
    private static func end(of phrase: [String], in words: [String]) -> Int? {
        guard !phrase.isEmpty, phrase.count <= words.count else { return nil }
        return (0...(words.count - phrase.count)).first { Array(words[$0..<($0 + phrase.count)]) == phrase }
            .map { $0 + phrase.count }
    }

    /// Whether the next word is a noun of several, as only a count has: "número de escuelas", not "número de teléfono" or "nombre de la escuela".
    private static func isPlural(_ words: [String], at index: Int, endings: String = "sx") -> Bool {
        guard words.indices.contains(index), let last = words[index].last else { return false }
        return endings.contains(last) && !["los", "las", "sus"].contains(words[index])
    }
}
