import Spreadsheets
import SurveyModel

/// A rectangle of a sheet to look for a form in.
struct Region: Sendable {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>

    static func whole(_ grid: SheetGrid) -> Region {
        Region(rows: 1...max(1, grid.lastRow), columns: 1...max(1, grid.lastColumn))
    }
}

/// Finds the labels of a form and the answers beside them.
struct FormReader {
    /// A field's label, where it was found.
    struct Anchor {
        let field: FormField
        let row: Int
        let column: Int
        /// The last column of the label's merged range.
        let lastColumn: Int
        let lastRow: Int
        let likeness: Double
        let language: String
    }

    /// A field's answer, where it was found.
    struct Answer {
        let entry: RawEntry
        /// Whether the cell is another than where the form's other answers stand.
        let isElsewhere: Bool
    }

    let fields: [FormField]
    private let labels: [LabelSet]

    init(_ fields: [FormField]) {
        self.fields = fields
        labels = fields.map { LabelSet($0.labels) }
    }

    /// The labels in a region: each cell serves one field, each field takes its best cell, the first in reading order among equals.
    func anchors(in grid: SheetGrid, _ region: Region) -> [Anchor] {
        var found: [(index: Int, anchor: Anchor)] = []
        for row in grid.rows where region.rows.contains(row.number) {
            for cell in row.cells where region.columns.contains(cell.column) {
                guard case .text(let text) = cell.value, text.utf8.count <= 400 else { continue }
                let label = LabelText(text)
                for (index, set) in labels.enumerated() {
                    guard let match = set.match(label) else { continue }
                    let merge = grid.merge(row.number, cell.column)
                    found.append(
                        (
                            index,
                            Anchor(
                                field: fields[index], row: row.number, column: cell.column,
                                lastColumn: merge?.last.column ?? cell.column,
                                lastRow: merge?.last.row ?? row.number, likeness: match.likeness,
                                language: match.language)
                        ))
                }
            }
        }
        // Best likeness first; the sort is stable in reading order by its further keys.
        found.sort {
            (-$0.anchor.likeness, $0.anchor.row, $0.anchor.column, $0.index) < (
                -$1.anchor.likeness, $1.anchor.row, $1.anchor.column, $1.index
            )
        }
        var usedFields: Set<Int> = []
        var usedCells: Set<CellAddress> = []
        var anchors: [Anchor] = []
        for (index, anchor) in found {
            let address = CellAddress(row: anchor.row, column: anchor.column)
            guard !usedFields.contains(index), !usedCells.contains(address) else { continue }
            usedFields.insert(index)
            usedCells.insert(address)
            anchors.append(anchor)
        }
        return anchors
    }

    /// The rows of labels that stand a second time in a region, where that is no chance: at least two fields have it.
    func repeatedLabels(in grid: SheetGrid, _ region: Region) -> [Int] {
        var seen: [Int: Int] = [:]
        var repeated: [Int] = []
        for row in grid.rows where region.rows.contains(row.number) {
            for cell in row.cells where region.columns.contains(cell.column) {
                guard case .text(let text) = cell.value, text.utf8.count <= 400 else { continue }
                let label = LabelText(text)
                for (index, set) in labels.enumerated() where set.contains(label) {
                    if seen[index] != nil { repeated.append(row.number) } else { seen[index] = row.number }
                }
            }
        }
        return repeated.count >= 2 ? repeated : []
    }

    /// The column in which most of the answers to the right of their labels stand: hints and comments stand in others.
    func answerColumn(of anchors: [Anchor], in grid: SheetGrid, _ region: Region) -> Int? {
        let labels = Set(anchors.map { CellAddress(row: $0.row, column: $0.column) })
        var votes: [Int: Int] = [:]
        for anchor in anchors where anchor.field.answer == .right {
            guard let row = grid.row(anchor.row) else { continue }
            for cell in row.cells
            where cell.column > anchor.lastColumn && region.columns.contains(cell.column) && cell.isFilled {
                guard !labels.contains(CellAddress(row: anchor.row, column: cell.column)) else { break }
                votes[cell.column, default: 0] += 1
            }
        }
        return votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }

    /// The answer to a label; `column` is where the form's answers stand.
    func answer(to anchor: Anchor, among anchors: [Anchor], column: Int?, in grid: SheetGrid, _ region: Region)
        -> Answer?
    {
        switch anchor.field.answer {
        case .below:
            return entry(anchor.lastRow + 1, anchor.column, in: grid).map { Answer(entry: $0, isElsewhere: false) }
        case .offset(let rows, let columns):
            return entry(anchor.row + rows, anchor.column + columns, in: grid).map {
                Answer(entry: $0, isElsewhere: false)
            }
        case .right:
            return answerToTheRight(of: anchor, among: anchors, column: column, in: grid, region)
        }
    }

    private func answerToTheRight(
        of anchor: Anchor, among anchors: [Anchor], column: Int?, in grid: SheetGrid, _ region: Region
    ) -> Answer? {
        if let column, column > anchor.lastColumn, let entry = entry(anchor.row, column, in: grid) {
            return Answer(entry: entry, isElsewhere: false)
        }
        guard let row = grid.row(anchor.row) else { return nil }
        for cell in row.cells
        where cell.column > max(anchor.lastColumn, column ?? 0) && region.columns.contains(cell.column) && cell.isFilled
        {
            if anchors.contains(where: { $0.row == anchor.row && $0.column == cell.column }) { return nil }
            return Answer(entry: grid.entry(cell, row: row), isElsewhere: column != nil)
        }
        return nil
    }

    /// What stands between a label and the column of answers where that is empty: a hint, or an answer in the wrong cell.
    func textBeside(_ anchor: Anchor, column: Int?, in grid: SheetGrid) -> RawEntry? {
        guard anchor.field.answer == .right, let column, let row = grid.row(anchor.row) else { return nil }
        return row.cells.first { $0.column > anchor.lastColumn && $0.column < column && $0.isFilled }.map {
            grid.entry($0, row: row)
        }
    }

    private func entry(_ row: Int, _ column: Int, in grid: SheetGrid) -> RawEntry? {
        guard let shown = grid.shown(row, column), shown.cell.isFilled, let row = grid.row(shown.row) else {
            return nil
        }
        return grid.entry(shown.cell, row: row)
    }
}
