import Spreadsheets
import SurveyModel

/// Answers at offsets from one label in its row, such as those before and after a change: where columns are put in, they move together.
extension FormReader {
    /// What stands beside such answers and was not read.
    struct Beside {
        let entry: RawEntry
        /// Whether it is where a unit or a hint may be printed: text between the label and the answers.
        let isHint: Bool
    }

    /// The columns of a label's answers that are said by offsets in its row, ascending.
    private func offsetColumns(of anchor: FormAnchor, among anchors: [FormAnchor]) -> [Int] {
        anchors.compactMap { other in
            guard other.address == anchor.address, other.field.answers == 1,
                case .offset(let rows, let columns) = other.field.answer, rows == 0, columns > 0
            else { return nil }
            return other.column + columns
        }.sorted()
    }

    /// By how many columns a label's answers stand further right than the definition says: columns were put in, as the form's other answers tell.
    ///
    /// Nought where that is not certain: two answers at least must stand there, of one sort, the first of them where the form's other answers do, and
    /// no label's row may have anything in between.
    func shift(of anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid) -> Int {
        let own = offsetColumns(of: anchor, among: anchors)
        guard let column, let first = own.first, own.count > 1, first < column, anchor.lastColumn + 1 < column,
            anchors.count(where: { $0.address == anchor.address }) == own.count,
            !anchors.contains(where: { $0.row == anchor.row && $0.column > anchor.lastColumn }),
            isColumn(column, ofAnswersTo: anchors, in: grid)
        else { return 0 }
        let cells = own.compactMap { grid.cell(anchor.row, $0 + column - first) }.filter(\.isFilled)
        guard cells.count == own.count, cells.allSatisfy(\.isNumber) || cells.allSatisfy(\.isText) else { return 0 }
        let between = (anchor.lastColumn + 1)...(column - 1)
        let isBetween = anchors.contains { other in
            grid.row(other.row)?.cells(in: between).contains(where: \.isFilled) ?? false
        }
        return isBetween ? 0 : column - first
    }

    /// Whether at least two answers to the right of their labels stand in a column.
    private func isColumn(_ column: Int, ofAnswersTo anchors: [FormAnchor], in grid: SheetGrid) -> Bool {
        anchors.count { anchor in
            anchor.field.answer == .right && anchor.lastColumn < column
                && grid.cell(anchor.row, column)?.isFilled ?? false
        } >= 2
    }

    /// A filled cell between the label and its answers, or right behind them, that may be one of them, where one of these is blank. Told of the first of
    /// the label's fields alone.
    func beside(_ anchor: FormAnchor, among anchors: [FormAnchor], column: Int?, in grid: SheetGrid) -> Beside? {
        guard case .offset(let rows, let columns) = anchor.field.answer, rows == 0, let row = grid.row(anchor.row)
        else {
            return nil
        }
        let shift = shift(of: anchor, among: anchors, column: column, in: grid)
        let own = offsetColumns(of: anchor, among: anchors).map { $0 + shift }
        guard let first = own.first, let last = own.last, first == anchor.column + columns + shift else { return nil }
        let labels = anchors.filter { $0.row == anchor.row }
        let next = labels.map(\.column).filter { $0 > anchor.lastColumn }.min() ?? Int.max
        let end = min(last + 1, next - 1)
        guard anchor.lastColumn < end else { return nil }
        let tags = labels.compactMap(\.tag?.column)
        let cells = row.cells(in: (anchor.lastColumn + 1)...end).filter { cell in
            cell.isFilled && !own.contains(cell.column) && !tags.contains(cell.column)
        }
        let answers = own.map { grid.shown(anchor.row, $0)?.cell }
        let given = answers.compactMap(\.self).filter(\.isFilled)
        guard given.count < answers.count else { return nil }
        // Beside numbers a text is a remark; between a tag alone and its answer the label is printed.
        let isText = !given.contains(where: \.isNumber)
        let hint = anchor.field.hasLabel && !anchor.isLabelLost ? cells.first { $0.column < first } : nil
        let found = cells.first { $0.isNumber || (isText && $0.column > first) } ?? hint
        return found.map { Beside(entry: grid.entry($0, row: row), isHint: !$0.isNumber && $0.column < first) }
    }
}
