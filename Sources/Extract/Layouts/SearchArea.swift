import Spreadsheets
import SurveyModel

/// A part of a sheet that a table or matrix is looked for in.
struct SearchArea: Sendable {
    /// Rows, without end where it is open.
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
    /// Areas that other layouts have.
    var taken: [TakenArea] = []
    /// The number of rows with a value that are searched for a header.
    var searched = 300

    static let lastRow = Int.max - 1

    static let whole = SearchArea(rows: 1...lastRow, columns: 1...CellAddress.lastColumn)

    func contains(_ row: Int, _ column: Int) -> Bool {
        rows.contains(row) && columns.contains(column) && !taken.contains { $0.isOpen && $0.holds(row, column) }
    }
}

/// The cells that tell where another layout of the same sheet stands.
struct TakenArea: Sendable {
    /// Its header, or its label.
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
    /// Whether its answers stand below.
    let isOpen: Bool

    /// Whether a cell is one of these.
    func holds(_ row: Int, _ column: Int) -> Bool {
        rows.contains(row) && columns.contains(column)
    }

    /// Whether it stands above a header, so that what is below that header is no longer its own.
    func isAbove(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) -> Bool {
        self.rows.upperBound < rows.lowerBound && self.columns.overlaps(columns)
    }

    /// Whether it is a label beside columns, with room for an answer in between where it stands left of them.
    func isLabel(beside columns: ClosedRange<Int>) -> Bool {
        !isOpen && (self.columns.upperBound + 1 < columns.lowerBound || self.columns.lowerBound > columns.upperBound)
    }

    /// Whether a cell is one of these or below them, where that is the layout's.
    func reaches(_ row: Int, _ column: Int) -> Bool {
        columns.contains(column) && reaches(row)
    }

    /// Whether a row has cells of these or below them.
    func reaches(_ row: Int) -> Bool { rows.contains(row) || (isOpen && row > rows.upperBound) }
}

/// Tells the part of a sheet in which a table or matrix stands, by the anchors beside its header: an Excel table's name, a tag, a title.
struct AreaFinder {
    /// An area, and by what it was told.
    struct Found {
        var area: SearchArea
        let rung: FieldPlace.Rung
        /// The row of the tag or title.
        let top: Int?
        /// The last row of an Excel table's totals, which are no records.
        var totals = 0
    }

    /// More tables than these do not start at a tag in one sheet.
    private static let mostTags = 500

    let anchors: AreaAnchors
    /// The number of header rows.
    let headerRows: Int
    private let title: LabelSet

    init(_ anchors: AreaAnchors, headerRows: Int) {
        self.anchors = anchors
        self.headerRows = headerRows
        title = LabelSet(anchors.title)
    }

    /// The areas, from the surest anchor down; the last is the whole sheet.
    func areas(in grid: SheetGrid, taken: [TakenArea]) -> [Found] {
        var found = [excelTable(in: grid)].compactMap(\.self)
        if let tag = anchors.tag {
            found += grid.cells(saying: tag).prefix(1).map { tagged($0, in: grid) }
        }
        found += [titled(in: grid)].compactMap(\.self)
        var whole = SearchArea.whole
        whole.taken = taken
        found.append(Found(area: whole, rung: .label, top: nil))
        return found
    }

    /// All areas that start at the tag: each to the next.
    func tagged(in grid: SheetGrid) -> [Found] {
        guard let tag = anchors.tag else { return [] }
        let cells = grid.cells(saying: tag).prefix(Self.mostTags)
        return cells.map { cell in
            var found = tagged(cell, in: grid)
            let below = cells.first { $0.row > cell.row && $0.column == cell.column }
            let right = cells.first { $0.row == cell.row && $0.column > cell.column }
            if let below { found.area.rows = cell.row...min(found.area.rows.upperBound, below.row - 1) }
            if let right { found.area.columns = cell.column...(right.column - 1) }
            return found
        }
    }

    /// The cells of tags and title, in which nothing is answered.
    func anchorCells(in grid: SheetGrid) -> [CellAddress] {
        let tags = [anchors.tag, anchors.endTag].compactMap(\.self)
        return tags.flatMap { grid.cells(saying: $0) } + [titleCell(in: grid)].compactMap(\.self)
    }

    /// The table of a name. Rows of a group's labels stand above what Excel takes for the table.
    private func excelTable(in grid: SheetGrid) -> Found? {
        guard let name = anchors.excelTable?.lowercased(),
            let table = grid.details.tables.first(where: { $0.name.lowercased() == name })
        else { return nil }
        let top = max(1, table.range.first.row - headerRows + 1)
        let columns = table.range.first.column...max(table.range.first.column, table.range.last.column)
        let last = max(table.range.first.row, table.range.last.row - table.totalsRows)
        return Found(
            area: SearchArea(rows: top...max(top, last), columns: columns), rung: .name, top: nil,
            totals: table.totalsRows > 0 ? table.range.last.row : 0)
    }

    private func tagged(_ cell: CellAddress, in grid: SheetGrid) -> Found {
        let end = anchors.endTag.flatMap { grid.firstCell(saying: $0, from: cell.row + 1)?.row }
        var area = SearchArea(
            rows: cell.row...(end.map { max(cell.row, $0 - 1) } ?? SearchArea.lastRow),
            columns: cell.column...max(cell.column, CellAddress.lastColumn))
        // A tag stands at its table.
        area.searched = 30
        return Found(area: area, rung: .tag, top: cell.row)
    }

    private func titled(in grid: SheetGrid) -> Found? {
        guard let cell = titleCell(in: grid) else { return nil }
        var area = SearchArea.whole
        area.rows = (cell.row + 1)...SearchArea.lastRow
        return Found(area: area, rung: .label, top: cell.row)
    }

    private func titleCell(in grid: SheetGrid) -> CellAddress? {
        guard !title.isEmpty else { return nil }
        for row in grid.rows {
            for cell in row.cells {
                guard case .text(let text) = cell.value, text.utf8.count <= 200 else { continue }
                let label = LabelText(text)
                if (title.match(label)?.likeness ?? 0) >= LabelSet.near || title.begins(label) {
                    return CellAddress(row: row.number, column: cell.column)
                }
            }
        }
        return nil
    }
}
