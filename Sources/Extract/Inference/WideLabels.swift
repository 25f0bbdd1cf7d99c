import Spreadsheets
import SurveyModel

/// Labels over a table that are merged over several columns with nothing but room for answers below: one question, each of whose cells takes an answer.
struct WideLabels {
    /// So many rows below the label must have room in all of its columns; below a title or a question of a form other words stand sooner.
    private static let rowsOfRoom = 2

    let sheet: BlankSheet

    /// The columns of each such label in the last of some header rows, from left to right.
    func columns(in header: ClosedRange<Int>) -> [ClosedRange<Int>] {
        let found = header.flatMap { row -> [ClosedRange<Int>] in
            guard let cells = sheet.grid.row(row) else { return [] }
            return sheet.texts(cells).compactMap { text in
                let span = sheet.span(row, text.column)
                let columns = span.first.column...span.last.column
                guard span.last.row == header.upperBound, columns.count > 1,
                    columns.upperBound <= BlankSheet.lastColumn,
                    !InferenceText.isSentence(text.text), hasRoom(below: header.upperBound, columns)
                else { return nil }
                return columns
            }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Whether validations mark out the cells below a label.
    func isMarkedOut(_ columns: ClosedRange<Int>, below row: Int) -> Bool {
        sheet.validation(row + 1, columns.lowerBound) != nil
    }

    /// Whether the cells below a label are empty, each by itself, and take the same kind of answer.
    private func hasRoom(below row: Int, _ columns: ClosedRange<Int>) -> Bool {
        var kinds: Set<[String]?> = []
        for row in (row + 1)...(row + Self.rowsOfRoom) {
            for column in columns {
                guard sheet.text(row, column) == nil, !sheet.hasFormula(row, column),
                    sheet.grid.merge(row, column) == nil
                else { return false }
                let rule = sheet.validation(row, column)
                kinds.insert(rule.map { [$0.kind.rawValue, $0.formula1 ?? "", $0.formula2 ?? ""] })
            }
        }
        return kinds.count == 1
    }
}

extension FoundTable {
    /// The columns behind the first of labels that are merged over several.
    var furtherColumns: Set<Int> { Set(wide.flatMap { $0.dropFirst() }) }

    /// The columns of the label that begins in a column and is merged over more.
    func wide(from column: Int) -> ClosedRange<Int>? { wide.first { $0.lowerBound == column } }
}

extension InferredValues {
    /// Takes the cells of some columns below one label for several answers, where they have a list of choices.
    mutating func takeSeveral(in columns: ClosedRange<Int>) {
        let letters = [columns.lowerBound, columns.upperBound].map { Origin.columnLetters($0) }.joined(
            separator: " to ")
        if choices != nil {
            isMany = true
            doubts.append(
                "the label is merged over the columns \(letters): each of their cells is one of several answers")
        } else {
            doubts.append(
                "the label is merged over the columns \(letters), of which the first is read; `codelist` and `many: true` read all"
            )
        }
    }
}
