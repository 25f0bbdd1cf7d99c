import Spreadsheets
import SurveyModel

/// A header whose corner stands there, but whose columns cannot be told: one of its numbers stands twice, or dates stand in place of years.
struct UnreadMatrixHeader {
    let corner: CellAddress
    /// What stands over its columns.
    let labels: String

    func finding(_ table: TableDefinition, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .error,
            message: .own(
                .layoutHeaderMissingColumns,
                [
                    "table": .localized(table.title), "sheet": .text(grid.sheet.name), "row": .number(corner.row),
                    "labels": .text(labels),
                ]),
            table: table.name, sheet: grid.sheet.name, cell: corner.description, value: labels)
    }
}

extension MatrixHeaderFinder {
    /// So many labels are shown of a header.
    private static let mostShown = 10

    /// The first header in the sheet's first rows that cannot be read although its corner stands there.
    func unreadHeader(in grid: SheetGrid) -> UnreadMatrixHeader? {
        for row in grid.rows.prefix(SearchArea.whole.searched) {
            for column in cornersOfHeaders(in: row, grid) {
                for number in row.number...(row.number + levels.count) {
                    // A row with a label of its own below the corner holds answers.
                    guard number == row.number || !(grid.cell(number, column)?.isFilled ?? false) else { break }
                    guard let labels = unreadLabels(ofRow: number, behind: column, in: grid) else { continue }
                    return UnreadMatrixHeader(
                        corner: CellAddress(row: row.number, column: column),
                        labels: labels.prefix(Self.mostShown).joined(separator: ", ").shortened)
                }
            }
        }
        return nil
    }

    /// The labels behind a corner, at least two, of which one stands twice, or one is a day where a year is asked for.
    private func unreadLabels(ofRow row: Int, behind corner: Int, in grid: SheetGrid) -> [String]? {
        let right = grid.row(row)?.cells(in: (corner + 1)...(CellAddress.lastColumn + 1)) ?? []
        var texts: [String] = []
        var hasDay = false
        var last = corner
        for cell in right where cell.isFilled {
            let text = cell.rawValue.text
            let isDay = hasYears && Self.day(text) != nil
            // Behind a gap or other words another matrix may begin.
            guard isDay || isColumn(cell.column, row, grid), texts.isEmpty || cell.column == last + 1 else { break }
            texts.append(text)
            hasDay = hasDay || isDay
            last = cell.column
        }
        // Below a group's label each of its columns may stand again.
        let isTwice = levels.count == 1 && levels[0] == nil && Set(texts).count < texts.count
        return texts.count >= 2 && (hasDay || isTwice) ? texts : nil
    }

    /// The whole number that a label is; of a date that a sheet shows as a year, its year.
    func number(of label: LabelText) -> Int? {
        if let number = label.wholeNumber { return number }
        guard hasYears, let day = Self.day(label.typed) else { return nil }
        // A sheet that shows years alone holds their first day, or their last.
        return (day.month, day.day) == (1, 1) || (day.month, day.day) == (12, 31) ? day.year : nil
    }

    /// The day that a cell's text is, be it with a time of nought.
    private static func day(_ text: String) -> CalendarDay? {
        let rest = text.dropFirst(10)
        return rest.isEmpty || rest == "T00:00:00" ? CalendarDay(text.prefix(10)) : nil
    }
}
