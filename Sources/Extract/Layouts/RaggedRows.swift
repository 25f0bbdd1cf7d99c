import Spreadsheets
import SurveyModel

/// Tells rows of a text file that have more fields than the header of their table: a comma of a number or a text splits a value where nothing
/// stands around it, and all answers behind it stand in other columns than theirs.
///
/// Programs write as many fields into each row as the widest has: only where the header has fewer is something wrong, and not where a remark stands
/// beside the table.
struct RaggedRows {
    /// The fields of the header; 0 in a workbook.
    private let headerFields: Int

    init(below header: ClosedRange<Int>, in grid: SheetGrid) {
        headerFields = header.compactMap { grid.row($0)?.fieldCount }.max() ?? 0
    }

    /// Tells those of some rows that have more.
    func tell(
        _ rows: [Int], besides taken: [TakenArea], _ table: TableDefinition, _ grid: SheetGrid,
        _ result: inout LayoutResult
    ) {
        for number in rows {
            guard let row = grid.row(number) else { continue }
            _ = tell(row, nil, besides: taken, table, grid, &result)
        }
    }

    /// Tells a row that has more, and accounts for the cells beyond the header. What stands there may be another layout's.
    ///
    /// - Returns: Whether it has.
    func tell(
        _ row: GridRow, _ record: Int?, besides taken: [TakenArea], _ table: TableDefinition, _ grid: SheetGrid,
        _ result: inout LayoutResult
    ) -> Bool {
        guard headerFields > 0, row.fieldCount > headerFields else { return false }
        let surplus = row.cells.filter { cell in
            cell.column > headerFields && cell.isFilled
                && !taken.contains { $0.reaches(row.number, cell.column) }
        }
        guard let first = surplus.first, let last = surplus.last else { return false }
        result.findings.append(
            Finding(
                rule: "layout.ragged-row", severity: .warning,
                message: .own(
                    .layoutRaggedRow,
                    [
                        "row": .number(row.number), "fields": .number(last.column), "columns": .number(headerFields),
                    ]),
                table: table.name, record: record, sheet: grid.sheet.name,
                cell: grid.origin(row.number, first.column).cell, value: first.rawValue.text))
        if row.number <= grid.lastRow {
            result.claims.add(row: row.number, columns: surplus.map(\.column).asRanges)
        }
        return true
    }
}
