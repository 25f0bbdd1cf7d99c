import OrderedCollections
import SurveyModel

/// Fills a rule's sentence with a record's values, and finds the cells that it is about.
struct FindingWording {
    /// A record of another table that a query's row names.
    struct Other {
        let table: TableDefinition
        let record: Record
        let fields: [String]
    }

    let rule: CompiledRule
    let table: TableDefinition
    let record: Record
    /// The columns of the query's row, which come before the record's fields.
    let columns: [String: String]
    let records: any RecordSource
    var others: [Other] = []
    let expectedValue: String?
    let suggestion: String?

    func finding() -> Finding {
        let fields = involved()
        let main = mainField(of: fields)
        let entry = main.flatMap { self.entry(of: $0) }
        let origin = entry?.origin ?? record.anchor
        let words = rule.rule.expected.map { Message.localized(filled($0)) }
        let expected = (column("expected") ?? expectedValue).map { Message.text($0) }
        var finding = Finding(
            rule: rule.rule.id, severity: rule.rule.severity, message: .localized(filled(rule.rule.message)),
            table: table.name,
            record: record.number, field: main,
            sheet: origin.sheet, cell: origin.cell, value: entry?.raw.text,
            expected: rule.readsPrivate ? words : expected ?? words,
            suggestion: rule.readsPrivate ? nil : (column("suggestion") ?? suggestion).map { .text($0) })
        finding.involve(cells(of: fields))
        return finding
    }

    /// What the query says in a column; nil where there is no such column, or it is empty.
    private func column(_ name: String) -> String? { columns[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The columns that a sentence may quote. What a query makes of a private answer it may give any name.
    private var told: [String: String] {
        guard rule.readsPrivate else { return columns }
        let open = TableDefinition.identityColumns + ["field"]
        return Dictionary(
            uniqueKeysWithValues: columns.compactMap { name, value in
                if open.contains(name) { return (name, value) }
                // The record's own value stands under this name.
                return table.fields[name] == nil ? (name, PrivateAnswers.mark) : nil
            })
    }

    private func entry(of field: String) -> Entry? { table.index(of: field).flatMap { record.entries[$0] } }

    /// The fields that the finding is about, the main one first where it has a cell: that which the query names, those that the rule points to,
    /// and those that a check reads. A query reads much to find its rows, so where it says what it points to, that is all.
    private func involved() -> [String] {
        var fields = [columns["field"]].compactMap(\.self).filter { table.fields[$0] != nil } + rule.rule.fields
        if case .query = rule.rule.check, !fields.isEmpty { return fields }
        for field in rule.fields where !fields.contains(field) { fields.append(field) }
        return fields
    }

    /// The first field that has a cell; the first at all where none has. A field that the query names is meant also without one.
    private func mainField(of fields: [String]) -> String? {
        if let named = columns["field"], named == fields.first { return named }
        let pointed = rule.rule.fields.isEmpty ? fields : rule.rule.fields
        return pointed.first { entry(of: $0) != nil } ?? pointed.first
    }

    /// The cells of the fields and of the other records.
    private func cells(of fields: [String]) -> [InvolvedCell] {
        let own = fields.compactMap { entry(of: $0) }
        let foreign = others.flatMap { other in
            other.fields.compactMap { field in
                other.table.index(of: field).flatMap { other.record.entries[$0] }
            }
        }
        return (own + foreign).map { InvolvedCell($0) }
    }

    private func filled(_ text: LocalizedText) -> LocalizedText {
        SentenceFilling(table: table, record: record, values: told.mapValues { .text($0) }, records: records).filled(
            text)
    }
}
