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
        try copy(PackageEditor(of: workbook, limits: limits), kind: .own, earlierReview())
    }

    /// Marks a workbook that is made of the return's values. It is as large as it is; the limits are for what others send.
    func copyOfValues(_ kind: Kind) throws -> AnnotatedReturn {
        let earlier = try earlierReview()
        var cut: [String] = []
        let bytes = try PlainCopy(workbook: workbook, leftOut: Set(earlier.sheets)).bytes(cut: &cut)
        return try copy(PackageEditor(bytes: bytes, name: "copy.xlsx"), kind: kind, earlier, cut: cut)
    }

    /// - Parameter cut: the cells whose texts are longer than a cell holds.
    private func copy(
        _ editor: PackageEditor, kind: Kind, _ earlier: EarlierReview, cut: [String] = []
    ) throws -> AnnotatedReturn {
        let isOwn = if case .own = kind { true } else { false }
        let kept = workbook.sheets.map(\.index).filter { isOwn || !earlier.sheets.contains($0) }
        // The index in the copy of each sheet of the return.
        let indexes = Dictionary(uniqueKeysWithValues: zip(kept, editor.sheets.indices))
        let sheets = sheetIndexes.filter { indexes[$0.value] != nil }
        let names = indexes.mapValues { editor.sheets[$0].name }
        let items = questions.listed.enumerated().map { number, issue in
            item(number + 1, issue, sheets: sheets, names: names)
        }
        let places = try MarkPlaces(workbook, items: items, sheets: sheets, catalogue: catalogue)
        let writer = ReviewSheetWriter(
            catalogue: catalogue, definition: definition, namespace: editor.spreadsheetNamespace,
            mark: mark(kind, earlier), original: questions.listed.first?.returnID ?? "",
            remarks: remarks(kind) + remarks(onCut: cut))
        var annotation = try WorkbookAnnotation(editor)
        let bytes = try annotation.run(
            WorkbookAnnotation.Content(
                marks: Self.renumbered(places.marks, indexes), threads: Self.renumbered(places.threads, indexes),
                earlierReview: isOwn ? earlier.sheets.first : nil,
                author: definition.agency?.text(in: catalogue.readersLanguage) ?? catalogue.text("annotated.author"),
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

    /// A workbook that was once made of a text file has no other sheets, however often it comes back.
    private func mark(_ kind: Kind, _ earlier: EarlierReview) -> String {
        let isOfTextFile = if case .textFile = kind { true } else { earlier.isOfTextFile }
        return isOfTextFile ? ReviewSheet.textFileMark : ReviewSheet.mark
    }

    private func remarks(_ kind: Kind) -> [String] {
        switch kind {
        case .own: []
        case .textFile: [catalogue.text("annotated.fromText")]
        case .anew(let reason): [catalogue.text("annotated.anew", ["reason": reason])]
        }
    }

    /// So many cells are named in a remark.
    private static let mostNamed = 10

    private func remarks(onCut cut: [String]) -> [String] {
        guard !cut.isEmpty else { return [] }
        let cells = cut.prefix(Self.mostNamed).joined(separator: ", ") + (cut.count > Self.mostNamed ? ", …" : "")
        return [catalogue.text("annotated.cut", ["cells": cells])]
    }

    /// The index in the return of each of its sheets, by name; of two of one name that of the first.
    private var sheetIndexes: [String: Int] {
        Dictionary(workbook.sheets.map { ($0.name, $0.index) }) { first, _ in first }
    }

    /// What is known of sheets of the return, by their indexes in the copy.
    private static func renumbered<Known>(_ known: [Int: Known], _ indexes: [Int: Int]) -> [Int: Known] {
        Dictionary(
            uniqueKeysWithValues: known.compactMap { index, value in
                indexes[index].map { ($0, value) }
            })
    }

    private func item(_ number: Int, _ issue: Issue, sheets: [String: Int], names: [Int: String]) -> ReviewItem {
        let finding = issue.finding
        let index = finding.sheet.flatMap { sheets[$0] }
        let words = RespondentWords(definition: definition, catalogue: catalogue)
        return ReviewItem(
            number: number, issue: issue, sheet: index.flatMap { names[$0] } ?? finding.sheet,
            cell: index == nil ? nil : finding.cell.flatMap { CellRange($0) }?.first,
            question: words.title(finding) ?? "", message: words.sentence(issue), expected: words.expected(finding))
    }

    /// The sheets "To review" that earlier copies have left in a return.
    private struct EarlierReview {
        /// Their indexes.
        var sheets: [Int] = []
        /// Whether one of them says that the workbook was made of a text file.
        var isOfTextFile = false
    }

    private func earlierReview() throws -> EarlierReview {
        var found = EarlierReview()
        if case .csv = workbook.format { return found }
        // Each of the marks holds this one: where none of it can be, no cell need be looked at.
        guard !workbook.surelyLacks(ReviewSheet.mark) else { return found }
        for sheet in workbook.sheets {
            let marks = try Self.marks(of: sheet, in: workbook)
            if !marks.isEmpty { found.sheets.append(sheet.index) }
            if marks.contains(ReviewSheet.textFileMark) { found.isOfTextFile = true }
        }
        return found
    }

    /// The marks by which a sheet "To review" is known.
    private static func marks(of sheet: SheetInfo, in workbook: Workbook) throws -> Set<String> {
        var found: Set<String> = []
        try workbook.forEachRow(in: sheet) { row in
            for mark in [ReviewSheet.mark, ReviewSheet.textFileMark]
            where row.cells.contains(where: { $0.value == .text(mark) }) {
                found.insert(mark)
            }
            return found.isEmpty && row.number < ReviewSheet.headRows ? .next : .stop
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
