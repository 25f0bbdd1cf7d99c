import Spreadsheets

/// The columns of a header between the label over row labels and where that stands again.
struct MatrixPart {
    /// So many rows tell whether row labels are the same.
    private static let rowsWithin = 30
    /// A title stands no further above the header.
    private static let titleWithin = 3

    /// The column of the row labels.
    let corner: Int
    /// The columns right of it.
    let columns: [Int]

    /// Whether it has the same row labels as another part, row by row, and no title of its own.
    func continues(_ other: MatrixPart, below rows: ClosedRange<Int>, in grid: SheetGrid) -> Bool {
        let isSame = ((rows.upperBound + 1)...(rows.upperBound + Self.rowsWithin)).allSatisfy { row in
            label(row, corner, grid) == label(row, other.corner, grid)
        }
        let above = (rows.lowerBound - Self.titleWithin)..<rows.lowerBound
        let own = corner...(columns.last ?? corner)
        return isSame
            && !above.contains { row in grid.row(row)?.cells(in: own).contains(where: \.isFilled) ?? false }
    }

    private func label(_ row: Int, _ column: Int, _ grid: SheetGrid) -> String? {
        grid.labels(ofRow: row)[column].flatMap { $0.full.isEmpty ? nil : $0.full }
    }
}
