import OrderedCollections
import Spreadsheets
import SurveyModel

/// The annotation of one return.
struct AnnotationJob {
    /// What is marked: the return's own file, or one made of its values.
    enum Kind {
        case own
        case textFile
        case anew(String)
    }

    let definition: SurveyDefinition
    let catalogue: Catalogue
    let limits: ReaderLimits
    /// What the respondent is asked.
    let questions: ReturnQuestions
    /// The return as it was sent.
    let workbook: Workbook

    /// Marks the return itself.
    func copy() throws -> AnnotatedReturn {
        try copy(PackageEditor(of: workbook, limits: limits), kind: .own)
    }

    /// Marks a workbook that is made of the return's values. It is as large as it is; the limits are for what others send.
    func copyOfValues(_ kind: Kind) throws -> AnnotatedReturn {
        try copy(PackageEditor(bytes: PlainCopy(workbook: workbook).bytes(), name: "copy.xlsx"), kind: kind)
    }

    private func copy(_ editor: PackageEditor, kind: Kind) throws -> AnnotatedReturn {
        let isOwn = if case .own = kind { true } else { false }
        let sheets = try sheetIndexes(of: editor)
        let earlier = isOwn ? try earlierReview() : nil
        let items = questions.listed.enumerated().map { number, issue in
            item(number + 1, issue, sheets: sheets, names: editor.sheets.map(\.name))
        }
        let places = try MarkPlaces(workbook, items: items, sheets: sheets, catalogue: catalogue)
        let writer = ReviewSheetWriter(
            catalogue: catalogue, definition: definition, namespace: editor.spreadsheetNamespace,
            mark: mark(kind), remarks: remarks(kind))
        var annotation = try WorkbookAnnotation(editor)
        let bytes = try annotation.run(
            WorkbookAnnotation.Content(
                marks: places.marks, threads: places.threads, earlierReview: earlier,
                author: definition.agency?.text(in: catalogue.language) ?? catalogue.text("annotated.author"),
                settled: catalogue.text("annotated.settled")),
            sheetName: catalogue.text("annotated.sheet")
        ) { formats in
            try writer.content(items, omitted: questions.further, formats: formats)
        }
        let reason: String? = if case .anew(let reason) = kind { reason } else { nil }
        return AnnotatedReturn(
            bytes: bytes, fileExtension: editor.fileExtension, anewBecause: reason,
            sheetsWithoutNotes: annotation.sheetsWithoutNotes, questions: questions.count)
    }

    private func mark(_ kind: Kind) -> String {
        if case .textFile = kind { ReviewSheet.textFileMark } else { ReviewSheet.mark }
    }

    private func remarks(_ kind: Kind) -> [String] {
        switch kind {
        case .own: []
        case .textFile: [catalogue.text("annotated.fromText")]
        case .anew(let reason): [catalogue.text("annotated.anew", ["reason": reason])]
        }
    }

    /// The index in the copy of each sheet of the return, by name; of two of one name that of the first.
    private func sheetIndexes(of editor: PackageEditor) throws -> [String: Int] {
        Dictionary(workbook.sheets.map { ($0.name, $0.index) }) { first, _ in first }
            .filter { editor.sheets.indices.contains($0.value) }
    }

    private func item(_ number: Int, _ issue: Issue, sheets: [String: Int], names: [String]) -> ReviewItem {
        let finding = issue.finding
        let index = finding.sheet.flatMap { sheets[$0] }
        let words = RespondentWords(definition: definition, catalogue: catalogue)
        return ReviewItem(
            number: number, issue: issue, sheet: index.map { names[$0] } ?? finding.sheet,
            cell: index == nil ? nil : finding.cell.flatMap { CellRange($0) }?.first,
            question: words.title(finding) ?? "", message: words.sentence(issue), expected: words.expected(finding))
    }

    /// The index of a sheet "To review" that an earlier copy has left in the return.
    private func earlierReview() throws -> Int? {
        // Each of the marks holds this one: where none of it can be, no cell need be looked at.
        if workbook.surelyLacks(ReviewSheet.mark) { return nil }
        for sheet in workbook.sheets where try Self.isReview(sheet, of: workbook) { return sheet.index }
        return nil
    }

    private static func isReview(_ sheet: SheetInfo, of workbook: Workbook) throws -> Bool {
        var found = false
        try workbook.forEachRow(in: sheet) { row in
            found = row.cells.contains {
                $0.value == .text(ReviewSheet.mark) || $0.value == .text(ReviewSheet.textFileMark)
            }
            return found || row.number >= ReviewSheet.headRows ? .stop : .next
        }
        return found
    }
}

extension PackageEditor {
    /// The ending that Excel asks for.
    fileprivate var fileExtension: String {
        let isTemplate = contentType(of: workbookPart)?.contains("template") ?? false
        return (isTemplate ? "xlt" : "xls") + (isMacroEnabled ? "m" : "x")
    }
}
