import SurveyModel

/// Where the blank answers of a record would stand, by the lineage files: in a table that stands elsewhere than the first of its sheet they are as
/// far from their fields' places as the record's other answers.
struct BlankCells {
    private let cells: AnswerCells
    private let table: String
    private let anchor: Origin?
    private let answers: [(field: String, origin: Origin)]
    private let row: [String: String]?

    /// - Parameters:
    ///   - places: the lines of `fields.csv` of the record's return and table.
    ///   - lines: the record's lines of `values.csv`.
    ///   - row: its row in the dataset or among the rejected ones; nil where it has none, and so nothing is known to be blank.
    ///   - table: its table.
    ///   - sheet: its sheet.
    ///   - anchor: its first cell.
    init(
        places: [[String: String]], lines: [[String: String]], row: [String: String]?, table: String, sheet: String,
        anchor: String
    ) {
        cells = AnswerCells(
            places.map { place in
                FieldPlace(
                    table: table, field: place["field"] ?? "", sheet: place["sheet"] ?? "",
                    column: place["column"] ?? "", row: place["row"] ?? "", layout: place["layout"] ?? "")
            })
        self.table = table
        self.row = row
        self.anchor = Origin(sheet: sheet, cell: anchor)
        var seen: Set<String> = []
        var answers: [(field: String, origin: Origin)] = []
        for line in lines {
            guard let field = line["field"], seen.insert(field).inserted,
                let origin = Origin(sheet: line["sheet"] ?? "", cell: line["cell"] ?? "")
            else { continue }
            answers.append((field, origin))
        }
        for place in places where place["sheet"] == sheet {
            guard let field = place["field"], row?[field]?.isEmpty == false, seen.insert(field).inserted,
                let origin = Origin(sheet: sheet, cell: Trace.cell(of: place, anchor: anchor))
            else { continue }
            answers.append((field, origin))
        }
        self.answers = answers
    }

    /// The cell of a field that the record has neither a value nor a line of `values.csv` for; nil where it is not known to be blank, or where it
    /// would stand.
    func cell(of field: String) -> String? {
        guard let anchor, let value = row.map({ $0[field] ?? "" }), value.isEmpty else { return nil }
        return cells.cell(of: field, ofTable: table, anchor: anchor, answers: answers)?.cell
    }
}
