import Spreadsheets
import SurveyModel

/// A sheet, or its first rows, with what is merged and hidden in it.
///
/// It never changes, and is lent by reference: layouts, rows of labels and comparisons all hold the sheet that they are of, and to copy its dozen
/// parts each time cost as much as some of them do.
final class SheetGrid: Sendable {
    /// Rows beyond these are not searched for anchors; only a table's records may stand below.
    static let headRows = 2_000

    let sheet: SheetInfo
    let rows: [GridRow]
    /// Whether ``rows`` are all the sheet's rows.
    let isComplete: Bool
    /// What is merged, hidden and commented.
    let details: SheetDetails
    /// What the reader found odd in the rows read.
    let notes: [ReaderNote]
    /// The index in ``rows`` by row number.
    private let indexes: [Int: Int]
    /// The merged ranges.
    let merged: MergedCells
    private let hiddenColumns: [ClosedRange<Int>]

    /// What makes a cell an empty one.
    let placeholders: Placeholders
    private let labels: RowLabels.Rows
    /// Where layouts stand in the sheet, seen by themselves: asked for when sheets are told apart, and when they are read.
    let tables = Memory<Finder, [TableInstance]>(most: 256)
    let forms = Memory<Finder, [FormAnchor]>(most: 256)
    let matrices = Memory<Finder, MatrixExtraction.Place?>(most: 256)

    /// Who looks for a layout: one and the same, however often.
    final class Finder: Sendable, Hashable {
        static func == (left: Finder, right: Finder) -> Bool { left === right }

        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// Reads the first rows of a sheet, and its details.
    convenience init(_ sheet: SheetInfo, of workbook: Workbook, placeholders: Placeholders) throws {
        let head = try GridHead(sheet, of: workbook, placeholders: placeholders, looksForReview: false)
        self.init(
            sheet, head, details: try workbook.details(of: sheet), placeholders: placeholders, labels: RowLabels.rows())
    }

    /// The same of a sheet of a return; nil where it is a sheet "To review", which holds none of its answers.
    ///
    /// - Parameter labels: where the rows' labels are held of all sheets of a workbook.
    convenience init?(
        ofReturn workbook: Workbook, _ sheet: SheetInfo, placeholders: Placeholders, labels: RowLabels.Rows
    ) throws {
        // A text file has no such sheet.
        let head = try GridHead(
            sheet, of: workbook, placeholders: placeholders, looksForReview: workbook.format.isWorkbook)
        guard !head.isReview else { return nil }
        self.init(
            sheet, head, details: try workbook.details(of: sheet), placeholders: placeholders, labels: labels)
    }

    private init(
        _ sheet: SheetInfo, _ head: GridHead, details: SheetDetails, placeholders: Placeholders, labels: RowLabels.Rows
    ) {
        let rows = head.rows.sorted { $0.number < $1.number }
        self.labels = labels
        self.sheet = sheet
        self.placeholders = placeholders
        self.rows = rows
        lastColumn = rows.reduce(0) { max($0, $1.cells.last?.column ?? 0) }
        isComplete = head.isComplete
        self.details = details
        notes = head.notes + details.notes
        indexes = Dictionary(rows.enumerated().map { ($1.number, $0) }) { first, _ in first }
        merged = MergedCells(details.mergedRanges, lastRow: rows.last?.number ?? 0)
        hiddenColumns = details.hiddenColumns
    }

    /// The sheet's last row with a cell.
    var lastRow: Int { rows.last?.number ?? 0 }

    /// The sheet's last column with a cell.
    let lastColumn: Int

    /// The row of a number, if it has a cell.
    func row(_ number: Int) -> GridRow? {
        indexes[number].map { rows[$0] }
    }

    /// The cell itself, whether or not a merged range covers it.
    func cell(_ row: Int, _ column: Int) -> Cell? {
        self.row(row)?[column]
    }

    /// What a reader sees at a place: the cell, or the upper left cell of the merged range over it, with the place where it stands.
    func shown(_ row: Int, _ column: Int) -> (cell: Cell, row: Int, column: Int)? {
        if let range = merged.range(row, column),
            let cell = self.cell(range.first.row, range.first.column)
        {
            return (cell, range.first.row, range.first.column)
        }
        return cell(row, column).map { ($0, row, column) }
    }

    /// The merged range over a place.
    func merge(_ row: Int, _ column: Int) -> CellRange? {
        merged.range(row, column)
    }

    /// The cells with a formula whose result is not stored, as programs that write questionnaires leave them: the rows have no cell there.
    var uncalculated: Set<CellAddress> {
        Set(notes.filter { $0.code == .formulaNotCalculated }.compactMap { $0.cell.flatMap { CellAddress($0) } })
    }

    /// Whether a place lies in a hidden column.
    func isHiddenColumn(_ column: Int) -> Bool { hiddenColumns.contains { $0.contains(column) } }

    /// The first cell in reading order that says nothing but `text`, such as a tag.
    func firstCell(saying text: String, from first: Int) -> CellAddress? {
        for row in rows where row.number >= first {
            if let cell = row.cells.first(where: { $0.says(text) }) {
                return CellAddress(row: row.number, column: cell.column)
            }
        }
        return nil
    }

