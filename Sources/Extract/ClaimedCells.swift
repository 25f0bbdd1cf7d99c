import Spreadsheets
import SurveyModel

/// The cells of one sheet that layouts have accounted for: labels, headers and answers that were read, and cells that a finding has told. What
/// else is filled is neither read nor told yet.
///
/// Kept as rectangles and single cells: a table of a million rows is one rectangle.
public struct ClaimedCells: Sendable, Hashable {
    /// Some columns of some rows.
    fileprivate struct Block: Sendable, Hashable {
        var rows: ClosedRange<Int>
        /// Ascending, none overlapping another.
        let columns: [ClosedRange<Int>]

        /// O(log n): a hostile header has thousands of columns with gaps between them.
        func holds(_ column: Int) -> Bool {
            var (low, high) = (0, columns.count)
            while low < high {
                let middle = (low + high) / 2
                if columns[middle].lowerBound <= column { low = middle + 1 } else { high = middle }
            }
            return low > 0 && columns[low - 1].contains(column)
        }
    }

    /// What is claimed in one row.
    struct Row {
        fileprivate let blocks: [Block]

        /// Whether a cell of the row is claimed in a rectangle.
        func holds(_ column: Int) -> Bool {
            blocks.contains { $0.holds(column) }
        }
    }

    private var blocks: [Block] = []
    private var cells: Set<CellAddress> = []

    /// Nothing is claimed.
    public init() {}

    /// Claims a cell.
    mutating func add(row: Int, column: Int) {
        cells.insert(CellAddress(row: row, column: column))
    }

    /// Claims columns of a row.
    mutating func add(row: Int, columns: [ClosedRange<Int>]) {
        add(rows: row...row, columns: columns)
    }

    /// Claims columns of rows, which ascend (``Swift/Sequence/asRanges``); rows that go on where the last claim of the same columns ended make it longer.
    mutating func add(rows: ClosedRange<Int>, columns: [ClosedRange<Int>]) {
        guard !columns.isEmpty else { return }
        if let last = blocks.last, last.columns == columns, last.rows.upperBound + 1 == rows.lowerBound {
            blocks[blocks.count - 1].rows = last.rows.lowerBound...rows.upperBound
        } else {
            blocks.append(Block(rows: rows, columns: columns))
        }
    }

    /// Claims what another layout of the same sheet has claimed.
    mutating func add(_ other: ClaimedCells) {
        blocks += other.blocks
        cells.formUnion(other.cells)
    }

    /// What is claimed of a row in rectangles: looked up once for a row of many cells.
    func row(_ row: Int) -> Row {
        Row(blocks: blocks.filter { $0.rows.contains(row) })
    }

    /// Whether a cell is claimed by itself.
    func hasCell(row: Int, column: Int) -> Bool {
        cells.contains(CellAddress(row: row, column: column))
    }

    /// Whether a cell is claimed.
    public func contains(row: Int, column: Int) -> Bool {
        hasCell(row: row, column: column)
            || blocks.contains { $0.rows.contains(row) && $0.holds(column) }
    }
}

extension ClaimedCells {
    /// Claims what an entry was read from.
    mutating func add(_ entry: RawEntry) {
        switch entry.value {
        case .marks(let marks): for mark in marks { add(row: mark.origin.row, column: mark.origin.column) }
        case .parts(let parts): for part in parts { add(row: part.origin.row, column: part.origin.column) }
        case .text, .number, .boolean, .date, .error: add(row: entry.origin.row, column: entry.origin.column)
        }
    }

    /// Claims a label and its tag.
    mutating func add(_ anchor: FormAnchor) {
        add(row: anchor.row, column: anchor.column)
        if let tag = anchor.tag { add(row: tag.row, column: tag.column) }
    }
}

extension Sequence<Int> {
    /// The numbers as ranges, ascending, such as the columns of a header for ``ClaimedCells``.
    var asRanges: [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for number in sorted() {
            if let last = ranges.last, last.upperBound + 1 >= number {
                ranges[ranges.count - 1] = last.lowerBound...Swift.max(last.upperBound, number)
            } else {
                ranges.append(number...number)
            }
        }
        return ranges
    }
}
