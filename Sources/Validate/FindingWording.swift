import OrderedCollections
import SurveyModel

/// Fills a rule's sentence with a record's values, and finds the cell that it points to.
struct FindingWording {
    let rule: RuleDefinition
    let table: TableDefinition
    let record: Record
    /// The columns of the query's row, which come before the record's fields.
    let columns: [String: String]
    let records: any RecordSource

    func finding() -> Finding {
        let main = mainField()
        let entry = main.flatMap { table.index(of: $0) }.flatMap { record.entries[$0] }
        let origin = entry?.origin ?? record.anchor
        return Finding(
            rule: rule.id, severity: rule.severity, message: filled(rule.message), table: table.name,
            record: record.number, field: main,
            sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text,
            expected: rule.expected.map { filled($0).text(in: "en") })
    }

    /// The first field that has a cell, of those that the rule points to, or else names; the first at all where none has.
    private func mainField() -> String? {
        if let field = columns["field"], table.fields[field] != nil { return field }
        let fields = rule.fields.isEmpty ? named() : rule.fields
        return fields.first { field in table.index(of: field).flatMap { record.entries[$0] } != nil } ?? fields.first
    }

    private func named() -> [String] {
        let sql =
            switch rule.check {
            case .record(let expression): expression
            case .query(let query): query
            }
        var seen: Set<String> = []
        return RuleSQL.words(sql).filter { table.fields[$0] != nil && seen.insert($0).inserted }
    }

    /// The text with `{field}` replaced by the value, and `{field_label}` by the label of its code.
    private func filled(_ text: LocalizedText) -> LocalizedText {
        LocalizedText(
            Dictionary(
                uniqueKeysWithValues: text.texts.map { language, sentence in
                    (language, filled(sentence, language: language))
                }))
    }

    private func filled(_ sentence: String, language: String) -> String {
        var result = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += value(name, language: language) ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private func value(_ name: String, language: String) -> String? {
        if let column = columns[name] { return column }
        if let index = table.index(of: name) {
            return record.entries[index]?.value?.text ?? record.entries[index]?.raw.text ?? ""
        }
        guard name.hasSuffix("_label"), let index = table.index(of: String(name.dropLast(6))) else { return nil }
        guard let value = record.entries[index]?.value, let list = table.fields.values[index].codeList else {
            return record.entries[index]?.value?.text ?? record.entries[index]?.raw.text ?? ""
        }
        let codes = if case .codes(let codes) = value { codes } else { [value.text] }
        return codes.map { records.label(of: $0, list: list, language: language) ?? $0 }.joined(separator: ", ")
    }
}
