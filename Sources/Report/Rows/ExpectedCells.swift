import SurveyModel

/// In which cell a record's value stands by where its return's fields do: `docs/lineage.md` tells how the two go together.
struct ExpectedCells {
    /// Where the values of records stand that begin on one sheet.
    struct OnSheet {
        fileprivate struct Place {
            let column: Int?
            let row: FieldPlace.RowKind
        }

        /// By the field's place in a record.
        fileprivate var places: [Place?] = []

        /// The row and column of a record's value; nil where the return has no place for the field on the record's sheet.
        func cell(of field: Int, anchor: Origin) -> (row: Int, column: Int)? {
            guard field < places.count, let place = places[field] else { return nil }
            return (place.row.row(from: anchor), place.column ?? anchor.column)
        }
    }

    /// By the sheet's name.
    private let sheets: [String: OnSheet]
    /// The places as the page has them: field, sheet, column and row as in `lineage/fields.csv`.
    let listed: [(field: Int, sheet: String, column: String, row: String)]
    private let table: TrailTable
    /// Where answers would stand that were not given; nil where that is what their fields' places lead to.
    private let blanks: AnswerCells?

    init(_ places: [FieldPlace], of table: TrailTable) {
        var known: [String: OnSheet] = [:]
        var listed: [(field: Int, sheet: String, column: String, row: String)] = []
        let told = Set(table.told)
        let none = OnSheet(places: Array(repeating: nil, count: table.names.count))
        for place in places where place.records == nil {
            guard let field = table.fields[place.field], told.contains(field), known[place.sheet]?.places[field] == nil
            else { continue }
            let letters = String(place.column.prefix { $0 != ":" })
            known[place.sheet, default: none].places[field] = OnSheet.Place(
                column: Origin(sheet: "", cell: letters + "1")?.column, row: FieldPlace.RowKind(place.row) ?? .ofAnchor)
            listed.append((field, place.sheet, letters, place.row))
        }
        sheets = known
        self.listed = listed
        self.table = table
        blanks = AnswerCells.areUneven(places) ? AnswerCells(places) : nil
    }

    /// Where the values of records stand that begin on a sheet.
    func onSheet(_ sheet: String) -> OnSheet { sheets[sheet] ?? OnSheet() }

    /// The cell in which a record's answer would stand that was not given, where it is another than that of its field's place: in a table that
    /// stands otherwise than the first of its sheet. A row or column that is the expected one is 0, so that rows of one table say the same.
    func movedCell(of field: Int, in record: Record) -> (row: Int, column: Int)? {
        guard let blanks, record.entries[field] == nil,
            let place = onSheet(record.anchor.sheet).cell(of: field, anchor: record.anchor),
            let cell = blanks.movedCell(of: table.names[field], in: record, of: table.definition)
        else { return nil }
        let moved = (row: cell.row == place.row ? 0 : cell.row, column: cell.column == place.column ? 0 : cell.column)
        return moved == (0, 0) ? nil : moved
    }
}
