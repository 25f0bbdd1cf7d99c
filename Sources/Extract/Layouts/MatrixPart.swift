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
    ///
    /// - Parameter codes: the codes of the row labels, where they have some.
    func continues(_ other: MatrixPart, below rows: ClosedRange<Int>, codes: CodeLabels?, in grid: SheetGrid) -> Bool {
        let above = (rows.lowerBound - Self.titleWithin)..<rows.lowerBound
        return hasSameLabels(as: other, below: rows.upperBound, codes, grid)
            && !above.contains { isFilled($0, from: corner, grid) }
    }

    /// Whether the row labels are another part's. A respondent may correct one of the two, but two codes in one row are no slip; notes stand below one
    /// of the columns alone.
    private func hasSameLabels(
        as other: MatrixPart, below header: Int, _ codes: CodeLabels?, _ grid: SheetGrid
    ) -> Bool {
        var (same, others) = (0, 0)
        for row in (header + 1)...(header + Self.rowsWithin) {
            let (own, left) = (label(row, corner, grid), other.label(row, other.corner, grid))
            if let own, let left {
                if own.full == left.full {
                    same += 1
                } else {
                    if let codes, let code = codes.code(for: own), let theirs = codes.code(for: left), code != theirs {
                        return false
                    }
                    others += 1
                }
            } else if own != nil, isFilled(row, from: corner + 1, grid) {
                others += 1
            } else if left != nil, other.isFilled(row, from: other.corner + 1, grid) {
                others += 1
            }
        }
        return same >= max(1, 2 * others)
    }

    /// Whether something stands in a row, in its columns from one on.
    private func isFilled(_ row: Int, from column: Int, _ grid: SheetGrid) -> Bool {
        guard let last = columns.last, column <= last else { return false }
        return grid.row(row)?.cells(in: column...last).contains(where: \.isFilled) ?? false
    }

    private func label(_ row: Int, _ column: Int, _ grid: SheetGrid) -> LabelText? {
        grid.labels(ofRow: row)[column].flatMap { $0.full.isEmpty ? nil : $0 }
    }
}
