import OrderedCollections
import SurveyModel

/// A table of the dataset as CSV: each field's value, beside it the label of its code and, where a survey has missing-value marks, its status.
struct DatasetTable {
    /// The columns that close every table: where a record comes from.
    static let identity = ["reporter", "round", "return", "record"]

    private let table: TableDefinition
    private let publication: Publication

    init(_ table: TableDefinition, in publication: Publication) {
        self.table = table
        self.publication = publication
    }

    /// The columns of a field: its value; its codes' labels; why there is no value, where that can be said: free text is there or not.
    static func columns(of field: FieldDefinition, in definition: SurveyDefinition) -> [String] {
        [field.name] + (field.codeList == nil ? [] : ["\(field.name)_label"])
            + (hasStatus(field, in: definition) ? ["\(field.name)_status"] : [])
    }

    /// A required field whose absence keeps the record out always has a value where it is published.
    private static func hasStatus(_ field: FieldDefinition, in definition: SurveyDefinition) -> Bool {
        // What policy blanks or marks may be any field's.
        if definition.marksValues { return true }
        // A flag stands beside a number that is there.
        if !definition.flags.isEmpty, field.type == .number || field.type == .integer, field.codeList == nil {
            return true
        }
        let isAlwaysThere = field.constraints.required && definition.policy[field.constraints.severity] == .reject
        let marks = field.missing ?? definition.missing
        return !marks.isEmpty && !isAlwaysThere && (field.type != .string || field.codeList != nil)
    }

    func csv() -> [UInt8] {
        var text = CSVText()
        text.append(header)
        for (item, record) in publication.records(of: table.name, [.published]) { text.append(row(item, record)) }
        return text.bytes
    }

    /// What was kept out: the record as typed, with its values where they could be read, and why.
    func rejectedCSV() -> [UInt8] {
        var text = CSVText()
        text.append(header + table.fields.keys.map { "\($0)_typed" } + ["sheet", "anchor", "reasons"])
        for (item, record) in publication.records(of: table.name, [.rejected]) {
            let typed = record.entries.map { $0?.raw.text ?? "" }
            text.append(row(item, record) + typed + [record.anchor.sheet, record.anchor.cell, reasons(item, record)])
        }
        return text.bytes
    }

    private var header: [String] {
        table.fields.values.flatMap { Self.columns(of: $0, in: publication.definition) } + Self.identity
    }

    private func row(_ item: Return, _ record: Record) -> [String] {
        var fields: [String] = []
        for (field, entry) in zip(table.fields.values, record.entries) {
            fields.append(entry?.value?.text ?? "")
            if let list = field.codeList { fields.append(label(of: entry?.value, list)) }
            if Self.hasStatus(field, in: publication.definition) { fields.append(entry?.status ?? "") }
        }
        return fields + [item.reporter, item.round, item.id, String(record.number)]
    }

    private func label(of value: Value?, _ list: String) -> String {
        let labels = publication.labels[list] ?? [:]
        return switch value {
        case .codes(let codes): codes.map { labels[$0] ?? $0 }.joined(separator: ";")
        case .text(let code): labels[code] ?? ""
        case .integer, .number, .boolean, .date, nil: ""
        }
    }

    private func reasons(_ item: Return, _ record: Record) -> String {
        guard item.state != .held else { return "the return is held back" }
        let issues = publication.disposition.reasons(
            for: RecordID(returnID: item.id, table: table.name, number: record.number))
        return issues.map {
            "\($0.finding.rule): \($0.finding.message.text(in: publication.definition.languages.first ?? "en"))"
        }.joined(separator: " | ")
    }
}
