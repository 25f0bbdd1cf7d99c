import Spreadsheets
import SurveyModel

/// One table on its way down.
struct TableScan {
    let instance: TableInstance
    let taken: [TakenArea]
    /// The blank questionnaire's sheet beside this one.
    let blank: SheetAlignment?
    /// The header's words by column.
    let words: HeaderWords
    /// The columns of its header.
    let columns: [ClosedRange<Int>]
    /// The columns that the questionnaire does not have.
    let extra: Set<Int>
    /// Those of them that are no other layout's.
    let ownExtra: Set<Int>
    /// The headings that are merged over several columns.
    let merged: MergedHeadings
    /// What other layouts have below their headers.
    private let open: [TakenArea]
    /// Labels of other layouts that stand beside the table.
    private let beside: [TakenArea]
    /// What stands in columns that are not asked for, by column.
    var extraColumns: [Int: ExtraColumn] = [:]
    /// What stands behind the first column of a heading that takes one answer, by that column.
    var furtherColumns: [Int: ExtraColumn] = [:]
    /// So many of the findings are about the header.
    var described = 0
    var result = LayoutResult()
    var isEnded = false
    var isStopped = false
    var unitsRow: Int?
    var numbersRow: ColumnNumbers.Found?
    var lastRow: Int
    /// Rows below its end that look like answers, each by its first filled cell.
    var rowsAfterEnd: [CellAddress] = []
    /// Texts beside the table below the head of the sheet.
    var strays = StrayTexts()
    let ragged: RaggedRows
    var heading: RawEntry?
    var seenHeadings = SeenHeadings()
    /// What stands over each field, where the next table of the layout may say otherwise.
    var headings: [Int: Heading] = [:]

    init(
        _ instance: TableInstance, headerRows: Int, taken: [TakenArea], beside blank: SheetAlignment?,
        takesSeveral: (Int) -> Bool, grid: SheetGrid
    ) {
        self.instance = instance
        self.blank = blank
        let taken = taken.filter { !$0.isAbove(instance.header.rows, instance.header.columns) }
        self.taken = taken
        lastRow = instance.header.rows.upperBound
        words = HeaderWords(instance.header, height: headerRows, in: grid)
        ragged = RaggedRows(below: instance.header.rows, in: grid)
        open = taken.filter(\.isOpen)
        beside = taken.filter { $0.isLabel(beside: instance.header.columns) }
        merged = MergedHeadings(instance, besides: taken, in: grid, takesSeveral: takesSeveral)
        extra = Set(instance.header.extra.map(\.column)).union(merged.columns)
        ownExtra = instance.header.extraColumns(besides: taken).subtracting(merged.columns)
        columns = (Array(instance.header.slots.keys) + ownExtra + merged.columns).asRanges
        result.languages = instance.header.languages
        result.claims.add(rows: instance.header.rows, columns: columns)
        if let heading = instance.heading { result.claims.add(row: heading.row, column: heading.column) }
        for label in instance.labels { result.claims.add(label) }
        for entry in instance.shared.values { result.claims.add(entry) }
    }

    /// Takes a heading for the rows below it.
    mutating func begin(_ cell: Cell, _ row: GridRow, _ grid: SheetGrid) {
        var entry = grid.entry(cell, row: row)
        entry.isMoved = true
        heading = entry
    }

    /// Accounts for a row that was read.
    mutating func claim(_ row: GridRow, _ grid: SheetGrid) {
        if row.number <= grid.lastRow { result.claims.add(row: row.number, columns: columns) }
    }

    /// Accounts for a row that holds no record, but for what was put into it: that is told as what nobody has read.
    mutating func claimPrinted(_ row: GridRow, _ cells: [Cell], _ grid: SheetGrid) {
        let putIn = blank?.putIn(cells, row: row.number) ?? []
        guard !putIn.isEmpty, row.number <= grid.lastRow else { return claim(row, grid) }
        for cell in cells
        where !putIn.contains(cell.column) || ownExtra.contains(cell.column) || merged.others[cell.column] != nil {
            guard columns.contains(where: { $0.contains(cell.column) }) else { continue }
            result.claims.add(row: row.number, column: cell.column)
        }
    }

    /// Accounts for the words that tell what a row is that was not read, and for its sums.
    mutating func claimWords(of row: GridRow, _ cells: [Cell], _ grid: SheetGrid) {
        guard row.number <= grid.lastRow else { return }
        if let label = cells.first(where: \.isText) { result.claims.add(row: row.number, column: label.column) }
        TableFindings.claimSums(
            in: GridRow(number: row.number, isHidden: row.isHidden, cells: cells), &result.claims)
    }

    /// Accounts for what stands in columns that are not asked for.
    mutating func addExtras(_ row: GridRow, _ cells: [Cell]) {
        guard !extraColumns.isEmpty || !furtherColumns.isEmpty else { return }
        for cell in cells {
            if let first = merged.others[cell.column] {
                furtherColumns[first]?.add(cell, row: row.number)
            } else {
                extraColumns[cell.column]?.add(cell, row: row.number)
            }
        }
    }

    /// The cells of a row that are the table's.
    func cells(of row: GridRow) -> [Cell] {
        row.cells(in: instance.columns(ofRow: row.number, beside: beside)).filter { cell in
            cell.isFilled && !open.contains { $0.reaches(row.number, cell.column) }
        }
    }
}
