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

    func append(_ item: Return, _ bundle: ReturnBundle?, to lines: inout CSVText) {
        switch lineage {
        case .records:
            for record in bundle?.records ?? [] {
                lines.append([], item.id, record.table, String(record.number), record.anchor.sheet, record.anchor.cell)
            }
        case .fields:
            for place in bundle?.places ?? [] {
                lines.append([item.id, place.table, place.field, place.sheet, place.column, place.row, place.layout])
            }
        case .anchors:
            for place in bundle?.places ?? [] {
                lines.append([item.id, place.table, place.field, place.sheet, place.layout, place.rung.rawValue])
            }
        case .values:
            for record in bundle?.records ?? [] { values(item, record, to: &lines) }
        case .returns:
            lines.append([
                item.id, item.sha256, item.file, item.reporter, item.round, item.received, item.state.rawValue,
            ])
        }
    }

    private func values(_ item: Return, _ record: Record, to lines: inout CSVText) {
        guard let table = publication.definition.tables[record.table] else { return }
        let head = CSVText.fields(item.id, record.table, String(record.number))
        for (field, entry) in zip(table.fields.values, record.entries) {
            guard !field.isPrivate, let entry, let normalisation = entry.normalisation else { continue }
            let confidence = normalisation.confidence == 1 ? "1" : Value.shortest(normalisation.confidence)
            for (origin, raw) in entry.raw.cells(at: entry.origin) {
                lines.append(
                    head, field.name, origin.sheet, origin.cell, raw, entry.value?.text ?? "", normalisation.method,
                    confidence)
            }
        }
    }
}

extension RawValue {
    /// What was typed in each cell that the value is made of.
    fileprivate func cells(at origin: Origin) -> [(origin: Origin, text: String)] {
        switch self {
        case .marks(let marks): marks.map { ($0.origin, $0.text) }
        case .parts(let parts): parts.map { ($0.origin, $0.text) }
        case .text, .number, .boolean, .date, .error: [(origin, text)]
        }
    }
}
