import Spreadsheets
import SurveyModel

/// The column in which a form's answers stand.
extension FormReader {
    /// The column in which most of the answers to the right of their labels stand: hints and comments stand in others. Nil where nothing stands
    /// there, or, beside the blank questionnaire, nothing but hints that it prints.
    func answerColumn(of anchors: [FormAnchor], in grid: SheetGrid, _ region: Region) -> Int? {
        votes(of: anchors, in: grid, region).winner
    }

    /// Whether it is not sure that a column is that of the answers: something was typed beside one label only, and what is printed right behind others may
    /// have been given in advance.
    func isDoubtful(_ column: Int?, of anchors: [FormAnchor], in grid: SheetGrid, _ region: Region) -> Bool {
        guard let column, blank != nil else { return false }
        return votes(of: anchors, in: grid, region).isDoubtful(column)
    }

    private func votes(of anchors: [FormAnchor], in grid: SheetGrid, _ region: Region) -> ColumnVotes {
        let labels = Set(anchors.map(\.address))
        var votes = ColumnVotes()
        for anchor in anchors.inReadingOrder where anchor.field.answer == .right {
            guard let row = grid.row(anchor.row) else { continue }
            for cell in row.cells(in: region.columns) where cell.column > anchor.lastColumn && cell.isFilled {
                guard !labels.contains(CellAddress(row: anchor.row, column: cell.column)) else { break }
                if isPrinted(cell, beside: anchor) {
                    votes.addPrinted(cell, isBehind: cell.column == anchor.lastColumn + 1)
                } else {
                    let isOver = blank?.prints(row: anchor.row, column: cell.column) ?? false
                    votes.addTyped(cell, isOver: isOver)
                    // Of several answers side by side the first tells where answers begin, the others nothing.
                    if anchor.field.answers > 1, !anchor.field.answersGoDown { break }
                }
            }
        }
        return votes
    }

    /// Whether the blank questionnaire prints beside a label what stands in its row. A cell for which it has a rule is one for an answer: what it prints there
    /// was given in advance.
    func isPrinted(_ cell: Cell, beside anchor: FormAnchor) -> Bool {
        guard let blank, blank.isPrinted(cell, row: anchor.row, beside: anchor.address) else { return false }
        return !blank.isForAnswers(row: anchor.row, column: cell.column)
    }

    /// Whether what stands right of a label in no known column of answers may be one: what is printed is given in advance where it stands right
    /// behind the label, and else a hint.
    func mayAnswer(_ cell: Cell, _ anchor: FormAnchor, column: Int?) -> Bool {
        let isExpected = (column ?? 0) <= anchor.lastColumn && cell.column == anchor.lastColumn + 1
        return isExpected || !isPrinted(cell, beside: anchor)
    }
}

/// How many cells beside labels are filled in each column.
private struct ColumnVotes {
    private var typed: [Int: Int] = [:]
    /// The columns in which something was typed over what is printed.
    private var typedOver: Set<Int> = []
    private var printed: [Int: Int] = [:]
    /// Printed cells right behind their labels.
    private var behind: [Int: Int] = [:]
    /// The printed numbers, from top to bottom.
    private var numbers: [Int: [Double]] = [:]

    mutating func addTyped(_ cell: Cell, isOver: Bool) {
        typed[cell.column, default: 0] += 1
        if isOver { typedOver.insert(cell.column) }
    }

    mutating func addPrinted(_ cell: Cell, isBehind: Bool) {
        printed[cell.column, default: 0] += 1
        if isBehind { behind[cell.column, default: 0] += 1 }
        if case .number(let number) = cell.value { numbers[cell.column, default: []].append(number) }
    }

    /// The column in which most was typed; among equals the nearest. In the nearest what is printed counts as well: somebody has typed there, so
    /// it was given in advance, and remarks in a further column are none of the answers. Where nothing was typed, it is one of numbers given in advance.
    var winner: Int? {
        guard !typed.isEmpty else {
            return numbers.keys.filter(isGiven).max { left, right in
                (numbers[left]?.count ?? 0, -left) < (numbers[right]?.count ?? 0, -right)
            }
        }
        let nearest = typed.keys.min()
        let best = typed.max { left, right in
            (weight(left, nearest), -left.key) < (weight(right, nearest), -right.key)
        }?.key
        guard let best, let other = otherThan(best) else { return best }
        // What was typed over a hint, or beside numbers given in advance, makes no column of answers of its own.
        return typedOver.contains(best) || isGiven(other) ? other : best
    }

    /// Whether nothing but one cell was typed in a column, and what is printed right behind the labels may be the answers.
    func isDoubtful(_ column: Int) -> Bool { otherThan(column) != nil }

    /// The column right behind the labels in front of a column in which one cell was typed, where it is printed beside several.
    private func otherThan(_ column: Int) -> Int? {
        guard typed[column] == 1 else { return nil }
        return behind.filter { $0.value > 1 && $0.key < column }.keys.min()
    }

    /// Whether the numbers printed in a column are given in advance: those that rise from label to label number the lines, and one among hints makes none of
    /// them an answer.
    private func isGiven(_ column: Int) -> Bool {
        guard let own = numbers[column], own.count * 2 > printed[column] ?? 0 else { return false }
        return own.count == 1 || !UnlabelledColumns.isCount(own)
    }

    private func weight(_ column: (key: Int, value: Int), _ nearest: Int?) -> Int {
        column.value + (column.key == nearest ? printed[column.key] ?? 0 : 0)
    }
}
