import Spreadsheets
import SurveyModel

/// The column in which a form's answers stand.
extension FormReader {
    /// The column in which most of the answers to the right of their labels stand: hints and comments stand in others. Nil where nothing stands
    /// there, or, beside the blank questionnaire, nothing but what that prints.
    func answerColumn(of anchors: [FormAnchor], in grid: SheetGrid, _ region: Region) -> Int? {
        let labels = Set(anchors.map(\.address))
        var votes = ColumnVotes()
        for anchor in anchors where anchor.field.answer == .right {
            guard let row = grid.row(anchor.row) else { continue }
            for cell in row.cells(in: region.columns) where cell.column > anchor.lastColumn && cell.isFilled {
                guard !labels.contains(CellAddress(row: anchor.row, column: cell.column)) else { break }
                votes.add(cell.column, isTyped: !isPrinted(cell, beside: anchor))
            }
        }
        return votes.winner
    }

    /// Whether the blank questionnaire prints beside a label what stands in its row.
    func isPrinted(_ cell: Cell, beside anchor: FormAnchor) -> Bool {
        blank?.isPrinted(cell, row: anchor.row, beside: anchor.address) ?? false
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
    private var printed: [Int: Int] = [:]

    mutating func add(_ column: Int, isTyped: Bool) {
        if isTyped { typed[column, default: 0] += 1 } else { printed[column, default: 0] += 1 }
    }

    /// The column in which most was typed; among equals the nearest. In the nearest what is printed counts as well: somebody has typed there, so
    /// it was given in advance, and remarks in a further column are none of the answers.
    var winner: Int? {
        let nearest = typed.keys.min()
        return typed.max { left, right in
            (weight(left, nearest), -left.key) < (weight(right, nearest), -right.key)
        }?.key
    }

    private func weight(_ column: (key: Int, value: Int), _ nearest: Int?) -> Int {
        column.value + (column.key == nearest ? printed[column.key] ?? 0 : 0)
    }
}
