import OrderedCollections
import SurveyModel

/// A table of the dataset as CSV: each field's value, beside it the label of its code and, where a survey has missing-value marks, its status.
struct DatasetTable: PublishedTable {
    /// The columns that close every table: where a record comes from.
    static let identity = ["reporter", "round", "return", "record"]

    private let table: TableDefinition
    private let publication: Publication
    /// The fields, each with its place in a record and whether its status stands beside it.
    private let columns: [(field: FieldDefinition, index: Int, hasStatus: Bool)]

    /// - Parameter isPrivate: whether it has the private fields, in place of all others.
    init(_ table: TableDefinition, in publication: Publication, isPrivate: Bool = false) {
        self.table = table
        self.publication = publication
        path = "\(isPrivate ? Publication.privateFolder : "dataset")/\(table.name).csv"
        columns = table.fields.values.enumerated().filter { $0.element.isPrivate == isPrivate }.map {
            ($0.element, $0.offset, Self.hasStatus($0.element, in: publication))
        }
    }

    /// The columns of a field: its value; its codes' labels; why there is no value, where that can be said: free text is there or not.
    static func columns(of field: FieldDefinition, in publication: Publication) -> [String] {
        columns(of: field, hasStatus: hasStatus(field, in: publication))
    }

    private static func columns(of field: FieldDefinition, hasStatus: Bool) -> [String] {
        [field.name] + (field.codeList == nil ? [] : ["\(field.name)_label"])
            + (hasStatus ? ["\(field.name)_status"] : [])
    }

    /// A required field whose absence keeps the record out always has a value where it is published.
    private static func hasStatus(_ field: FieldDefinition, in publication: Publication) -> Bool {
        let definition = publication.definition
        // What policy blanks or marks may be any field's.
        if publication.marksValues { return true }
        // A flag stands beside a number that is there.
        if !definition.flags.isEmpty, field.type == .number || field.type == .integer, field.codeList == nil {
            return true
        }
        let isAlwaysThere = definition.keeps(.required, of: field)
        let marks = field.missing ?? definition.missing
        return !marks.isEmpty && !isAlwaysThere && (field.type != .string || field.codeList != nil)
    }

    let path: String

    var header: [String] {
        columns.flatMap { Self.columns(of: $0.field, hasStatus: $0.hasStatus) } + Self.identity
    }

    func append(_ item: Return, _ records: [Record], to lines: inout CSVText) {
        let identity = identity(of: item)
        forEachRecord(in: records, of: item, .published) { record in
            addFields(of: record, identity, to: &lines)
            lines.endRow()
        }
    }

    /// The columns that are the same for all of a return's records, as they are written.
    func identity(of item: Return) -> [UInt8] { CSVText.written(item.reporter, item.round, item.id) }

    /// The records of the table that have an outcome.
    func forEachRecord(
        in records: [Record], of item: Return, _ outcome: Disposition.Outcome, _ body: (Record) -> Void
    ) {
        let all = publication.disposition.outcome(ofAllIn: item.id)
        guard all == nil || all == outcome else { return }
        for record in records where record.table == table.name {
            guard all == nil else {
                body(record)
                continue
            }
            let id = RecordID(returnID: item.id, table: table.name, number: record.number)
            if publication.disposition.outcome(of: id) == outcome { body(record) }
        }
    }

    /// Adds a record's values to a row, and where they come from.
    func addFields(of record: Record, _ identity: [UInt8], to lines: inout CSVText) {
        for (field, index, hasStatus) in columns {
            let value = record.entries[index]?.value
            lines.add(value)
            if let list = field.codeList { lines.add(label(of: value, list)) }
            if hasStatus { lines.add(record.entries[index]?.status ?? "") }
        }
        lines.add(written: identity)
        lines.add(record.number)
    }

    private func label(of value: Value?, _ list: String) -> String {
        let labels = publication.labels[list] ?? [:]
        return switch value {
        case .codes(let codes): codes.map { labels[$0] ?? $0 }.joined(separator: ";")
        case .text(let code): labels[code] ?? ""
        case .integer, .number, .boolean, .date, nil: ""
        }
    }
}

/// What was kept out of a table: the record as typed, with its values where they could be read, and why.
struct RejectedTable: PublishedTable {
    private let table: TableDefinition
    private let publication: Publication
    private let dataset: DatasetTable

    init(_ table: TableDefinition, in publication: Publication) {
        self.table = table
        self.publication = publication
        dataset = DatasetTable(table, in: publication)
    }

    var path: String { "rejected/\(table.name).csv" }

    var header: [String] {
        dataset.header + table.publicFields.map { "\($0.name)_typed" } + ["sheet", "anchor", "reasons"]
    }

    func append(_ item: Return, _ records: [Record], to lines: inout CSVText) {
        let identity = dataset.identity(of: item)
        dataset.forEachRecord(in: records, of: item, .rejected) { record in
            dataset.addFields(of: record, identity, to: &lines)
            for (field, entry) in zip(table.fields.values, record.entries) where !field.isPrivate {
                lines.add(entry?.raw.text ?? "")
            }
            lines.append([record.anchor.sheet, record.anchor.cell, reasons(item, record)])
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
