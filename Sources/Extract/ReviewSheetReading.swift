import Spreadsheets
import SurveyModel

/// The sheet "To review" of an annotated copy that came back: by what it is known, and what the respondent wrote there.
struct ReviewSheetReading {
    /// So many questions are read; no copy has more.
    private static let most = 100_000
    /// A fingerprint has so many hexadecimal digits.
    private static let fingerprintLength = 16

    /// What it says, also of questions that are not asked any more.
    private(set) var review = ReturnedReview()
    /// Whether the workbook was made from a text file, so that it never had the questionnaire's other sheets.
    private(set) var isOfTextFile = false

    /// Nothing is read yet.
    init() {}

    /// Looks at the first rows of each sheet of a workbook.
    init(_ workbook: Workbook) throws {
        guard workbook.format.isWorkbook else { return }
        for sheet in workbook.sheets { try read(sheet, of: workbook) }
    }

    /// Reads a sheet, if it is one: of others the first rows.
    mutating func read(_ sheet: SheetInfo, of workbook: Workbook) throws {
        var keys: [String: Int] = [:]
        var found: [String: ReviewedQuestion] = [:]
        var search = MarkSearch()
        try workbook.forEachRow(in: sheet) { row in
            guard let fingerprintColumn = search.column else {
                search.look(at: row.cells, row: row.number)
                guard search.column != nil else { return search.isOver ? .stop : .next }
                for cell in row.cells { if let text = cell.text { keys[text] = keys[text] ?? cell.column } }
                return .next
            }
            guard found.count < Self.most, let fingerprint = row.cells.text(at: fingerprintColumn),
                Self.isFingerprint(fingerprint)
            else { return .next }
            let choice = keys[ReviewSheet.answerKey].flatMap { row.cells.text(at: $0) } ?? ""
            let remark = keys[ReviewSheet.remarkKey].flatMap { row.cells.text(at: $0) } ?? ""
            var question = ReviewedQuestion(answer: RespondentAnswer(choice: "", remark: ""))
            if let answer = ReviewSheet.answer(choice: choice, remark: remark) {
                let place = keys[ReviewSheet.placeKey].flatMap { row.cells.text(at: $0) } ?? ""
                let title = keys[ReviewSheet.titleKey].flatMap { row.cells.text(at: $0) } ?? ""
                question = ReviewedQuestion(answer: answer, place: place, title: title)
            }
            // Of rows that somebody has copied the first counts that says anything.
            if found[fingerprint]?.answer.isEmpty ?? true { found[fingerprint] = question }
            return .next
        }
        guard search.column != nil else { return }
        if keys[ReviewSheet.textFileMark] != nil { isOfTextFile = true }
        // Of several lists the first tells of which return the copy was made.
        review.original = review.original ?? keys.keys.compactMap { ReviewSheet.original(in: $0) }.min()
        review.questions.merge(found) { first, other in first.answer.isEmpty ? other : first }
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.utf8.count == fingerprintLength && text.allSatisfy(\.isHexDigit)
    }

    /// Looks for the mark in the rows of a sheet, one after the other.
    struct MarkSearch {
        /// The column of the mark, where it was found.
        private(set) var column: Int?
        /// Whether it was found, or is looked for no further.
        private(set) var isOver: Bool

        init(isOver: Bool = false) {
            self.isOver = isOver
        }

        /// Looks at the cells of the next row.
        mutating func look(at cells: some Sequence<Cell>, row: Int) {
            column =
                cells.first { cell in
                    guard case .text(let text) = cell.value else { return false }
                    return text == ReviewSheet.mark || text == ReviewSheet.textFileMark
                }?.column
            isOver = column != nil || row >= ReviewSheet.headRows
        }
    }
}

extension Cell {
    /// What a respondent typed, as text.
    fileprivate var text: String? { isFilled ? rawValue.text : nil }
}

extension Row.Cells {
    /// The text of a column's cell.
    fileprivate func text(at column: Int) -> String? { first { $0.column == column }?.text }
}
