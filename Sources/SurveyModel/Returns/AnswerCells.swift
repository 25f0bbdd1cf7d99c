import OrderedCollections

/// Tells in which cell an answer would stand that was not given, from where the fields of a return stand.
public struct AnswerCells: Sendable {
    private struct Key: Hashable {
        let table: String
        let field: String
        let sheet: String
    }

    private struct Place {
        let kind: FieldPlace.RowKind
        let columns: ClosedRange<Int>

        /// nil where no cell can be told from it.
        init?(_ place: FieldPlace) {
            guard let kind = FieldPlace.RowKind(place.row), let columns = Origin.columns(place.column) else {
                return nil
            }
            self.kind = kind
            self.columns = columns
        }
    }

    /// The place of some records alone; nil where it is not known.
    private struct OwnPlace {
        let records: ClosedRange<Int>
        let place: Place?
    }

    private struct Shift: Hashable {
        let rows: Int
        let columns: Int
    }

    private let places: [Key: Place]
    /// In the order of the records.
    private let own: [Key: [OwnPlace]]
    /// The tables whose answers may stand elsewhere than their fields' places lead to.
    private let uneven: Set<String>

    /// - Parameter places: where the fields of a return stand.
    public init(_ places: [FieldPlace]) {
        var known: [Key: Place] = [:]
        var own: [Key: [OwnPlace]] = [:]
        for place in places {
            let key = Key(table: place.table, field: place.field, sheet: place.sheet)
            if let records = place.records {
                own[key, default: []].append(OwnPlace(records: records, place: Place(place)))
            } else if known[key] == nil {
                known[key] = Place(place)
            }
        }
        self.places = known
        self.own = own.mapValues { $0.sorted { $0.records.lowerBound < $1.records.lowerBound } }
        uneven = Set(places.filter { Self.isUneven($0) }.map(\.table))
    }

    /// Whether an answer of a return whose fields stand at `places` may stand elsewhere than these lead to from the record's first cell.
    public static func areUneven(_ places: [FieldPlace]) -> Bool { places.contains { isUneven($0) } }

    /// In blocks an answer stands elsewhere where a row was inserted.
    private static func isUneven(_ place: FieldPlace) -> Bool {
        if case .below? = FieldPlace.RowKind(place.row) { return true }
        return place.records != nil
    }

    /// The cell in which a record's answer to a field would stand.
    ///
    /// In a block where rows were inserted the record's other answers tell by how much it stands elsewhere.
    /// - Returns: nil where the layout does not know it: the column is not there, or the record's other answers tell of no one place.
    public func cell(of field: String, in record: Record, of table: TableDefinition) -> Origin? {
        guard let place = place(of: field, in: record), let shift = shift(of: place, record, table) else { return nil }
        let row = place.kind.row(from: record.anchor) + shift.rows
        let column = place.columns.lowerBound + shift.columns
        guard row > 0, column > 0 else { return nil }
        let origin = Origin(sheet: record.anchor.sheet, row: row, column: column)
        // Where another answer of the record stands this one does not.
        return record.entries.contains { $0?.origin == origin } ? nil : origin
    }

    /// The cell in which a record's answer to a field would stand, where that is another than the field's place leads to from the record's
    /// first cell, as `docs/lineage.md` tells it: in a table that stands otherwise than the first of its sheet, in a block with inserted rows.
    ///
    /// - Returns: nil where it is that one, and where ``cell(of:in:of:)`` gives none.
    public func movedCell(of field: String, in record: Record, of table: TableDefinition) -> Origin? {
        guard uneven.contains(record.table), let cell = cell(of: field, in: record, of: table) else { return nil }
        let usual = places[Key(table: record.table, field: field, sheet: record.anchor.sheet)]
        guard let usual, usual.kind.row(from: record.anchor) == cell.row, usual.columns.lowerBound == cell.column else {
            return cell
        }
        return nil
    }

    /// A finding about an answer that is not there, moved from the record's first cell to the blank one.
    public func placed(_ finding: Finding, in record: Record, of table: TableDefinition) -> Finding {
        guard let field = finding.field, let index = table.index(of: field), record.entries[index] == nil,
            finding.sheet == record.anchor.sheet, finding.cell == record.anchor.cell,
            let cell = cell(of: field, in: record, of: table)
        else { return finding }
        var finding = finding
        finding.cell = cell.cell
        finding.cells.removeAll { $0 == cell }
        return finding
    }

    /// Where a record has a field: its own place, else that of all.
    private func place(of field: String, in record: Record) -> Place? {
        let key = Key(table: record.table, field: field, sheet: record.anchor.sheet)
        guard let own = own[key] else { return places[key] }
        // The first that does not end before the record; they do not overlap.
        var (low, high) = (0, own.count)
        while low < high {
            let middle = (low + high) / 2
            if own[middle].records.upperBound < record.number { low = middle + 1 } else { high = middle }
        }
        guard low < own.count, own[low].records.contains(record.number) else { return places[key] }
        return own[low].place
    }

    /// By how much most of the record's answers that move with a field stand away from where the layout has them; nil where none tells it or
    /// as many tell another.
    private func shift(of place: Place, _ record: Record, _ table: TableDefinition) -> Shift? {
        // A table has its columns in all of its rows.
        if case .ofAnchor = place.kind { return Shift(rows: 0, columns: 0) }
        var votes: [Shift: Int] = [:]
        for (name, entry) in zip(table.fields.keys, record.entries) {
            guard let origin = entry?.origin, let other = self.place(of: name, in: record),
                other.kind.movesWith(place.kind)
            else { continue }
            let columns = other.columns.contains(origin.column) ? 0 : origin.column - other.columns.lowerBound
            votes[Shift(rows: origin.row - other.kind.row(from: record.anchor), columns: columns), default: 0] += 1
        }
        guard let most = votes.values.max() else { return nil }
        let shifts = votes.filter { $0.value == most }
        return shifts.count == 1 ? shifts.keys.first : nil
    }
}
