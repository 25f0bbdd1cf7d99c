import Spreadsheets
import SurveyModel

/// Texts beside the records of a table, below the rows that are looked at one by one: told as one.
struct StrayTexts {
    private var count = 0
    private var blocks = CellBlocks()
    private var first: (cell: Cell, row: Int)?

    mutating func add(_ cell: Cell, row: Int) {
        count += 1
        blocks.add(row: row, column: cell.column)
        if first == nil { first = (cell, row) }
    }

    /// What is told of them; nil where there are none.
    func finding(_ table: TableDefinition, _ grid: SheetGrid) -> Finding? {
        guard let first else { return nil }
        let text = first.cell.rawValue.text
        var finding = Finding(
            rule: "layout.text-unclaimed", severity: .note,
            message: count > 1
                ? .own(.layoutTextUnclaimedBesideMany, ["text": .text(text), "count": .number(count - 1)])
                : .own(.layoutTextUnclaimedBeside, ["text": .text(text)]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(first.row, first.cell.column).cell,
            value: text)
        var blocks = self.blocks
        if count > 1 { finding.alike = blocks.finish().map { AlikeCells(block: $0, value: nil) } }
        return finding
    }
}
