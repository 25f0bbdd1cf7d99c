import Spreadsheets
import SurveyModel

/// What tables and matrices tell alike.
enum TableFindings {
    /// The numbers of a row of sums are no answers: nobody typed them for the table. A text among them is somebody's.
    static func claimSums(in row: GridRow, _ claims: inout ClaimedCells) {
        for cell in row.cells where cell.hasFormula || cell.isNumber {
            claims.add(row: row.number, column: cell.column)
        }
    }

    /// An answer in a cell merged over several rows or columns stands for the first of them only, unless somebody says otherwise.
    static func mergedAnswer(_ cell: Cell, _ row: GridRow, _ record: Int, _ table: TableDefinition, _ grid: SheetGrid)
        -> Finding?
    {
        guard let merge = grid.merge(row.number, cell.column), merge.last != merge.first, merge.first.row == row.number,
            merge.first.column == cell.column
        else { return nil }
        return Finding(
            rule: "layout.merged-answer", severity: .warning,
            message: .own(
                .layoutMergedAnswerCells, ["text": .text(cell.rawValue.text), "range": .text(merge.description)]),
            table: table.name, record: record, sheet: grid.sheet.name, cell: grid.origin(row.number, cell.column).cell,
            value: cell.rawValue.text)
    }

    /// A record that may be the sum of others.
    static func looksLikeTotal(_ cell: Cell, _ row: GridRow, _ record: Int, _ table: TableDefinition, _ grid: SheetGrid)
        -> Finding
    {
        Finding(
            rule: "layout.looks-like-total", severity: .warning,
            message: .own(.layoutLooksLikeTotal, ["text": .text(cell.rawValue.text)]),
            table: table.name, record: record, sheet: grid.sheet.name, cell: grid.origin(row.number, cell.column).cell,
            value: cell.rawValue.text)
    }

    /// A row that was taken to number the columns, though no blank questionnaire prints it.
    static func columnNumbers(_ cells: [Cell], _ row: GridRow, _ table: TableDefinition, _ grid: SheetGrid) -> Finding {
        let first = cells.first?.column ?? 1
        var finding = Finding(
            rule: "layout.text-unclaimed", severity: .note,
            message: .own(
                .layoutTextUnclaimedColumnNumbers,
                ["table": .localized(table.title), "row": .number(row.number), "count": .number(cells.count)]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(row.number, first).cell,
            value: cells.first?.rawValue.text)
        var blocks = CellBlocks()
        for cell in cells { blocks.add(row: row.number, column: cell.column) }
        finding.alike = blocks.finish().map { AlikeCells(block: $0, value: nil) }
        return finding
    }

    /// Rows below the end that look like answers, each by its first cell that is filled.
    static func rowsAfterEnd(_ cells: [CellAddress], _ table: TableDefinition, _ grid: SheetGrid) -> Finding {
        let first = cells.first ?? CellAddress(row: 1, column: 1)
        var finding = Finding(
            rule: "layout.rows-after-end", severity: .warning,
            message: cells.count == 1
                ? .own(.layoutRowsAfterEndOne, ["row": .number(first.row)])
                : .own(.layoutRowsAfterEndMany, ["count": .number(cells.count), "row": .number(first.row)]),
            table: table.name, sheet: grid.sheet.name, cell: first.description)
        guard cells.count > 1 else { return finding }
        var blocks = CellBlocks()
        for cell in cells { blocks.add(row: cell.row, column: cell.column) }
        finding.alike = blocks.finish().map { AlikeCells(block: $0, value: nil) }
        return finding
    }
}
