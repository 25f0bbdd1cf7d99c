import Spreadsheets
import SurveyModel

/// The sheet "To review" of an annotated copy that came back: by what it is known, and what the respondent wrote there.
struct ReviewSheetReading {
    /// The rule of what was written beside no question.
    static let rule = MessageKey.returnReviewText.rawValue

    /// What it says, also of questions that are not asked any more.
    private(set) var review = ReturnedReview()
    /// What was written beside no question.
    private(set) var findings: [Finding] = []
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
        var above: [(number: Int, cells: [Cell])] = []
        var found: ReviewRows?
        var search = MarkSearch()
        try workbook.forEachRow(in: sheet) { row in
            guard search.column == nil else {
                found?.add(Array(row.cells), row: row.number)
                return .next
            }
            search.look(at: row.cells, row: row.number)
            let cells = Array(row.cells)
            guard let column = search.column else {
                above.append((row.number, cells))
                return search.isOver ? .stop : .next
            }
            found = ReviewRows(keys: cells, fingerprints: column)
            return .next
        }
        guard var rows = found else { return }
        for row in above { rows.add(above: row.cells, row: row.number) }
        // A sheet of which the comments cannot be read is read all the same, and that is told.
        do {
            rows.finish(try workbook.details(of: sheet).comments)
        } catch {
            rows.finish([])
            findings.append(
                Finding(
                    rule: Self.rule, severity: .note, message: .own(.returnReviewTextComments), sheet: sheet.name))
        }
        if rows.has(ReviewSheet.textFileMark) { isOfTextFile = true }
        // Of several lists the first tells of which return the copy was made.
        review.original = review.original ?? rows.original
        review.questions.merge(rows.questions) { first, other in first.answer.isEmpty ? other : first }
        findings += rows.others.sorted { $0.cell < $1.cell }.map { written in
            Finding(
                rule: Self.rule, severity: .note,
                message: .own(.returnReviewText, ["text": .text(written.text.shortened)]),
                sheet: sheet.name, cell: written.cell.description, value: written.text)
        }
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
