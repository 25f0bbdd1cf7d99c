import SurveyModel

/// In which cell a record's value stands by where its return's fields do: `docs/lineage.md` tells how the two go together.
struct ExpectedCells {
    private struct Place {
        let column: Int?
        let row: FieldPlace.RowKind
    }

    /// By sheet, then field.
    private let places: [String: [Int: Place]]
    /// The places as the page has them: field, sheet, column and row as in `lineage/fields.csv`.
    let listed: [(field: Int, sheet: String, column: String, row: String)]

    init(_ places: [FieldPlace], of table: TrailTable) {
        var known: [String: [Int: Place]] = [:]
        var listed: [(field: Int, sheet: String, column: String, row: String)] = []
        let told = Set(table.told)
        for place in places {
            guard let field = table.fields[place.field], told.contains(field), known[place.sheet]?[field] == nil else {
                continue
            }
            let letters = String(place.column.prefix { $0 != ":" })
            known[place.sheet, default: [:]][field] = Place(
                column: Origin(sheet: "", cell: letters + "1")?.column, row: FieldPlace.RowKind(place.row) ?? .ofAnchor)
            listed.append((field, place.sheet, letters, place.row))
        }
        self.places = known
        self.listed = listed
    }

    /// The row and column of a record's value; nil where the return has no place for the field on the record's sheet.
    func cell(of field: Int, anchor: Origin) -> (row: Int, column: Int)? {
        guard let place = places[anchor.sheet]?[field] else { return nil }
        return (place.row.row(from: anchor), place.column ?? anchor.column)
    }
}
