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
    /// The values that are not exactly what was typed, with their own cells. A value made of several cells has a line for each.
    case values
    /// The returns themselves.
    case returns
}

/// A file of the lineage.
struct LineageTable: PublishedTable {
    private let lineage: Lineage
    private let publication: Publication

    init(_ lineage: Lineage, in publication: Publication) {
        self.lineage = lineage
        self.publication = publication
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
            for place in places {
                lines.append([item.id, place.table, place.field, place.sheet, place.column, place.row, place.layout])
            }
        case .anchors:
            for place in places {
                lines.append([item.id, place.table, place.field, place.sheet, place.layout, place.rung.rawValue])
            }
        case .returns:
            lines.append([
                item.id, item.sha256, item.file, item.reporter, item.round, item.received, item.state.rawValue,
            ])
        case .records, .values: break
        }
    }

    func append(_ item: Return, _ records: [Record], to lines: inout CSVText) {
        switch lineage {
        case .records:
            for record in records {
                lines.append([
                    item.id, record.table, String(record.number), record.anchor.sheet, record.anchor.cell,
                ])
            }
        case .values: values(item, records, to: &lines)
        case .fields, .anchors, .returns: break
        }
    }

    private func values(_ item: Return, _ records: [Record], to lines: inout CSVText) {
        var table: TableDefinition?
        var head: [UInt8] = []
        for record in records {
            // Records of one table follow one another.
            if record.table != table?.name {
                table = publication.definition.tables[record.table]
                head = CSVText.written(item.id, record.table)
            }
            guard let table else { continue }
            for index in record.entries.indices where record.entries[index]?.normalisation != nil {
                let field = table.fields.values[index]
                guard !field.isPrivate, let entry = record.entries[index], let normalisation = entry.normalisation
                else { continue }
                for (origin, raw) in entry.raw.cells(at: entry.origin) {
                    lines.add(written: head)
                    lines.add(record.number)
                    for text in [field.name, origin.sheet, origin.cell, raw] { lines.add(text) }
                    lines.add(entry.value)
                    lines.add(normalisation.method)
                    lines.add(normalisation.confidence == 1 ? "1" : Value.shortest(normalisation.confidence))
                    lines.endRow()
                }
            }
        }
    }
}
