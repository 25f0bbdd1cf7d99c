import SurveyModel

/// The labels of a survey's code lists, each made ready when it is asked for: layouts name few of them.
struct CodeLabelLists: Sendable {
    private let spellings: @Sendable (String) -> [CodeSpellings]?
    private let made = Memory<String, CodeLabels?>(most: 1_024)

    init(_ spellings: @escaping @Sendable (String) -> [CodeSpellings]?) {
        self.spellings = spellings
    }

    subscript(list: String) -> CodeLabels? {
        made.value(of: list) { spellings(list).map { CodeLabels($0) } }
    }
}

/// The labels of a code list, looked up by what a header or a row label says.
struct CodeLabels: Sendable {
    private let byText: [String: String]
    /// Words that several codes have behind numbers of their own, such as the ages of "15-24 years" and "25-34 years".
    private let numberedApart: Set<String>
    private let sets: [(code: String, labels: LabelSet)]
    /// The number of codes.
    let count: Int
    private let memory = Memory<LabelText, String?>(most: 2_048)

    /// Labels by code, in the list's order.
    init(_ labels: [CodeSpellings]) {
        var byText: [String: String] = [:]
        var numbered: [String: Set<String>] = [:]
        for item in labels {
            for spelling in item.spellings {
                let text = LabelText(spelling)
                if text.number != nil { numbered[text.core, default: []].insert(item.code) }
                let keys = text.isCounted ? [text.full] : [text.full, text.core]
                for key in keys where !key.isEmpty && byText[key] == nil { byText[key] = item.code }
            }
        }
        self.byText = byText
        numberedApart = Set(numbered.filter { $0.value.count > 1 }.keys)
        count = labels.count
        // Slips are looked for in short lists only: a header names a few codes, not a classification of thousands.
        let all = labels.count <= 100 ? LabelSet.toldApart(labels.map { LabelSet($0.spellings) }) : []
        sets = zip(labels, all).map { ($0.code, $1) }
    }

    /// The code that a text names, exactly or with a slip.
    func code(for text: LabelText) -> String? {
        text.isLong ? compared(to: text) : memory.value(of: text) { compared(to: text) }
    }

    /// Whether a text is a code's label, numbering, parentheses and a slip aside; not where it only begins like one.
    func has(_ text: LabelText) -> Bool {
        byText[text.full] != nil || byText[text.core] != nil
            || sets.contains { $0.labels.has(text, likeness: LabelSet.near) }
    }

    private func compared(to text: LabelText) -> String? {
        if let code = byText[text.full] { return code }
        // Another number than all of theirs names none of them.
        let isNumberedApart = text.number != nil && numberedApart.contains(text.core)
        if !isNumberedApart, let code = byText[text.core] { return code }
        let near = sets.filter { $0.labels.has(text, likeness: LabelSet.beginning) }
        return near.count == 1 ? near[0].code : nil
    }
}
