import Spreadsheets
import SurveyModel

/// Marks cells in a workbook and puts the sheet "To review" in front, part by part: a part that none of it touches keeps every byte.
struct WorkbookAnnotation {
    private static let notesType = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    private static let drawingType = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    private static let sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    private static let stylesType = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

    /// A note says no more than so many things; the sheet "To review" says all.
    private static let mostTexts = 10

    /// What is put into the workbook.
    struct Content {
        /// The marked cells of each sheet, by its index, in order.
        let marks: [Int: [CellMark]]
        /// Cells of each sheet that get no note, since they have a thread of comments.
        let threads: [Int: Set<CellAddress>]
        /// The sheet of an earlier copy, by its index, whose place the new one takes.
        let earlierReview: Int?
        /// Who is named as the notes' author.
        let author: String
        /// What the notes say of a cell of an earlier copy that is not marked any more.
        let settled: String
    }

    /// The parts of the sheets whose notes cannot be changed.
    private(set) var sheetsWithoutNotes: [String] = []

    private var editor: PackageEditor
    private var styles: StylesPatch
    private let stylesPart: String
    /// The highest of the blocks of numbers that the drawings of notes use.
    private var lastBlock = 0

    /// Begins with a workbook.
    init(_ editor: PackageEditor) throws {
        var editor = editor
        let relationships = try editor.relationships(of: editor.workbookPart)
        let known = relationships.first { $0.kind == "styles" && editor.has($0.target) }?.target
        if let known {
            stylesPart = known
        } else {
            stylesPart = editor.freeName("xl/styles", ".xml")
            _ = try editor.relate(editor.workbookPart, to: stylesPart, kind: "styles")
            editor.setContentType(Self.stylesType, of: stylesPart)
        }
        styles = try StylesPatch.remembered(
            known.flatMap { try editor.xml($0) } ?? StylesPatch.empty(namespace: editor.spreadsheetNamespace))
        for part in editor.partNames where part.hasSuffix(".vml") {
            lastBlock = max(lastBlock, try editor.bytes(part).flatMap { NoteShapes.blocks(in: $0).max() } ?? 0)
        }
        self.editor = editor
    }

    /// The marked workbook.
    ///
    /// - Parameters:
    ///   - content: what is marked.
    ///   - name: the name that the sheet "To review" should have; where another has it, it gets one like it.
    ///   - review: writes that sheet with the formats that it is given.
    mutating func run(
        _ content: Content, sheetName name: String, review: (ReviewFormats) throws -> DeflatedContent
    ) throws -> [UInt8] {
        guard let bytes = try editor.xml(editor.workbookPart) else {
            throw AnnotationError.unsupported("its list of sheets cannot be read")
        }
        let workbook = try WorkbookPatch(bytes)
        let name = SheetName.free(name, among: workbook.sheetNames)
        for (index, sheet) in editor.sheets.enumerated() where index != content.earlierReview {
            guard let part = sheet.part else { continue }
            try mark(part, content.marks[index] ?? [], without: content.threads[index] ?? [], content)
        }
        let sheet = try review(ReviewFormats(addingTo: &styles))
        if let earlier = content.earlierReview, let part = editor.sheets[earlier].part {
            editor.put(part, sheet)
        } else {
            try putFirst(sheet, name: name, of: workbook)
        }
        editor.put(stylesPart, try styles.applied())
        return try editor.finish()
    }

    private mutating func putFirst(_ sheet: DeflatedContent, name: String, of workbook: WorkbookPatch) throws {
        let part = editor.freeName("xl/worksheets/sheet", ".xml")
        editor.put(part, sheet)
        editor.setContentType(Self.sheetType, of: part)
        let id = try editor.relate(editor.workbookPart, to: part, kind: "worksheet")
        editor.put(
            editor.workbookPart,
            try workbook.withFirstSheet(name, relationship: id, namespace: editor.documentRelationships))
    }

    // MARK: - One sheet

    private mutating func mark(
        _ part: String, _ marks: [CellMark], without threads: Set<CellAddress>, _ content: Content
    ) throws {
        if content.earlierReview != nil { try settle(part, marks, content) }
        let isSelected = content.earlierReview == nil ? try editor.isSelected(part) : false
        guard !marks.isEmpty || isSelected else { return }
        guard let bytes = try editor.xml(part) else { throw AnnotationError.unsupported("a sheet's part is empty") }
        var sheet = try SheetPatch(bytes)
        var styles = styles
        try sheet.mark(marks) { styles.format(like: $0, markedAs: $1) }
        self.styles = styles
        if isSelected { sheet.deselect() }
        try note(marks.filter { !threads.contains($0.cell) && !$0.texts.isEmpty }, part, &sheet, content)
        editor.put(part, try sheet.deflated())
    }

    /// Lets the notes of an earlier copy on cells that are not marked any more say so.
    private mutating func settle(_ part: String, _ marks: [CellMark], _ content: Content) throws {
        let known = try editor.relationships(of: part).first { $0.kind == "comments" && editor.has($0.target) }?.target
        guard let known, let bytes = try editor.xml(known), var notes = try? NotesPatch(bytes, author: content.author)
        else { return }
        let marked = Set(marks.filter { !$0.texts.isEmpty }.map(\.cell.description))
        if notes.settle(ReviewSheet.noteMark + content.settled, exceptAt: marked) {
            editor.put(known, try notes.applied())
        }
    }

    /// Puts the marks' texts into notes. Where a sheet's notes cannot be changed, the texts stand on the sheet "To review" alone.
    private mutating func note(
        _ marks: [CellMark], _ part: String, _ sheet: inout SheetPatch, _ content: Content
    ) throws {
        guard !marks.isEmpty else { return }
        let relationships = try editor.relationships(of: part)
        let known = relationships.first { $0.kind == "comments" && editor.has($0.target) }?.target
        let drawing = sheet.legacyDrawing.map { id in relationships.first { $0.id == id }?.target ?? "" }
        let shapes: NoteShapes?
        if let drawing {
            shapes = try editor.bytes(drawing).flatMap { try? NoteShapes($0) }
        } else {
            shapes = NoteShapes.blank
        }
        guard var shapes else { return sheetsWithoutNotes.append(part) }
        let empty = NotesPatch.empty(namespace: editor.spreadsheetNamespace)
        guard var notes = try? NotesPatch(known.flatMap { try editor.xml($0) } ?? empty, author: content.author) else {
            return sheetsWithoutNotes.append(part)
        }
        for mark in marks {
            let text = ReviewSheet.noteMark + mark.texts.prefix(Self.mostTexts).joined(separator: "\n\n")
            if notes.add(text, to: mark.cell) {
                shapes.add(mark.cell, characters: text.utf16.count, sheet.measures, lastBlock: &lastBlock)
            }
        }
        let notesPart = known ?? editor.freeName("xl/comments", ".xml")
        editor.put(notesPart, try notes.applied())
        if known == nil {
            editor.setContentType(Self.notesType, of: notesPart)
            _ = try editor.relate(part, to: notesPart, kind: "comments")
        }
        let drawingPart = drawing ?? editor.freeName("xl/drawings/vmlDrawing", ".vml")
        editor.put(drawingPart, shapes.applied())
        if drawing == nil {
            editor.setContentType(Self.drawingType, of: drawingPart, usesEnding: true)
            let id = try editor.relate(part, to: drawingPart, kind: "vmlDrawing")
            sheet.setLegacyDrawing(id, relationships: editor.documentRelationships)
        }
    }
}
