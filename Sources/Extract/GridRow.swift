import Spreadsheets

/// A row of a sheet, kept.
struct GridRow: Sendable {
    let number: Int
    let isHidden: Bool
    /// Cells with a value, in column order.
    let cells: [Cell]
    /// The number of fields of a text file's record, empty ones counted; 0 in a workbook.
    var fieldCount = 0

    subscript(column: Int) -> Cell? {
        // Rows are mostly without gaps: the cell is at its column's place, or else left of it.
        if column > 0, column <= cells.count, cells[column - 1].column == column { return cells[column - 1] }
        let index = position(of: column)
        return index < cells.count && cells[index].column == column ? cells[index] : nil
    }

    /// The cells of some columns. O(log n): a row of many tables is looked at once for each.
    func cells(in columns: ClosedRange<Int>) -> ArraySlice<Cell> {
        let first = position(of: columns.lowerBound)
        return cells[first..<Swift.max(first, position(of: columns.upperBound + 1))]
    }

    /// The index of the first cell in or right of a column.
    private func position(of column: Int) -> Int {
        var (low, high) = (0, cells.count)
        while low < high {
            let middle = (low + high) / 2
            if cells[middle].column < column { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension GridRow {
    /// Keeps a row that the reader lends.
    init(_ row: borrowing Row, without placeholders: Placeholders) {
        self.init(
            number: row.number, isHidden: row.isHidden, cells: placeholders.removed(from: row.cells),
            fieldCount: row.fieldCount)
    }
}

/// The first rows of a sheet as the reader gives them, on their way into a grid.
struct GridHead {
    let rows: [GridRow]
    /// Whether ``rows`` are all the sheet's rows.
    let isComplete: Bool
    /// What the reader found odd in them.
    let notes: [ReaderNote]
    /// Whether it is a sheet "To review": then nothing behind its keys was read.
    let isReview: Bool

    /// - Parameter looksForReview: whether it may be a sheet "To review", which is told by its first rows as they go by: to look at them in a pass
    ///   of its own took as long as to read a small sheet.
    init(_ sheet: SheetInfo, of workbook: Workbook, placeholders: Placeholders, looksForReview: Bool) throws {
        var rows: [GridRow] = []
        var isComplete = true
        var notes: [ReaderNote] = []
        var search = ReviewSheetReading.MarkSearch(isOver: !looksForReview)
        // Of rows beyond the grid, which may be numbered as if they were the first, nothing is noted.
        try workbook.forEachRow(in: sheet, onNote: { if isComplete { notes.append($0) } }) { row in
            if !search.isOver {
                search.look(at: row.cells, row: row.number)
                guard search.column == nil else { return .stop }
            }
            guard rows.count < SheetGrid.headRows else {
                isComplete = false
                return search.isOver ? .stop : .next
            }
            rows.append(GridRow(row, without: placeholders))
            return .next
        }
        self.rows = rows
        self.isComplete = isComplete
        self.notes = notes
        isReview = search.column != nil
    }
}
