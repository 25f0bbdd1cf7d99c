import Spreadsheets
import SurveyModel

/// The cells of one sheet that layouts have accounted for: labels, headers and answers that were read, and cells that a finding has told. What
/// else is filled is neither read nor told yet.
///
/// Kept as rectangles and single cells: a table of a million rows is one rectangle.
public struct ClaimedCells: Sendable, Hashable {
    /// Some columns of some rows.
    private struct Block: Sendable, Hashable {
        var rows: ClosedRange<Int>
        let columns: [ClosedRange<Int>]
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

    /// Claims columns of rows; rows that go on where the last claim of the same columns ended make it longer.
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

    /// The columns of a row that are claimed in a rectangle, in no particular order: look them up once for a row of many cells.
    func columns(ofRow row: Int) -> [ClosedRange<Int>] {
        blocks.flatMap { $0.rows.contains(row) ? $0.columns : [] }
    }

    /// Whether a cell is claimed by itself.
    func hasCell(row: Int, column: Int) -> Bool {
        cells.contains(CellAddress(row: row, column: column))
    }

    /// Whether a cell is claimed.
    public func contains(row: Int, column: Int) -> Bool {
        hasCell(row: row, column: column)
            || blocks.contains { block in
                block.rows.contains(row) && block.columns.contains { $0.contains(column) }
            }
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
