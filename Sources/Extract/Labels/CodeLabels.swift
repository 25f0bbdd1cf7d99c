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
    private let sets: [(code: String, labels: LabelSet)]
    /// The number of codes.
    let count: Int
    private let memory = Memory<LabelText, String?>(most: 2_048)

    /// Labels by code, in the list's order.
    init(_ labels: [CodeSpellings]) {
        var byText: [String: String] = [:]
        for item in labels {
            for spelling in item.spellings {
                let text = LabelText(spelling)
                for key in [text.full, text.core] where !key.isEmpty && byText[key] == nil { byText[key] = item.code }
            }
        }
        self.byText = byText
        count = labels.count
        // Slips are looked for in short lists only: a header names a few codes, not a classification of thousands.
        sets = labels.count <= 100 ? labels.map { ($0.code, LabelSet($0.spellings)) } : []
    }

    /// The code that a text names, exactly or with a slip.
    func code(for text: LabelText) -> String? {
        text.isLong ? compared(to: text) : memory.value(of: text) { compared(to: text) }
    }

    private func compared(to text: LabelText) -> String? {
        if let code = byText[text.full] ?? byText[text.core] { return code }
        let near = sets.filter { ($0.labels.match(text)?.likeness ?? 0) >= 0.75 }
        return near.count == 1 ? near[0].code : nil
    }
}
