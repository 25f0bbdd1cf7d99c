import Spreadsheets
import SurveyModel

/// Several answers to one question, in cells side by side or one below the other.
extension FormReader {
    /// What stands in the cells of several answers.
    private struct Walk {
        var answers: [RawEntry] = []
        /// How many of the cells are blank.
        var blanks = 0
        var isLastBlank = false
        /// The cell right behind them; nil where a label ends them, or the region.
        var next: CellAddress?
    }

    /// The answers in several cells, from the first on to the right or down; a label ends them. Where lines were put in among them, the last stand behind
    /// their cells.
    func answers(
        to anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid, _ region: Region
    ) -> Answer? {
        let walk = walk(anchor, among: anchors, column: column, in: grid, region)
        let further = further(behind: walk, anchor, among: anchors, column: column, in: grid, region)
        guard let entry = RawEntry(joining: walk.answers + further) else { return nil }
        return Answer(entry: entry, isElsewhere: !further.isEmpty, elsewhere: further.first)
    }

    /// What stands right behind the cells of several answers, some of which are given, and was not read: it may be one more. Without the blank
    /// questionnaire it may be printed as well: then it is told only behind a given answer, in a row, and where other questions have nothing in
    /// its column.
    func behind(
        _ anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid, _ region: Region
    ) -> RawEntry? {
        guard anchor.field.answers > 1 else { return nil }
        let walk = walk(anchor, among: anchors, column: column, in: grid, region)
        guard !walk.answers.isEmpty, let next = walk.next,
            let entry = typed(at: next, beside: anchor, among: anchors, column: column, in: grid),
            further(behind: walk, anchor, among: anchors, column: column, in: grid, region).isEmpty,
            blank != nil || !anchor.field.answersGoDown && !walk.isLastBlank
        else { return nil }
        return entry
    }

    private func walk(
        _ anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid, _ region: Region
    ) -> Walk {
        let next = nextLabel(to: anchor, among: anchors) ?? Int.max
        let first = firstPlace(of: anchor, before: next, column: column, in: grid)
        guard first.row > 0, first.column > 0 else { return Walk() }
        var place = CellAddress(row: first.row, column: first.column)
        var walk = Walk()
        for _ in 0..<anchor.field.answers {
            guard isFree(place, among: anchors, region) else { return walk }
            if let cell = grid.cell(place.row, place.column), cell.isFilled, let row = grid.row(place.row) {
                walk.answers.append(grid.entry(cell, row: row))
                walk.isLastBlank = false
            } else {
                walk.blanks += 1
                walk.isLastBlank = true
            }
            place = self.place(behind: place, anchor, in: grid)
        }
        if isFree(place, among: anchors, region) { walk.next = place }
        return walk
    }

    /// Whether a place may hold an answer: it is in the region, and no label.
    private func isFree(_ place: CellAddress, among anchors: [FormAnchor], _ region: Region) -> Bool {
        region.contains(place.row, place.column)
            && !anchors.contains { $0.address == place || $0.tag == place }
    }

    /// Where the next of several answers stands; merged cells are one.
    private func place(behind place: CellAddress, _ anchor: FormAnchor, in grid: SheetGrid) -> CellAddress {
        let last = grid.merge(place.row, place.column)?.last ?? place
        return anchor.field.answersGoDown
            ? CellAddress(row: last.row + 1, column: place.column)
            : CellAddress(row: place.row, column: last.column + 1)
    }

    /// The answers behind their cells, where rows or columns were put in among these: as many as cells are blank, of the sort of the others, and nothing more
    /// behind them. Only beside the blank questionnaire it is sure that nothing of it is printed.
    private func further(
        behind walk: Walk, _ anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid,
        _ region: Region
    ) -> [RawEntry] {
        guard blank != nil, !walk.answers.isEmpty, walk.blanks > 0, var place = walk.next else { return [] }
        var found: [RawEntry] = []
        while found.count <= walk.blanks, isFree(place, among: anchors, region),
            let entry = typed(at: place, beside: anchor, among: anchors, column: column, in: grid)
        {
            found.append(entry)
            place = self.place(behind: place, anchor, in: grid)
        }
        let texts = (walk.answers + found).count { entry in
            if case .text = entry.value { true } else { false }
        }
        let isOneSort = texts == 0 || texts == walk.answers.count + found.count
        return found.count == walk.blanks && isOneSort ? found : []
    }

    /// What was typed in a cell behind several answers; nil where it is blank, holds what the questionnaire prints, is another layout's or another
    /// question's, or, in a row, stands in a column of remarks.
    private func typed(
        at place: CellAddress, beside anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid
    ) -> RawEntry? {
        guard let row = grid.row(place.row), let cell = row[place.column], cell.isFilled,
            !isTaken(place, beside: anchor), !isOthers(place, than: anchor, among: anchors, column: column, in: grid),
            anchor.field.answersGoDown || !isOfRemarks(place.column, besides: anchor, anchors, in: grid)
        else { return nil }
        let isOfBlank =
            place.row == anchor.row
            ? isPrinted(cell, beside: anchor) : blank?.isPrinted(cell, row: place.row) ?? false
        return isOfBlank ? nil : grid.entry(cell, row: row)
    }

    /// Whether a cell is another layout's: its label, or in a table beside the question; one above it ends there.
    private func isTaken(_ place: CellAddress, beside anchor: FormAnchor) -> Bool {
        taken.contains { area in
            area.reaches(place.row, place.column) && !(area.isOpen && area.columns.contains(anchor.column))
        }
    }

    /// Whether an answer to another question of the form stands at a place, as the definition says.
    private func isOthers(
        _ place: CellAddress, than anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid
    ) -> Bool {
        anchors.contains { other in
            guard other.field.field != anchor.field.field else { return false }
            let next = nextLabel(to: other, among: anchors) ?? Int.max
            let first = firstPlace(of: other, before: next, column: column, in: grid)
            guard first.row > 0, first.column > 0 else { return false }
            var own = CellAddress(row: first.row, column: first.column)
            for _ in 0..<other.field.answers {
                guard own != place else { return true }
                guard own.row <= place.row, own.column <= place.column else { return false }
                own = self.place(behind: own, other, in: grid)
            }
            return false
        }
    }

    /// Whether something was typed, or may be printed, in a column beside other questions too, whose answers stand elsewhere.
    private func isOfRemarks(_ column: Int, besides anchor: FormAnchor, _ anchors: [FormAnchor], in grid: SheetGrid)
        -> Bool
    {
        anchors.contains { other in
            guard other.row != anchor.row, other.field.answers == 1, other.field.answer == .right,
                let cell = grid.cell(other.row, column), cell.isFilled
            else { return false }
            return !isPrinted(cell, beside: other)
        }
    }
}
