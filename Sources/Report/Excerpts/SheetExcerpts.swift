import Spreadsheets
import SurveyModel

/// Reads what stands around some cells of one sheet, in one pass from its top.
///
/// An excerpt has the rows above and below the cell, the heading of its column and the label of its row. The heading is looked for in the row in
/// which the cell's block begins: a row of several cells under a gap, a title or nothing.
struct SheetExcerpts {
    /// Characters of a cell that are shown.
    static let textLimit = 48
    /// Characters of a cell in which private answers are looked for: more than are shown, since their marks are shorter.
    private static let searchedLimit = 96
    /// Columns beside the cell that are shown, to each side.
    static let reach = 1
    /// Columns in which a label or a heading is looked for; wider sheets are tables of measures.
    static let columnLimit = 256

    private let wanted: [CellAddress]
    private let lastRow: Int
    /// The rows of which something is shown.
    private var shown: Set<Int> = []
    /// The cells in them, and in rows with headings.
    private var rows: [Int: [Int: Text]] = [:]
    /// For each wanted cell the row with its heading.
    private var headings: [CellAddress: Int] = [:]
    private let byRow: [Int: [CellAddress]]
    private let privateAnswers: PrivateAnswers?

    /// As much as is kept of a cell's text.
    private struct Text {
        let start: String
        /// Whether the text goes on behind it.
        var isCut = false
    }

    /// - Parameter privateAnswers: what is not shown.
    init(around cells: [CellAddress], hiding privateAnswers: PrivateAnswers? = nil) {
        self.privateAnswers = privateAnswers
        wanted = Array(Set(cells)).sorted()
        byRow = Dictionary(grouping: wanted, by: \.row)
        lastRow = (wanted.map(\.row).max() ?? 0) + 1
        for cell in wanted { shown.formUnion([cell.row - 1, cell.row, cell.row + 1]) }
    }

    /// The excerpts by cell. Cells without a neighbour have none.
    ///
    /// - Throws: `SpreadsheetError` where the system does not let the file be read.
    func excerpts(of sheet: SheetInfo, in workbook: Workbook) throws -> [CellAddress: Excerpt] {
        var reading = self
        do {
            try reading.read(sheet, workbook)
        } catch let error as SpreadsheetError where error.code != .unreadable {
            // A damaged sheet gives what stands before the damage, which is reported elsewhere.
        }
        return Dictionary(
            uniqueKeysWithValues: reading.wanted.compactMap { cell in
                reading.excerpt(around: cell).map { (cell, $0) }
            })
    }

    private mutating func read(_ sheet: SheetInfo, _ workbook: Workbook) throws {
        var block: (row: Int, texts: [Int: Text])?
        var previous = (row: 0, cells: 0)
        try workbook.forEachRow(in: sheet) { row in
            guard row.number <= lastRow else { return .stop }
            let startsBlock = row.cellCount > 1 && (previous.cells <= 1 || previous.row < row.number - 1)
            previous = (row.number, row.cellCount)
            if startsBlock || shown.contains(row.number) {
                let texts = texts(of: row, near: byRow[row.number] ?? [], on: sheet.name)
                if startsBlock { block = (row.number, texts) }
                if shown.contains(row.number) { rows[row.number] = texts }
            }
            for cell in byRow[row.number] ?? [] {
                guard let block, block.row < row.number, block.texts[cell.column] != nil else { continue }
                headings[cell] = block.row
                rows[block.row] = block.texts
            }
            return .next
        }
    }

    private func texts(of row: borrowing Row, near wanted: [CellAddress], on sheet: String) -> [Int: Text] {
        let columns = wanted.map(\.column)
        var texts: [Int: Text] = [:]
        texts.reserveCapacity(min(row.cellCount, Self.columnLimit))
        for cell in row.cells {
            guard cell.column <= Self.columnLimit || columns.contains(where: { abs($0 - cell.column) <= Self.reach })
            else {
                continue
            }
            let text = Self.text(of: cell)
            guard let privateAnswers else {
                texts[cell.column] = Self.start(of: text, Self.textLimit)
                continue
            }
            let origin = Origin(sheet: sheet, row: row.number, column: cell.column)
            let isHidden = privateAnswers.holds(origin) || privateAnswers.isAnswer(text)
            texts[cell.column] =
                isHidden ? Text(start: PrivateAnswers.mark) : Self.start(of: text, Self.searchedLimit)
        }
        return texts
    }

    private static func start(of text: String, _ limit: Int) -> Text {
        // Nearly all: no character has less than one byte.
        if text.utf8.count <= limit { return Text(start: text) }
        let start = text.unicodeScalars.prefix(limit)
        return Text(start: String(start), isCut: start.endIndex != text.unicodeScalars.endIndex)
    }

    /// The start of a text with what cannot be seen made visible, and without what is private in it. An answer may be quoted in any cell, so that only the
    /// few that are shown are searched: to look for all answers in all cells would take too long.
    private func visible(_ text: Text?) -> String {
        guard let text else { return "" }
        let start = privateAnswers.map { text.isCut ? $0.hidden(inStart: text.start) : $0.hidden(in: text.start) }
        let shown = Self.start(of: start ?? text.start, Self.textLimit)
        return DisplayText.visible(shown.start) + (text.isCut || shown.isCut ? "…" : "")
    }

    private static func text(of cell: Cell) -> String {
        switch cell.value {
        case .text(let text): text
        case .number(let number):
            cell.lengthOfTime ?? cell.zeroPadded
                ?? (cell.format == .percent ? Value.shortest(number * 100) + " %" : Value.shortest(number))
        case .boolean(let value): value ? "TRUE" : "FALSE"
        case .date(let date): date.description
        case .error(let name): name
        }
    }

    private func excerpt(around cell: CellAddress) -> Excerpt? {
        let own = rows[cell.row] ?? [:]
        let left = cell.column - Self.reach
        let label = own.keys.filter { $0 < left }.sorted().first { visible(own[$0]).contains { $0.isLetter } }
        var columns =
            [label].compactMap(\.self)
            + (max(1, left)...(cell.column + Self.reach)).map { $0 }
        let numbers = ([headings[cell] ?? 0] + [cell.row - 1, cell.row, cell.row + 1]).filter { $0 > 0 }
        let known = Array(Set(numbers)).sorted().filter { rows[$0] != nil || $0 == cell.row }
        columns = columns.filter { column in
            column == cell.column || known.contains { rows[$0]?[column] != nil }
        }
        let result = known.map { number in
            Excerpt.Row(number: number, texts: columns.map { visible(rows[number]?[$0]) })
        }.filter { $0.number == cell.row || $0.texts.contains { !$0.isEmpty } }
        return result.allSatisfy { $0.texts.allSatisfy(\.isEmpty) } ? nil : Excerpt(columns: columns, rows: result)
    }
}
