import SurveyModel

/// Several labels, of which each text may be one: a column's, a field's. What a text is like is told once, wherever it stands.
struct LabelChoices: Sendable {
    /// A label that a text is like.
    struct Choice: Sendable {
        /// The label's index.
        let index: Int
        let match: LabelSet.Match
    }

    private let sets: [LabelSet]
    private let memory = Memory<LabelText, [Choice]>(most: 2_048)

    init(_ sets: [LabelSet]) {
        self.sets = LabelSet.toldApart(sets)
    }

    /// The labels that a text is like, in the order of their indexes. Most texts are like none.
    func like(_ text: LabelText) -> [Choice] {
        text.isLong ? compared(to: text) : memory.value(of: text) { compared(to: text) }
    }

    /// Whether there is any such label.
    func isLike(_ text: LabelText) -> Bool { !like(text).isEmpty }

    private func compared(to text: LabelText) -> [Choice] {
        let like = choices { $0.match(text) }
        // A return may say the year where the definition does not; where that has a year, another one is another thing.
        guard like.isEmpty, let words = text.withoutLeadingYear, !sets.contains(where: { $0.hasYear(before: words) })
        else { return like }
        return choices { $0.match(text, without: words) }
    }

    private func choices(_ match: (LabelSet) -> LabelSet.Match?) -> [Choice] {
        sets.enumerated().compactMap { index, set in match(set).map { Choice(index: index, match: $0) } }
    }
}

extension [LabelChoices.Choice] {
    /// What is said of the label of an index.
    func of(_ index: Int) -> LabelSet.Match? {
        first { $0.index == index }?.match
    }
}
