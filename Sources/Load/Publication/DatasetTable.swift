import OrderedCollections
import SurveyModel

/// A table of the dataset as CSV: each field's value, beside it the label of its code and, where a survey has missing-value marks, its status.
struct DatasetTable: PublishedTable {
    private let table: TableDefinition
    private let publication: Publication
    private let columns: [Column]

    /// A field's column, with those that stand beside it.
    private struct Column {
        /// The field's place in a record.
        let index: Int
        /// The labels of its codes; nil where it has no code list.
        let labels: [String: String]?
        /// Whether its status stands beside it.
        let hasStatus: Bool
    }

    /// - Parameter isPrivate: whether it has the private fields, in place of all others.
    init(_ table: TableDefinition, in publication: Publication, isPrivate: Bool = false) {
        self.table = table
        self.publication = publication
        path = "\(isPrivate ? Publication.privateFolder : "dataset")/\(table.name).csv"
        columns = table.fields.values.enumerated().filter { $0.element.isPrivate == isPrivate }.map {
            Column(
                index: $0.offset, labels: $0.element.codeList.map { publication.labels[$0] ?? [:] },
                hasStatus: Self.hasStatus($0.element, in: publication))
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

    /// A required field whose absence keeps the record out has a value where it is published, unless somebody waived that. Its mark is then in the lineage
    /// alone: which columns there are goes by the definition, and no decision about one record changes them for those who read the tables.
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
        columns.flatMap { Self.columns(of: table.fields.values[$0.index], hasStatus: $0.hasStatus) }
            + TableDefinition.identityColumns
    }

    func append(_ item: Return, _ records: [Record], at places: [FieldPlace], to lines: inout CSVText) {
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
        let (name, id) = (table.name, item.id)
        // Of the records of other tables no copy is made.
        for index in records.indices where records[index].table == name {
            guard all == nil else {
                body(records[index])
                continue
            }
            let record = RecordID(returnID: id, table: name, number: records[index].number)
            if publication.disposition.outcome(of: record) == outcome { body(records[index]) }
        }
    }

    /// Adds a record's values to a row, and where they come from.
    func addFields(of record: Record, _ identity: [UInt8], to lines: inout CSVText) {
        for column in columns {
            let value = record.entries[column.index]?.value
            lines.add(value)
            if let labels = column.labels { lines.add(Self.label(of: value, labels)) }
            if column.hasStatus { lines.add(record.entries[column.index]?.status ?? "") }
        }
        lines.add(written: identity)
        lines.add(record.number)
    }

    private static func label(of value: Value?, _ labels: [String: String]) -> String {
        switch value {
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
        dataset.header + table.publicFields.map { "\($0.name)_typed" } + TableDefinition.rejectionColumns
    }

    func append(_ item: Return, _ records: [Record], at places: [FieldPlace], to lines: inout CSVText) {
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
        guard item.state != .held else {
            let rules = publication.disposition.rules(holding: item.id)
            return "the return is held back" + (rules.isEmpty ? "" : ": \(rules.joined(separator: ", "))")
        }
        let issues = publication.disposition.reasons(
            for: RecordID(returnID: item.id, table: table.name, number: record.number))
        return issues.map {
            "\($0.finding.rule): \($0.finding.message.text(in: publication.definition.language))"
        }.joined(separator: " | ")
    }
}
