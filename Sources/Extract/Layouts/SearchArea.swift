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
        var top: Int?
        /// The last row of an Excel table's totals, which are no records.
        var totals = 0
        /// The title's column: of headers in the same row that hold as much, the one that begins there or right of it is meant.
        var titleColumn: Int?
        /// Whether its columns are those between its title and another layout's.
        var isBetween = false
    }

    /// More tags or titles are not looked at in one sheet.
    private static let mostPlaces = 500
    /// Titles of tables side by side stand no more rows apart.
    private static let titlesWithin = 10

    let anchors: AreaAnchors
    /// The number of header rows.
    let headerRows: Int
    private let title: LabelSet
    /// The titles of the other layouts that are looked for in the same sheet.
    private let otherTitles: [LabelSet]

    init(_ anchors: AreaAnchors, headerRows: Int, besides titles: [Labels]) {
        self.anchors = anchors
        self.headerRows = headerRows
        title = LabelSet(anchors.title)
        otherTitles = titles.map { LabelSet($0) }
    }

    /// The areas, from the surest anchor down; the last is the whole sheet, or the columns below its title where another layout's stands beside it.
    /// A header that another layout has is in none of them.
    func areas(in grid: SheetGrid, taken: [TakenArea]) -> [Found] {
        var found = [excelTable(in: grid)].compactMap(\.self)
        if let tag = anchors.tag {
            found += grid.cells(saying: tag).prefix(1).map { tagged($0, in: grid) }
        }
        if let title = titleCell(in: grid) {
            if let own = between(title, in: grid) {
                found.append(own)
                return found.map { $0.besides(taken) }
            }
            found.append(below(title, columns: SearchArea.whole.columns))
        }
        found.append(Found(area: .whole, rung: .label, top: nil))
        return found.map { $0.besides(taken) }
    }

    /// Whether an Excel table, a tag or a title tells where the layout stands.
    func isAnchored(in grid: SheetGrid) -> Bool {
        excelTable(in: grid) != nil || anchors.tag.map { !grid.cells(saying: $0).isEmpty } ?? false
            || titleCell(in: grid) != nil
    }

    /// All areas that start at the tag: each to the next.
    func tagged(in grid: SheetGrid) -> [Found] {
        guard let tag = anchors.tag else { return [] }
        let cells = grid.cells(saying: tag).prefix(Self.mostPlaces)
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

    private func below(_ title: CellAddress, columns: ClosedRange<Int>) -> Found {
        let area = SearchArea(rows: (title.row + 1)...SearchArea.lastRow, columns: columns)
        return Found(area: area, rung: .label, top: title.row, titleColumn: title.column)
    }

    /// The columns that are the layout's where other layouts' titles stand beside its own: from its title to the next, but for the first of them those left
    /// of it too. Nil where none does.
    private func between(_ title: CellAddress, in grid: SheetGrid) -> Found? {
        guard !otherTitles.isEmpty else { return nil }
        let rows = max(1, title.row - Self.titlesWithin)...(title.row + Self.titlesWithin)
        let near = grid.rows.filter { rows.contains($0.number) }
        let beside = otherTitles.compactMap { cell(of: $0, in: near) }.filter { other in
            other.column != title.column && !isTable(between: title, other, near)
        }
        guard !beside.isEmpty else { return nil }
        let first = beside.contains { $0.column < title.column } ? title.column : 1
        let next = beside.map(\.column).filter { $0 > title.column }.min() ?? CellAddress.lastColumn + 1
        var found = below(title, columns: first...(next - 1))
        found.isBetween = true
        return found
    }

    /// Whether a row of several cells stands between the rows of two titles: then the upper one's table does, and the other title is that of a table below.
    private func isTable(between title: CellAddress, _ other: CellAddress, _ rows: [GridRow]) -> Bool {
        let (first, last) = (min(title.row, other.row), max(title.row, other.row))
        return rows.contains { row in
            first < row.number && row.number < last && row.cells.lazy.filter(\.isFilled).prefix(2).count == 2
        }
    }

    /// The row of the tag or title over a header: of several titles the last, for a list of contents may say the others.
    func top(of found: Found, above row: Int, in grid: SheetGrid) -> Int? {
        guard found.titleColumn != nil, let top = found.top, top < row else { return found.top }
        return cells(of: title, in: grid.rows.filter { top <= $0.number && $0.number < row }).last?.row ?? top
    }

    /// Whether another layout's title stands over columns of a header below this one's: in one row with it or below it, or above it as the first title does
    /// of two side by side. Further up there is a list of contents, or a layout that ends above.
    func isBesideOther(_ columns: ClosedRange<Int>, from top: Int, to header: Int, in grid: SheetGrid) -> Bool {
        let rows = grid.rows.filter { top - Self.titlesWithin <= $0.number && $0.number < header }
        let own = cells(of: title, in: rows)
        guard let last = own.last else { return true }
        return otherTitles.contains { other in
            // Words that say more than a title speak of the layout further down.
            lazy var standsBelow = isAlone(other, below: header, in: grid)
            return cells(of: other, in: rows).contains { cell in
                guard columns.contains(cell.column), !own.contains(cell) else { return false }
                if cell.row < last.row,
                    own.contains(where: { $0.row <= cell.row }) || isTable(between: last, cell, rows)
                {
                    return false
                }
                return isTitle(at: cell, other, in: grid) || !standsBelow
            }
        }
    }

    private func isTitle(at cell: CellAddress, _ title: LabelSet, in grid: SheetGrid) -> Bool {
        (grid.cell(cell.row, cell.column)?.rawValue.text).map { isTitle($0, title) } ?? false
    }

    /// Whether a title stands alone in a row below a header.
    private func isAlone(_ title: LabelSet, below header: Int, in grid: SheetGrid) -> Bool {
        grid.rows.contains { row in
            guard row.number > header else { return false }
            let filled = row.cells.lazy.filter(\.isFilled).prefix(2)
            guard filled.count == 1, case .text(let text)? = filled.first?.value, text.utf8.count <= 200 else {
                return false
            }
            return isTitle(text, title)
        }
    }

    private func isTitle(_ text: String, _ title: LabelSet) -> Bool {
        title.has(LabelText(text), likeness: LabelSet.near)
    }

    private func titleCell(in grid: SheetGrid) -> CellAddress? { cell(of: title, in: grid.rows) }

    /// The first cell in reading order that says a title, or begins with it.
    private func cell(of title: LabelSet, in rows: [GridRow]) -> CellAddress? {
        cells(of: title, in: rows, most: 1).first
    }

    private func cells(of title: LabelSet, in rows: [GridRow], most: Int = Self.mostPlaces) -> [CellAddress] {
        guard !title.isEmpty else { return [] }
        var found: [CellAddress] = []
        for row in rows {
            for cell in row.cells {
                guard case .text(let text) = cell.value, text.utf8.count <= 200 else { continue }
                guard isTitle(text, title) || title.begins(LabelText(text)) else { continue }
                found.append(CellAddress(row: row.number, column: cell.column))
                if found.count == most { return found }
            }
        }
        return found
    }
}

extension AreaFinder.Found {
    /// The same without the headers of other layouts.
    fileprivate func besides(_ taken: [TakenArea]) -> Self {
        var found = self
        found.area.taken = taken
        return found
    }
}

extension LayoutDefinition {
    /// The title above a table or matrix; without labels where none tells its place.
    var title: Labels {
        switch kind {
        case .table(let table): table.anchors.title
        case .matrix(let matrix): matrix.anchors.title
        case .form, .blocks: Labels([:])
        }
    }
}
