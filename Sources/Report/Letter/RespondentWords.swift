import OrderedCollections
import SurveyModel

/// Issues in words for those who sent a return: what stands in the cell and what is asked of them, without rules and field names.
struct RespondentWords: Sendable {
    let definition: SurveyDefinition
    let catalogue: Catalogue

    /// What is asked, as a sentence.
    ///
    /// The survey's own rules have their message; Canvass's have a sentence in the catalogue (`ask.<rule>`), since their messages
    /// are written for the office.
    func request(_ issue: Issue) -> String {
        let finding = issue.finding
        guard finding.rule.contains(".") else { return message(finding) }
        let values = [
            "question": question(finding), "value": Self.shortened(finding.value ?? ""),
            "expected": Self.shortened(finding.expected ?? ""), "suggestion": Self.shortened(finding.suggestion ?? ""),
        ]
        let hasSuggestion = !(finding.suggestion ?? "").isEmpty
        let keys = (hasSuggestion ? ["ask.\(finding.rule).suggested"] : []) + ["ask.\(finding.rule)"]
        let key = keys.first { catalogue.optionalText($0) != nil } ?? "ask.other"
        return catalogue.text(key, values.merging(["title": catalogue.ruleTitle(finding.rule)]) { $1 })
    }

    /// The question that the cell answers, in the questionnaire's words; the cell's place where it answers none.
    func question(_ finding: Finding) -> String {
        let table = finding.table.flatMap { definition.tables[$0] }
        if let field = finding.field, let title = table?.fields[field]?.title.text(in: catalogue.language) {
            return title
        }
        return table?.title.text(in: catalogue.language) ?? ResultIndex.place(of: finding)
    }

    /// A text short enough for a line of a table.
    static func shortened(_ text: String, to most: Int = 200) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > most ? line.prefix(most) + "…" : line
    }

    private func message(_ finding: Finding) -> String {
        let sentence = Self.shortened(finding.message.text(in: catalogue.language), to: 400)
        guard let expected = finding.expected, !expected.isEmpty else { return sentence }
        return sentence + " " + catalogue.text("letter.expected", ["text": Self.shortened(expected)])
    }
}
