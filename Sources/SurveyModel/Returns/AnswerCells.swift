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
        let answers = zip(table.fields.keys, record.entries).compactMap { name, entry in
            entry.map { (field: name, origin: $0.origin) }
        }
        return cell(of: field, ofTable: table.name, anchor: record.anchor, answers: answers)
    }

    /// The cell in which the answer to a field would stand of a record of which it is known where it begins, and where its answers stand.
    ///
    /// - Returns: nil where ``cell(of:in:of:)`` gives none.
    public func cell(
        of field: String, ofTable table: String, anchor: Origin, answers: [(field: String, origin: Origin)]
    ) -> Origin? {
        guard let place = places[Key(table: table, field: field, sheet: anchor.sheet)],
            let shift = shift(of: place, table, anchor, answers)
        else { return nil }
        let row = place.kind.row(from: anchor) + shift.rows
        let column = place.columns.lowerBound + shift.columns
        guard row > 0, column > 0 else { return nil }
        let origin = Origin(sheet: anchor.sheet, row: row, column: column)
        // Where another answer of the record stands this one does not.
        return answers.contains { $0.origin == origin } ? nil : origin
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

    /// By how much most of the record's answers that move with a field stand away from where the layout has them; nil where none tells it or
    /// as many tell another.
    private func shift(
        of place: Place, _ table: String, _ anchor: Origin, _ answers: [(field: String, origin: Origin)]
    ) -> Shift? {
        var votes: [Shift: Int] = [:]
        for (name, origin) in answers {
            guard let other = places[Key(table: table, field: name, sheet: anchor.sheet)],
                other.kind.movesWith(place.kind)
            else { continue }
            let columns = other.columns.contains(origin.column) ? 0 : origin.column - other.columns.lowerBound
            votes[Shift(rows: origin.row - other.kind.row(from: anchor), columns: columns), default: 0] += 1
        }
        guard let most = votes.values.max() else { return nil }
        let shifts = votes.filter { $0.value == most }
        return shifts.count == 1 ? shifts.keys.first : nil
    }
}
