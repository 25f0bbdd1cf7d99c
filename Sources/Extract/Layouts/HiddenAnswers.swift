import SurveyModel

/// Tells of the answers of a form or of blocks that stand in hidden rows and columns: they are read like others. What the blank questionnaire hides as
/// well is meant to be hidden.
struct HiddenAnswers {
    private let table: TableDefinition
    private let grid: SheetGrid
    private let blank: SheetAlignment?
    private var rows: Set<Int> = []
    private var columns: Set<Int> = []

    init(_ table: TableDefinition, in grid: SheetGrid, beside blank: SheetAlignment?) {
        self.table = table
        self.grid = grid
        self.blank = blank
    }

    /// What there is to tell of a record's answers; each row and column is told once.
    mutating func findings(in entries: [RawEntry?], record: Int) -> [Finding] {
        let cells = entries.compactMap(\.self).flatMap { entry in
            entry.value.cells(at: entry.origin).map { $0.origin }
        }
        var findings: [Finding] = []
        for cell in cells.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
            if isHidden(row: cell.row), rows.insert(cell.row).inserted {
                findings.append(
                    Finding(
                        rule: "layout.hidden-row", severity: .warning,
                        message: .own(.layoutHiddenRowRow, ["row": .number(cell.row)]),
                        table: table.name, record: record, sheet: cell.sheet, cell: cell.cell))
            }
            if isHidden(column: cell.column), columns.insert(cell.column).inserted {
                findings.append(
                    Finding(
                        rule: "layout.hidden-column", severity: .note,
                        message: .own(.layoutHiddenColumn, ["column": .text(Origin.columnLetters(cell.column))]),
                        table: table.name, sheet: cell.sheet, cell: cell.cell))
            }
        }
        return findings
    }

    private func isHidden(row: Int) -> Bool {
        guard grid.row(row)?.isHidden == true else { return false }
        guard let blank, let line = blank.rows.templateLine(of: row) else { return true }
        return blank.template.grid.row(line)?.isHidden != true
    }

    private func isHidden(column: Int) -> Bool {
        guard grid.isHiddenColumn(column) else { return false }
        guard let blank, let line = blank.columns.templateLine(of: column) else { return true }
        return !blank.template.grid.isHiddenColumn(line)
    }
}
