import CodeLists
import OrderedCollections
import SurveyModel

/// Reads the text of a suggestion as the values that a decision can name.
///
/// A text is one value, whatever signs are in it, but where the definition says which values there are: those of a code list or of a scale are
/// told as `Education (09); Health (07)`, and what a number or a date may be as `1.234; 1234`.
struct SuggestionReading: Sendable {
    /// Bytes of a text in which items of a list are looked for; three labels have less.
    private static let mostBytes = 4_096
    /// Bytes of a code.
    private static let mostCodeBytes = 200
    /// Places at which a text may be parted.
    private static let mostCuts = 60

    private let survey: Survey

    init(_ survey: Survey) {
        self.survey = survey
    }

    /// What a finding suggests for the answer that it is about; empty where it suggests nothing, or is about no one answer.
    func values(of finding: Finding) -> [SuggestedValue] {
        guard finding.record != nil, let text = finding.suggestion?.text(in: "en"), !text.isEmpty,
            let table = finding.table.flatMap({ survey.definition.tables[$0] }),
            let field = finding.field.flatMap({ table.fields[$0] })
        else { return [] }
        if let list = (field.codeList ?? field.scale).flatMap({ survey.matchers[$0]?.list }),
            text.utf8.count <= Self.mostBytes, let items = Self.items(of: text[...], in: list)
        {
            return items
        }
        return Self.readings(of: text, as: field.type) ?? [SuggestedValue(text)]
    }

    /// What can be accepted of the suggestions of issues that wait for somebody.
    func choices(of issues: [Issue]) -> SuggestedChoices {
        var choices = SuggestedChoices()
        for number in issues.indices where issues[number].state.isUnsettled {
            choices.add(issues[number].finding) { values(of: $0) }
        }
        return choices
    }

    /// The items of `Label (CODE); Label (CODE)`; nil where the text is not made of such alone. The longest label is tried first: it may itself have
    /// what parts two suggestions.
    private static func items(of text: Substring, in list: CodeList) -> [SuggestedValue]? {
        let signs = text.ranges(of: "; ")
        guard signs.count <= mostCuts else { return nil }
        var cuts = [(end: text.endIndex, next: text.endIndex)]
        for sign in signs.reversed() { cuts.append((end: sign.lowerBound, next: sign.upperBound)) }
        for cut in cuts {
            guard let first = item(text[..<cut.end], in: list) else { continue }
            if cut.next == text.endIndex { return [first] }
            if let rest = items(of: text[cut.next...], in: list) { return [first] + rest }
        }
        return nil
    }

    /// The item of `Label (CODE)`, the label in any language of the list.
    private static func item(_ text: Substring, in list: CodeList) -> SuggestedValue? {
        guard text.hasSuffix(")") else { return nil }
        let inner = text.dropLast()
        // A code may have parentheses in it, as a label may.
        for open in inner.ranges(of: " (").reversed() {
            let code = String(inner[open.upperBound...])
            guard code.utf8.count <= mostCodeBytes else { return nil }
            let label = String(inner[..<open.lowerBound])
            guard let item = list[code], label == item.code || item.labels.values.contains(label) else { continue }
            return SuggestedValue(value: item.code, words: String(text))
        }
        return nil
    }

    /// What a number or a date may be: `1.234; 1234`.
    private static func readings(of text: String, as type: FieldType) -> [SuggestedValue]? {
        let parts = text.split(separator: "; ").map { String($0) }
        guard parts.count > 1 else { return nil }
        let isRead: Bool =
            switch type {
            case .integer, .number, .year: parts.allSatisfy { Double($0)?.isFinite == true }
            case .date: parts.allSatisfy { CalendarDay($0) != nil }
            case .boolean, .string: false
            }
        return isRead ? parts.map { SuggestedValue($0) } : nil
    }
}
