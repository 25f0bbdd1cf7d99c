import OrderedCollections
import SurveyModel

/// Where every value comes from. Together the files lead from any published value to file, sheet and cell: `docs/lineage.md` tells how.
enum Lineage: String, CaseIterable {
    /// Where each record stands: of all returns that were read, also superseded ones, since their records are counted.
    case records
    /// Where each field of a return stands.
    case fields
    /// By what each field was found: a rung of the ladder from names down to positions.
    case anchors
    /// The values that are not exactly what was typed, with their own cells. A value made of several cells has a line for each. So has an answer
    /// that was not given, where its cell is another than its field's place leads to.
    case values
    /// The returns themselves.
    case returns
}

/// A file of the lineage.
struct LineageTable: PublishedTable {
    private let lineage: Lineage
    private let tables: OrderedDictionary<String, TableDefinition>
    /// By table, the names of its fields as they are written; nil for private ones, of which nothing is told.
    private let fields: [String: [[UInt8]?]]

    init(_ lineage: Lineage, in publication: Publication) {
        self.lineage = lineage
        tables = publication.definition.tables
        fields = Dictionary(
            publication.definition.tables.values.map { table in
                (
                    table.name,
                    table.fields.values.map { field -> [UInt8]? in
                        field.isPrivate ? nil : CSVText.written(field.name)
                    }
                )
            }
        ) { first, _ in first }
    }

    var path: String { "lineage/\(lineage.rawValue).csv" }

    var header: [String] {
        switch lineage {
        case .records: ["return", "table", "record", "sheet", "anchor"]
        case .fields: ["return", "table", "field", "sheet", "column", "row", "layout"]
        case .anchors: ["return", "table", "field", "sheet", "layout", "found_by"]
        case .values:
            ["return", "table", "record", "field", "sheet", "cell", "raw", "value", "method", "confidence"]
        case .returns: ["return", "sha256", "file", "reporter", "round", "received", "state"]
        }
    }

    func append(_ item: Return, _ places: [FieldPlace], to lines: inout CSVText) {
        switch lineage {
        case .fields:
            let head = CSVText.written(item.id)
            for place in places where place.records == nil {
                lines.add(written: head)
                lines.add(place.table)
                lines.add(place.field)
                lines.add(place.sheet)
                lines.add(place.column)
                lines.add(place.row)
                lines.add(place.layout)
                lines.endRow()
            }
        case .anchors:
            let head = CSVText.written(item.id)
            for place in places where place.records == nil {
                lines.add(written: head)
                lines.add(place.table)
                lines.add(place.field)
                lines.add(place.sheet)
                lines.add(place.layout)
                lines.add(place.rung.rawValue)
                lines.endRow()
            }
        case .returns:
            lines.append([
                item.id, item.sha256, item.file, item.reporter, item.round, item.received, item.state.rawValue,
            ])
        case .records, .values: break
        }
    }

    func append(_ item: Return, _ records: [Record], at places: [FieldPlace], to lines: inout CSVText) {
        switch lineage {
        case .records:
            let id = item.id
            forEachRun(of: records) { table, records in
                let head = CSVText.written(id, table)
                for record in records {
                    lines.add(written: head)
                    lines.add(record.number)
                    lines.add(record.anchor.sheet)
                    lines.add(addressOf: record.anchor)
                    lines.endRow()
                }
            }
        case .values:
            let id = item.id
            let cells = AnswerCells.areUneven(places) ? AnswerCells(places) : nil
            forEachRun(of: records) { table, records in
                guard let fields = fields[table], let definition = tables[table] else { return }
                let head = CSVText.written(id, table)
                for record in records {
                    values(record, fields, head, to: &lines) { index in
                        cells?.movedCell(of: definition.fields.keys[index], in: record, of: definition)
                    }
                }
            }
        case .fields, .anchors, .returns: break
        }
    }

    /// Records of one table follow one another.
    private func forEachRun(of records: [Record], _ body: (_ table: String, ArraySlice<Record>) -> Void) {
        var start = 0
        while start < records.count {
            let table = records[start].table
            var end = start + 1
            while end < records.count, records[end].table == table { end += 1 }
            body(table, records[start..<end])
            start = end
        }
    }

    /// - Parameters:
    ///   - fields: the names of the table's fields, as they are written.
    ///   - head: what each line begins with, as it is written.
    ///   - blankCell: the cell of an answer that was not given, by its field's index, where its place does not lead there.
    private func values(
        _ record: Record, _ fields: [[UInt8]?], _ head: [UInt8], to lines: inout CSVText,
        blankCell: (_ field: Int) -> Origin?
    ) {
        // Of nearly all entries there is a line: each is taken out of its record once.
        for (index, entry) in record.entries.enumerated() {
            guard let field = fields[index] else { continue }
            guard let entry else {
                if let cell = blankCell(index) { addBlank(cell, of: record, field, head, to: &lines) }
                continue
            }
            guard let normalisation = entry.normalisation else { continue }
            func add(_ origin: Origin, _ raw: RawValue) {
                lines.add(written: head)
                lines.add(record.number)
                lines.add(written: field)
                lines.add(origin.sheet)
                lines.add(addressOf: origin)
                if case .number(let number, _) = raw { lines.add(number) } else { lines.add(raw.text) }
                lines.add(entry.value)
                lines.add(normalisation.method)
                lines.add(normalisation.confidence)
                lines.endRow()
            }
            switch entry.raw {
            case .marks, .parts:
                for (origin, text) in entry.raw.cells(at: entry.origin) { add(origin, .text(text)) }
            case .text, .number, .boolean, .date, .error: add(entry.origin, entry.raw)
            }
        }
    }

    private func addBlank(
        _ cell: Origin, of record: Record, _ field: [UInt8], _ head: [UInt8], to lines: inout CSVText
    ) {
        lines.add(written: head)
        lines.add(record.number)
        lines.add(written: field)
        lines.add(cell.sheet)
        lines.add(addressOf: cell)
        // Neither typed nor published.
        lines.add("")
        lines.add("")
        lines.add("moved")
        lines.add(1)
        lines.endRow()
    }
}
