import OrderedCollections
import SurveyModel

/// Where every value comes from. Together the files lead from any published value to file, sheet and cell: `docs/lineage.md` tells how.
struct Lineage {
    private let publication: Publication

    init(_ publication: Publication) {
        self.publication = publication
    }

    /// Where each record stands: of all returns that were read, also superseded ones, since their records are counted.
    func records() -> [UInt8] {
        var text = CSVText()
        text.append(["return", "table", "record", "sheet", "anchor"])
        forEachRecord { item, record in
            text.append([item.id, record.table, String(record.number), record.anchor.sheet, record.anchor.cell])
        }
        return text.bytes
    }

    /// Where each field of a return stands.
    func fields() -> [UInt8] {
        var text = CSVText()
        text.append(["return", "table", "field", "sheet", "column", "row", "layout"])
        for (item, bundle) in publication.returns {
            for place in bundle?.places ?? [] {
                text.append([item.id, place.table, place.field, place.sheet, place.column, place.row, place.layout])
            }
        }
        return text.bytes
    }

    /// By what each field was found: a rung of the ladder from names down to positions.
    func anchors() -> [UInt8] {
        var text = CSVText()
        text.append(["return", "table", "field", "sheet", "layout", "found_by"])
        for (item, bundle) in publication.returns {
            for place in bundle?.places ?? [] {
                text.append([item.id, place.table, place.field, place.sheet, place.layout, place.rung.rawValue])
            }
        }
        return text.bytes
    }

    /// The values that are not exactly what was typed, with their own cells. A value made of several cells has a line for each.
    func values() -> [UInt8] {
        var text = CSVText()
        text.append(["return", "table", "record", "field", "sheet", "cell", "raw", "value", "method", "confidence"])
        forEachRecord { item, record in
            guard let table = publication.definition.tables[record.table] else { return }
            for (field, entry) in zip(table.fields.keys, record.entries) {
                guard let entry, let normalisation = entry.normalisation else { continue }
                let head = [item.id, record.table, String(record.number), field]
                let tail = [normalisation.method, Value.shortest(normalisation.confidence)]
                for (origin, raw) in entry.raw.cells(at: entry.origin) {
                    text.append(head + [origin.sheet, origin.cell, raw, entry.value?.text ?? ""] + tail)
                }
            }
        }
        return text.bytes
    }

    /// The returns themselves.
    func returns() -> [UInt8] {
        var text = CSVText()
        text.append(["return", "sha256", "file", "reporter", "round", "received", "state"])
        for (item, _) in publication.returns {
            text.append([
                item.id, item.sha256, item.file, item.reporter, item.round, item.received, item.state.rawValue,
            ])
        }
        return text.bytes
    }

    private func forEachRecord(_ body: (Return, Record) -> Void) {
        for (item, bundle) in publication.returns {
            for record in bundle?.records ?? [] { body(item, record) }
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
