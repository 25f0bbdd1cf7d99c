import OrderedCollections
import SurveyModel

/// Words what a field of a record breaks, with its cell.
struct ConstraintWording {
    let table: TableDefinition
    let field: FieldDefinition
    let record: Record
    let index: Int

    private var entry: Entry? { record.entries[index] }
    private var title: String { field.title.text(in: "en") }

    /// A finding for each constraint that the field's value breaks by itself.
    func findings() -> [Finding] {
        guard let value = entry?.value else { return [missing()].compactMap(\.self) }
        return outOfRange(value) + ofWrongForm(value)
    }

    private func outOfRange(_ value: Value) -> [Finding] {
        let constraints = field.constraints
        let shown = entry?.raw.text ?? value.text
        var findings: [Finding] = []
        if let minimum = constraints.minimum, value.isLess(than: minimum) {
            findings.append(
                finding("minimum", "“\(shown)” is less than \(minimum.text).", "at least \(minimum.text)"))
        }
        if let maximum = constraints.maximum, maximum.isLess(than: value) {
            findings.append(
                finding("maximum", "“\(shown)” is more than \(maximum.text).", "at most \(maximum.text)"))
        }
        return findings
    }

    private func ofWrongForm(_ value: Value) -> [Finding] {
        let constraints = field.constraints
        let shown = entry?.raw.text ?? value.text
        let length = value.text.count
        var findings: [Finding] = []
        if let least = constraints.minLength, length < least {
            findings.append(
                finding(
                    "min-length", "The answer has \(length) characters, fewer than \(least).",
                    "at least \(least) characters"))
        }
        if let most = constraints.maxLength, length > most {
            findings.append(
                finding(
                    "max-length", "The answer has \(length) characters, more than \(most).",
                    "at most \(most) characters"))
        }
        if let pattern = constraints.pattern, !pattern.matchesWhole(value.text) {
            findings.append(
                finding("pattern", "“\(shown)” does not have the form that is asked for.", pattern.source))
        }
        if !constraints.enumeration.isEmpty, !constraints.enumeration.contains(value.text) {
            let allowed = constraints.enumeration.joined(separator: ", ")
            findings.append(finding("enum", "“\(shown)” is not one of the answers allowed.", "one of \(allowed)"))
        }
        return findings
    }

    /// A required field without an answer. What was typed but could not be read has its own finding already.
    private func missing() -> Finding? {
        guard field.lacksRequiredAnswer(entry) else { return nil }
        let mark = entry.map { ", only “\($0.raw.text)”" } ?? ""
        return finding("required", "There is no answer to “\(title)”\(mark), which is needed.", "an answer")
    }

    private func finding(_ rule: String, _ message: String, _ expected: String) -> Finding {
        let origin = entry?.origin ?? record.anchor
        let isSentence = rule == "required"
        return Finding(
            rule: "constraint.\(rule)", severity: field.constraints.severity,
            message: LocalizedText(isSentence ? message : "\(title): \(message)"), table: table.name,
            record: record.number, field: field.name,
            sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text, expected: expected)
    }

    /// The field's value stands in an earlier record too.
    func repeated(_ first: Record) -> Finding {
        let origin = entry?.origin ?? record.anchor
        let typed = entry?.raw.text ?? ""
        return Finding(
            rule: "constraint.unique", severity: field.constraints.severity,
            message: LocalizedText("\(title): “\(typed)” stands also in the record at \(first.anchor.cell)."),
            table: table.name, record: record.number, field: field.name,
            sheet: origin.sheet, cell: origin.cell, value: typed, expected: "each value once")
    }

    /// An earlier record has the same key.
    static func repeatedKey(of record: Record, in table: TableDefinition, _ first: Record) -> Finding {
        let indexes = table.key.compactMap { table.index(of: $0) }
        let values = indexes.compactMap { record.entries[$0]?.value?.text }.joined(separator: ", ")
        let origin = indexes.first.flatMap { record.entries[$0]?.origin } ?? record.anchor
        return Finding(
            rule: "table.duplicate-key", severity: .error,
            message: LocalizedText(
                "\(table.title.text(in: "en")): “\(values)” is given twice, first at \(first.anchor.sheet)!\(first.anchor.cell)."
            ),
            table: table.name, record: record.number, field: table.key.first, sheet: origin.sheet, cell: origin.cell,
            value: values, expected: "each \(table.key.joined(separator: ", ")) once in a return")
    }
}
