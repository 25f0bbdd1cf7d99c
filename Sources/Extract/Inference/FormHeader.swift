import Spreadsheets
import SurveyModel

/// The header of a form: a row for each question below it, and a column for the answers.
struct FormHeader {
    /// Its cells.
    let range: CellRange
    /// The column that it calls the answers'; nil where nothing but the validations below tells that each row asks something else.
    let answers: Int?
    /// The further columns in which something may be written, such as *Not applicable* and *Comments*.
    let others: [Int]
    /// The rows of questions right below it.
    let rows: Set<Int>

    /// The header that a table has become which is none.
    init(_ table: FoundTable, in sheet: BlankSheet) {
        range = CellRange(
            CellAddress(row: table.header.lowerBound, column: table.columns.lowerBound),
            CellAddress(row: table.header.upperBound, column: table.columns.upperBound))
        let open = Self.open(table)
        let answers = open.first { Self.isCalledAnswers($0, of: table, in: sheet) }
        self.answers = answers
        others = answers == nil ? [] : open.filter { $0 != answers && sheet.shown(table.header.upperBound, $0) != nil }
        rows = Set(table.rows)
    }

    /// The columns of a table behind those that are printed.
    static func open(_ table: FoundTable) -> [Int] {
        guard let printed = table.printed.last else { return [] }
        return table.columns.filter { $0 > printed }
    }

    /// Whether a column is called the answers'.
    static func isCalledAnswers(_ column: Int, of table: FoundTable, in sheet: BlankSheet) -> Bool {
        let words = sheet.shown(table.header.upperBound, column).map { InferenceText.words($0) } ?? []
        return words.count <= 2 && words.contains(where: InferenceWords.answers.contains)
    }

    /// The column of the answer to a label; nil where the header says nothing of it.
    ///
    /// - Parameter answers: the columns of the label's row in which answers are marked out. Further down, another part of the form may have its answers
    ///   elsewhere.
    func answer(to label: Int, in row: Int, answers marked: [Int]) -> Int? {
        guard let answers, label >= range.first.column, label < answers else { return nil }
        let columns = answers...range.last.column
        let isOwn = marked.allSatisfy { $0 < label || columns.contains($0) }
        return rows.contains(row) || isOwn ? answers : nil
    }

    /// Where the answer to a label stands: so many columns beside it, where something may be written in others of its row.
    func position(of answer: Int, from label: Int) -> AnswerPosition {
        others.isEmpty ? .right : .offset(rows: 0, columns: answer - label)
    }
}
