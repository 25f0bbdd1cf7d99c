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
    }

    private struct Shift: Hashable {
        let rows: Int
        let columns: Int
    }

    private let places: [Key: Place]

    /// - Parameter places: where the fields of a return stand.
    public init(_ places: [FieldPlace]) {
        var known: [Key: Place] = [:]
        for place in places {
            let key = Key(table: place.table, field: place.field, sheet: place.sheet)
            guard known[key] == nil, let kind = FieldPlace.RowKind(place.row),
                let columns = Origin.columns(place.column)
            else { continue }
            known[key] = Place(kind: kind, columns: columns)
        }
        self.places = known
    }

    /// The cell in which a record's answer to a field would stand.
    ///
    /// Where a questionnaire repeats its table, the record's other answers tell by how much its own table stands elsewhere.
    /// - Returns: nil where the layout does not know it: the column is not there, or the record's other answers tell of no one place.
    public func cell(of field: String, in record: Record, of table: TableDefinition) -> Origin? {
        guard let place = place(of: field, record, table),
            let shift = shift(of: place, in: record, of: table)
        else { return nil }
        let row = place.kind.row(from: record.anchor) + shift.rows
        let column = place.columns.lowerBound + shift.columns
        guard row > 0, column > 0 else { return nil }
        let origin = Origin(sheet: record.anchor.sheet, row: row, column: column)
        // Where another answer of the record stands this one does not.
        return record.entries.contains { $0?.origin == origin } ? nil : origin
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

    private func place(of field: String, _ record: Record, _ table: TableDefinition) -> Place? {
        places[Key(table: table.name, field: field, sheet: record.anchor.sheet)]
    }

    /// By how much most of the record's answers that move with a field stand away from where the layout has them; nil where none tells it or
    /// as many tell another.
    private func shift(of place: Place, in record: Record, of table: TableDefinition) -> Shift? {
        var votes: [Shift: Int] = [:]
        for (name, entry) in zip(table.fields.keys, record.entries) {
            guard let entry, let other = self.place(of: name, record, table), other.kind.movesWith(place.kind) else {
                continue
            }
            let column = entry.origin.column
            let columns = other.columns.contains(column) ? 0 : column - other.columns.lowerBound
            votes[Shift(rows: entry.origin.row - other.kind.row(from: record.anchor), columns: columns), default: 0] +=
                1
        }
        guard let most = votes.values.max() else { return nil }
        let shifts = votes.filter { $0.value == most }
        return shifts.count == 1 ? shifts.keys.first : nil
    }
}
