import Spreadsheets

/// The merged ranges of a sheet, looked up by cell. Kept as spans of columns by row, however wide a range is.
struct MergedCells: Sendable {
    /// A merged range's columns in one row.
    private struct Span: Sendable {
        let columns: ClosedRange<Int>
        let range: CellRange
    }

    /// A range of more cells is a background, and no cell's.
    private static let mostCells = 4_096
    /// More spans than these are not kept: a hostile sheet may have any number of tall ranges.
    static let mostSpans = 100_000
    /// How far below the last row with a value somebody may ask.
    private static let margin = 100

    private var spans: [Int: [Span]] = [:]
    /// Ranges that only their upper left cell leads to: those below the rows that are kept, and those over the limit.
    private var corners: [CellAddress: CellRange] = [:]
    /// The number of ranges over the limit.
    private(set) var left = 0

    /// - Parameter lastRow: the last row that is looked at cell by cell.
    init(_ ranges: [CellRange], lastRow: Int) {
        var count = 0
        for range in ranges where range.first != range.last {
            let last = min(range.last.row, lastRow + Self.margin)
            let width = range.last.column - range.first.column + 1
            let height = range.last.row - range.first.row + 1
            guard range.first.row <= last, width <= Self.mostCells / height else {
                corners[range.first] = range
                continue
            }
            count += last - range.first.row + 1
            guard count <= Self.mostSpans else {
                count -= last - range.first.row + 1
                left += 1
                corners[range.first] = range
                continue
            }
            let span = Span(columns: range.first.column...range.last.column, range: range)
            for row in range.first.row...last { spans[row, default: []].append(span) }
        }
        for row in spans.keys { spans[row]?.sort { $0.columns.lowerBound < $1.columns.lowerBound } }
    }

    /// The range over a cell. O(log n) in the ranges of its row.
    func range(_ row: Int, _ column: Int) -> CellRange? {
        if let spans = spans[row] {
            var (low, high) = (0, spans.count)
            while low < high {
                let middle = (low + high) / 2
                if spans[middle].columns.lowerBound <= column { low = middle + 1 } else { high = middle }
            }
            if low > 0, spans[low - 1].columns.contains(column) { return spans[low - 1].range }
        }
        return corners.isEmpty ? nil : corners[CellAddress(row: row, column: column)]
    }
}