    /// The cells, in reading order, that say nothing but `text`.
    func cells(saying text: String) -> [CellAddress] {
        rows.flatMap { row in
            row.cells.filter { $0.says(text) }.map { CellAddress(row: row.number, column: $0.column) }
        }
    }

    /// The text that a reader sees at a place, as typed.
    func text(_ row: Int, _ column: Int) -> String? {
        shown(row, column)?.cell.rawValue.text
    }

    /// The texts that a reader sees in a row, ready to be compared: each layout of the sheet asks for them.
    func labels(ofRow row: Int) -> RowLabels {
        let kept = labels.value(of: RowLabels.Place(sheet: sheet.index, row: row)) {
            var texts: [LabelText?] = []
            var long: Set<Int> = []
            for column in 1...max(1, min(lastColumn, RowLabels.columns)) {
                let label = text(row, column).map { LabelText($0) }
                let isLong = label.map { $0.typed.utf8.count > RowLabels.longest } ?? false
                if isLong { long.insert(column) }
                texts.append(isLong ? nil : label)
            }
            return RowLabels.Kept(texts, long: long)
        }
        return RowLabels(row: row, kept: kept, grid: self)
    }

    /// The origin of a place in this sheet.
    func origin(_ row: Int, _ column: Int) -> Origin {
        Origin(sheet: sheet.name, row: row, column: column)
    }

    /// The entry for a cell at its place.
    func entry(_ cell: Cell, row: GridRow) -> RawEntry {
        RawEntry(cell, at: origin(row.number, cell.column))
    }
}

/// The texts of a row, ready to be compared.
struct RowLabels {
    /// The rows of a workbook whose labels are held: so many, of so many columns, of texts so long at the most, whatever a hostile sheet has. What is
    /// beyond is looked at when it is asked for.
    static func rows() -> Rows { Memory(most: 1_024) }
    static let columns = 48
    static let longest = 200

    typealias Rows = Memory<Place, Kept>

    /// A row of a sheet, by the sheet's index.
    struct Place: Hashable {
        let sheet: Int
        let row: Int
    }

    /// What is held of a row.
    final class Kept: Sendable {
        let labels: [LabelText?]
        /// The columns of long texts, which are not held: thousands of cells may share one.
        let long: Set<Int>

        init(_ labels: [LabelText?], long: Set<Int>) {
            self.labels = labels
            self.long = long
        }
    }

    let row: Int
    let kept: Kept
    let grid: SheetGrid

    subscript(column: Int) -> LabelText? {
        guard kept.labels.indices.contains(column - 1), !kept.long.contains(column) else {
            return grid.text(row, column).map { LabelText($0) }
        }
        return kept.labels[column - 1]
    }
}

extension Cell {
    /// The cell's value in the survey's terms.
    var rawValue: RawValue {
        switch value {
        case .text(let text): .text(text)
        case .number(let number):
            lengthOfTime.map { RawValue.date($0) } ?? .number(number, isPercent: format == .percent)
        case .boolean(let boolean): .boolean(boolean)
        case .date(let date): .date(date.iso8601)
        case .error(let error): .error(error)
        }
    }

    /// Whether it holds a number or a date.
    var isNumber: Bool {
        switch value {
        case .number, .date: true
        case .text, .boolean, .error: false
        }
    }

    /// Whether it holds text, be it white space.
    var isText: Bool {
        if case .text = value { true } else { false }
    }

    /// Whether the cell's text is `wanted`, but for white space at its ends and case.
    func says(_ wanted: String) -> Bool {
        guard case .text(let text) = value, text.utf8.count <= wanted.utf8.count + 40 else { return false }
        return text.onOneLine.lowercased() == wanted.onOneLine.lowercased()
    }

    /// Whether there is more than white space, and than that as a formula, `=""`, as which report servers write an empty field of a CSV file.
    var isFilled: Bool {
        guard case .text(let text) = value else { return true }
        return text.hasMoreThanSpace && !QuotedFormula.isBlank(text)
    }
}

extension RawEntry {
    /// What stands in a cell.
    init(_ cell: Cell, at origin: Origin) {
        self.init(value: cell.rawValue, origin: origin)
        shown = cell.zeroPadded ?? cell.worded(Value.shortest)
    }

    /// The answers to one question in several cells as one value; one alone is a plain answer. Nil where there is none.
    init?(joining answers: [RawEntry]) {
        guard let first = answers.first else { return nil }
        guard answers.count > 1 else {
            self = first
            return
        }
        let parts = answers.map { RawValue.Part(text: $0.value.text, origin: $0.origin) }
        self.init(value: .parts(parts), origin: first.origin)
        // Each of the cells is written down.
        isMoved = true
    }
}

/// Texts that stand in answer cells before anything is answered, such as `< Select >`.
struct Placeholders: Sendable {
    private let texts: Set<String>

    init(_ texts: [String]) {
        self.texts = Set(texts.map(Self.key))
    }

    /// Cells without those that hold a placeholder: whatever the layout, nobody has answered there.
    func removed(from cells: some Sequence<Cell>) -> [Cell] {
        guard !texts.isEmpty else { return Array(cells) }
        return cells.filter { cell in
            guard case .text(let text) = cell.value, text.utf8.count <= 200 else { return true }
            return !texts.contains(Self.key(text))
        }
    }

    private static func key(_ text: String) -> String {
        text.onOneLine.lowercased()
    }
}
