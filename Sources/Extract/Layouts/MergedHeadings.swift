import Spreadsheets
import SurveyModel

/// The headings of a table that are merged over several columns without labels of their own: what stands below is that heading's in all of them.
struct MergedHeadings {
    /// Below headings of fields that take several answers: the columns behind the first, each with the first.
    private(set) var answers: [Int: Int] = [:]
    /// Below headings of fields that take one answer, which stands in the first column: the columns behind it, each with the first.
    private(set) var others: [Int: Int] = [:]
    /// The first columns below headings of fields that take several answers.
    private let several: Set<Int>
    /// The first columns below headings between whose columns one is another's.
    private var parted: Set<Int> = []

    /// - Parameters:
    ///   - taken: where other layouts stand.
    ///   - takesSeveral: whether a column of the layout, by its index, is a field's that takes several answers.
    init(_ instance: TableInstance, besides taken: [TakenArea], in grid: SheetGrid, takesSeveral: (Int) -> Bool) {
        let header = instance.header
        let near = taken.filter { $0.reaches(header.rows.upperBound) }
        for (column, slot) in header.slots {
            guard case .field(let index) = slot, let cell = Self.label(over: column, header.rows, in: grid),
                cell.column == column, let merge = grid.merge(cell.row, column), merge.last.column > column
            else { continue }
            var hasOther = false
            for other in (column + 1)...merge.last.column {
                guard Self.label(over: other, header.rows, in: grid) == cell else { break }
                guard header.slots[other] == nil, instance.columns.contains(other),
                    !near.contains(where: { $0.columns.contains(other) })
                else {
                    hasOther = true
                    continue
                }
                if hasOther { parted.insert(column) }
                if takesSeveral(index) { answers[other] = column } else { others[other] = column }
            }
        }
        several = Set(answers.values)
    }

    /// The cell of the innermost words over a column.
    private static func label(over column: Int, _ rows: ClosedRange<Int>, in grid: SheetGrid) -> CellAddress? {
        for row in rows.reversed() {
            guard let shown = grid.shown(row, column), shown.cell.isFilled else { continue }
            return CellAddress(row: shown.row, column: shown.column)
        }
        return nil
    }

    /// All columns behind the first of their heading.
    var columns: Set<Int> { Set(answers.keys).union(others.keys) }

    /// The columns behind a heading's first, where they hold further answers to it.
    func answers(behind column: Int) -> [Int] {
        several.contains(column) ? answers.filter { $0.value == column }.keys.sorted() : []
    }

    /// Whether a column is one of several that hold answers to one question.
    func isOfSeveral(_ column: Int) -> Bool { several.contains(column) || answers[column] != nil }

    /// Whether an answer's cell is merged over columns of its own heading alone, in its row: then it is one answer.
    func holdOne(_ range: CellRange) -> Bool {
        guard range.first.row == range.last.row, range.last.column > range.first.column else { return false }
        func first(_ column: Int) -> Int { answers[column] ?? others[column] ?? column }
        let own = first(range.first.column)
        // Both ends tell of all columns between: whoever goes through these goes through a wide range again for each of its cells.
        return first(range.last.column) == own && !parted.contains(own)
    }
}
