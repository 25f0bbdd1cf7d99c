import Spreadsheets
import SurveyModel

/// Finds the labels of a form and the answers beside them.
struct FormReader {
    /// A field's answer, where it was found.
    struct Answer {
        var entry: RawEntry
        /// Whether the cell is another than where the form's other answers stand.
        let isElsewhere: Bool
        /// The range over the answer and that of a question above it, which has it.
        var mergedFromAbove: CellRange?
        /// The first of several answers that stands elsewhere; nil where the answer is one.
        var elsewhere: RawEntry?

        /// The merged range by which it is the answer to a question above it, which has been read; nil where it is this one's own.
        func range(sharedWith read: some Sequence<Origin>) -> CellRange? {
            read.contains(entry.origin) ? mergedFromAbove : nil
        }
    }

    let fields: [FormField]
    private let finder: FormAnchorFinder
    /// The blank questionnaire beside the sheet, which tells what is printed; nil where it is not known.
    private(set) var blank: SheetAlignment?
    /// Where the sheet's other layouts stand.
    private(set) var taken: [TakenArea] = []

    init(_ fields: [FormField]) {
        self.fields = fields
        finder = FormAnchorFinder(fields)
    }

    /// The same for a sheet beside which the blank questionnaire's is known; `taken` is where the sheet's other layouts stand.
    func reading(beside blank: SheetAlignment?, besides taken: [TakenArea] = []) -> FormReader {
        var reader = self
        reader.blank = blank
        reader.taken = taken
        return reader
    }

    /// The labels and tags in a region.
    func anchors(in grid: SheetGrid, _ region: Region) -> [FormAnchor] {
        finder.anchors(in: grid, region)
    }

    /// The first label in a row that says what the definition does, numbering and parentheses aside.
    func label(in row: GridRow) -> Cell? { finder.label(in: row) }

    /// The rows of labels that stand a second time in a region.
    func repeatedLabels(in grid: SheetGrid, _ region: Region) -> [Int] {
        finder.repeatedLabels(in: grid, region)
    }

    /// The answer to a label; `column` is where the form's answers stand.
    func answer(to anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid, _ region: Region)
        -> Answer?
    {
        if anchor.field.answers > 1 { return answers(to: anchor, among: anchors, column: column, in: grid, region) }
        switch anchor.field.answer {
        case .below:
            return answer(at: anchor.lastRow + 1, anchor.column, among: anchors, in: grid)
        case .offset(let rows, let columns):
            let shift = rows == 0 ? shift(of: anchor, among: anchors, column: column, in: grid) : 0
            return answer(
                at: anchor.row + rows, anchor.column + columns + shift, among: anchors, in: grid,
                isElsewhere: shift != 0)
        case .right:
            return answerToTheRight(of: anchor, among: anchors, column: column, in: grid, region)
        }
    }

    private func answerToTheRight(
        of anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid, _ region: Region
    ) -> Answer? {
        let next = nextLabel(to: anchor, among: anchors) ?? Int.max
        // Behind the next question's label its answer stands, though most others stand there as well.
        let column = column.flatMap { $0 < next ? $0 : nil }
        if let column, column > anchor.lastColumn,
            let answer = answer(at: anchor.row, column, among: anchors, in: grid)
        {
            return answer
        }
        guard let row = grid.row(anchor.row) else { return nil }
        for cell in row.cells(in: region.columns)
        where cell.column > max(anchor.lastColumn, column ?? 0) && cell.isFilled {
            if cell.column >= next { return nil }
            guard mayAnswer(cell, anchor, column: column) else { continue }
            return Answer(entry: grid.entry(cell, row: row), isElsewhere: column != nil)
        }
        return nil
    }

    /// The column of the next label in a label's row.
    func nextLabel(to anchor: FormAnchor, among anchors: [FormAnchor]) -> Int? {
        anchors.filter { $0.row == anchor.row && $0.column > anchor.lastColumn }.map(\.column).min()
    }

    /// What stands between a label and the column of answers, or the next label before it, where that is empty: a hint, or an answer in the
    /// wrong cell.
    func textBeside(_ anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid) -> RawEntry? {
        guard anchor.field.answer == .right, let column, let row = grid.row(anchor.row) else { return nil }
        let end = min(column, nextLabel(to: anchor, among: anchors) ?? Int.max)
        return row.cells.first { $0.column > anchor.lastColumn && $0.column < end && $0.isFilled }.map {
            grid.entry($0, row: row)
        }
    }

    /// What stands in a label's own cell behind its words.
    func surplus(of anchor: FormAnchor, in grid: SheetGrid) -> LabelSurplus? {
        guard !anchor.isLabelLost, case .text(let text)? = grid.cell(anchor.row, anchor.column)?.value else {
            return nil
        }
        return LabelSurplus(LabelText(text), behind: anchor.field.labels.all)
    }

    /// What stands at a place, but for a label: where rows were deleted the next question stands where the answer was. A range merged downwards
    /// from above the place may hold the answer to a question above.
    private func answer(
        at row: Int, _ column: Int, among anchors: [FormAnchor], in grid: SheetGrid, isElsewhere: Bool = false
    ) -> Answer? {
        guard column > 0, let shown = grid.shown(row, column), shown.cell.isFilled, let line = grid.row(shown.row),
            !anchors.contains(where: { anchor in
                [anchor.address, anchor.tag].contains(CellAddress(row: shown.row, column: shown.column))
            })
        else {
            return nil
        }
        return Answer(
            entry: grid.entry(shown.cell, row: line), isElsewhere: isElsewhere,
            mergedFromAbove: shown.row < row ? grid.merge(row, column) : nil)
    }

    /// The cell in which an answer would stand that was not given; nil where something else stands there.
    func blankPlace(for anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid)
        -> CellAddress?
    {
        let place = firstPlace(
            of: anchor, before: nextLabel(to: anchor, among: anchors) ?? Int.max, column: column, in: grid)
        guard place.row > 0, place.column > 0, grid.cell(place.row, place.column)?.isFilled != true else { return nil }
        return CellAddress(row: place.row, column: place.column)
    }

    /// Where the first of several answers stands, whether or not anything is there.
    func firstPlace(of anchor: FormAnchor, before next: Int, column: Int?, in grid: SheetGrid) -> (
        row: Int, column: Int
    ) {
        switch anchor.field.answer {
        case .below: return (anchor.lastRow + 1, anchor.column)
        case .offset(let rows, let columns): return (anchor.row + rows, anchor.column + columns)
        case .right:
            let column = column.flatMap { $0 < next ? $0 : nil }
            if let column, column > anchor.lastColumn { return (anchor.row, column) }
            let filled = grid.row(anchor.row)?.cells.first {
                $0.column > anchor.lastColumn && $0.column < next && $0.isFilled
                    && mayAnswer($0, anchor, column: column)
            }
            return (anchor.row, filled?.column ?? anchor.lastColumn + 1)
        }
    }
}
