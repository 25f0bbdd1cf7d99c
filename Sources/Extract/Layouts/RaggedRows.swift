import Spreadsheets
import SurveyModel

/// Tells rows of a text file that have more fields than the header of their table: a comma of a number or a text splits a value where nothing
/// stands around it, and all answers behind it stand in other columns than theirs.
///
/// Programs fill rows up to the widest, LibreOffice all of them and Excel 16 at a time: only where the header has fewer fields is something wrong,
/// and not where a remark stands beside the table. Below the head of a sheet the rows around are not known: there a remark up to which Excel has filled
/// rows is told, and an empty last answer that was shifted is not.
struct RaggedRows {
    static let rule = "layout.ragged-row"

    /// Excel looks for the widest row among so many when it writes a text file.
    private static let rowsOfBlock = 16

    /// The fields of the header; 0 in a workbook.
    private let headerFields: Int
    /// The block of rows in which the header ends, from 0.
    private let headerBlock: Int
    /// Whether no row of that block has more fields than the header: Excel would have filled the header up as well.
    private let isHeaderWidest: Bool

    init(below header: ClosedRange<Int>, in grid: SheetGrid) {
        headerFields = header.compactMap { grid.row($0)?.fieldCount }.max() ?? 0
        headerBlock = Self.block(of: header.upperBound)
        let widest = Self.rows(of: headerBlock, in: grid).map(\.fieldCount).max() ?? 0
        isHeaderWidest = widest <= headerFields
    }

    private static func block(of row: Int) -> Int { (row - 1) / rowsOfBlock }

    /// The rows of a block that are known.
    private static func rows(of block: Int, in grid: SheetGrid) -> [GridRow] {
        let first = block * rowsOfBlock + 1
        return (first..<first + rowsOfBlock).compactMap { grid.row($0) }
    }

    /// Tells those of some rows that have more.
    func tell(
        _ rows: [Int], besides taken: [TakenArea], _ table: TableDefinition, _ grid: SheetGrid,
        _ result: inout LayoutResult
    ) {
        for number in rows {
            guard let row = grid.row(number) else { continue }
            tell(row, nil, besides: taken, table, grid, &result)
        }
    }

    /// Tells a row that has more, and accounts for the cells beyond the header. What stands there may be another layout's.
    ///
    /// - Returns: Whether it has.
    @discardableResult
    func tell(
        _ row: GridRow, _ record: Int?, besides taken: [TakenArea], _ table: TableDefinition, _ grid: SheetGrid,
        _ result: inout LayoutResult
    ) -> Bool {
        guard headerFields > 0, row.fieldCount > headerFields, !isFilledUp(row, grid) else { return false }
        let beyond = row.cells.filter { $0.column > headerFields && $0.isFilled }
        let surplus = beyond.filter { cell in !taken.contains { isOther($0, at: cell.column, of: row) } }
        let isShifted = beyond.isEmpty && isBetweenRowsLikeHeader(row, grid)
        guard !surplus.isEmpty || isShifted else { return false }
        // A private answer may have come to stand there, where nothing tells that it is one.
        let value = table.privateFields.isEmpty ? surplus.first?.rawValue.text : nil
        result.findings.append(
            Finding(
                rule: Self.rule, severity: .warning,
                message: .own(
                    .layoutRaggedRow,
                    [
                        "row": .number(row.number), "fields": .number(row.fieldCount),
                        "columns": .number(headerFields),
                    ]),
                table: table.name, record: record, sheet: grid.sheet.name,
                cell: grid.origin(row.number, surplus.first?.column ?? headerFields + 1).cell, value: value))
        if row.number <= grid.lastRow {
            result.claims.add(row: row.number, columns: surplus.map(\.column).asRanges)
        }
        return true
    }

    /// Whether a cell beyond the header is another layout's: one of its header or below it, or behind a form's label beside the table.
    private func isOther(_ area: TakenArea, at column: Int, of row: GridRow) -> Bool {
        if area.reaches(row.number, column) { return true }
        let labels = area.columns
        return !area.isOpen && area.rows.contains(row.number) && labels.lowerBound > headerFields
            && labels.upperBound < column
    }

    /// Whether Excel has filled the row up to a wider one, beside which somebody wrote a remark. It has done so with all rows of their block; the
    /// header is in one above.
    private func isFilledUp(_ row: GridRow, _ grid: SheetGrid) -> Bool {
        let block = Self.block(of: row.number)
        guard isHeaderWidest, block > headerBlock else { return false }
        let rows = Self.rows(of: block, in: grid)
        return rows.allSatisfy { $0.fieldCount == row.fieldCount }
            && rows.contains { !($0[row.fieldCount]?.isFilled ?? false) }
    }

    /// Whether the rows above and below have just as many fields as the header, so that no program has put empty ones behind each row: an empty
    /// last answer was shifted beyond the header.
    private func isBetweenRowsLikeHeader(_ row: GridRow, _ grid: SheetGrid) -> Bool {
        [row.number - 1, row.number + 1].allSatisfy { grid.row($0)?.fieldCount == headerFields }
    }
}
