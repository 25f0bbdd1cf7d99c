import SurveyModel

extension SheetGrid {
    /// The words over a column in the rows of a header, or of a label in its one row; nil where there are none, or a text too long for a heading.
    func heading(_ rows: some Sequence<Int>, _ column: Int) -> Heading? {
        var levels: [String] = []
        var cell = ""
        for row in rows {
            guard let shown = shown(row, column), shown.cell.isFilled else { continue }
            let origin = origin(shown.row, shown.column).cell
            // A cell merged over both rows is one level.
            guard origin != cell else { continue }
            levels.append(shown.cell.rawValue.text)
            cell = origin
        }
        guard !levels.isEmpty, levels.allSatisfy({ $0.utf8.count <= 1_000 }) else { return nil }
        return Heading(levels: levels, cell: cell)
    }
}
