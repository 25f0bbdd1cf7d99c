import SurveyModel

extension SheetGrid {
    /// The words over a column in the rows of a header, or of a label in its one row; nil where there are none, or a text too long for a heading.
    func heading(_ rows: ClosedRange<Int>, _ column: Int) -> Heading? {
        var levels: [String] = []
        var last = rows.lowerBound
        for row in rows {
            guard let text = text(row, column), text.contains(where: { !$0.isWhitespace }), levels.last != text else {
                continue
            }
            levels.append(text)
            last = row
        }
        guard !levels.isEmpty, levels.allSatisfy({ $0.utf8.count <= 1_000 }) else { return nil }
        return Heading(levels: levels, cell: origin(last, column).cell)
    }
}
