import Spreadsheets
import SurveyModel

/// Marks cells in a workbook and puts the sheet "To review" in front, part by part: a part that none of it touches keeps every byte.
struct WorkbookAnnotation {
    private static let notesType = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    private static let drawingType = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    private static let sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    private static let stylesType = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    private static let usualStyles = "xl/styles.xml"
    private static let noteMark = Array(OwnNote.mark.utf8)

    /// A note says no more than so many things; the sheet "To review" says all.
    private static let mostTexts = 10
    /// So many boxes are added for notes of others, each with room for so many characters.
    private static let mostBoxes = 10_000
    private static let usualLength = 200

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

    /// The parts of the sheets in which marked cells have no note, since none can be added.
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
        let named = relationships.first { $0.kind == "styles" && editor.has($0.target) }?.target
        // Styles that nobody names are read where their usual name tells them.
        let isUsual = editor.has(Self.usualStyles)
        let known =
            named ?? (editor.contentType(of: Self.usualStyles) == Self.stylesType && isUsual ? Self.usualStyles : nil)
        // Not every program opens a workbook whose styles have another name.
        stylesPart = known ?? (isUsual ? editor.freeName("xl/styles", ".xml") : Self.usualStyles)
        if named == nil { _ = try editor.relate(editor.workbookPart, to: stylesPart, kind: "styles") }
        if known == nil { editor.setContentType(Self.stylesType, of: stylesPart) }
        styles = try StylesPatch.remembered(
            known.flatMap { try editor.xml($0) } ?? StylesPatch.empty(namespace: editor.spreadsheetNamespace))
        lastBlock = try Self.lastBlock(of: editor)
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
        try deselectOtherKinds()
        let sheet = try review(ReviewFormats(addingTo: &styles))
        if let earlier = content.earlierReview, let part = editor.sheets[earlier].part {
            editor.put(part, sheet)
            // Comments of the sheet that it replaces would stand beside other questions.
            editor.dropRelationships(of: part)
            let ids = try editor.relationships(of: editor.workbookPart).filter { $0.target == part }.map(\.id)
            if let bytes = try workbook.withFirstSheet(Set(ids)) { editor.put(editor.workbookPart, bytes) }
        } else {
            try putFirst(sheet, name: name, of: workbook)
        }
        editor.put(stylesPart, try styles.applied())
        return try editor.finish()
    }

    /// The highest of the blocks of numbers that the drawings of notes use, whatever their parts are called.
    private static func lastBlock(of editor: PackageEditor) throws -> Int {
        var drawings = Set(editor.partNames.filter { $0.hasSuffix(".vml") })
        for part in editor.sheets.compactMap(\.part) {
            for drawing in try editor.relationships(of: part)
            where drawing.kind == "vmlDrawing" && !drawing.target.lowercased().hasSuffix(".vml") {
                drawings.insert(drawing.target)
            }
        }
        return try drawings.compactMap { try editor.bytes($0).flatMap { NoteShapes.blocks(in: $0).max() } }.max() ?? 0
    }

    /// Takes care that no sheet without cells stays selected, such as a chart. One that cannot be read stays as it is.
    private mutating func deselectOtherKinds() throws {
        for sheet in try editor.relationships(of: editor.workbookPart)
        where sheet.kind != "worksheet" && sheet.kind.lowercased().hasSuffix("sheet") && !sheet.isExternal {
            guard let isSelected = try? editor.isSelected(sheet.target), isSelected,
                let document = (try? editor.xml(sheet.target)).flatMap({ XMLDocument($0) })
            else { continue }
            var patch = XMLPatch(document)
            SheetPatch.deselect(&patch)
            editor.put(sheet.target, try patch.applied())
        }
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
        try settle(part, marks, content)
        let isSelected = try editor.isSelected(part)
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

    /// Lets the notes of an earlier copy on cells that are not marked any more say so, also where its sheet "To review" was taken out.
    private mutating func settle(_ part: String, _ marks: [CellMark], _ content: Content) throws {
        let known = try editor.relationships(of: part).first { $0.kind == "comments" && editor.has($0.target) }?.target
        guard let known, let bytes = try editor.xml(known), bytes.firstRange(of: Self.noteMark) != nil,
            var notes = try? NotesPatch(bytes, author: content.author)
        else { return }
        let marked = Set(marks.filter { !$0.texts.isEmpty }.map(\.cell.description))
        if notes.settle(OwnNote.written(content.settled), exceptAt: marked) {
            editor.put(known, try notes.applied())
        }
    }

    /// Puts the marks' texts into notes. Where a sheet gets no more of these, texts for cells without one stand on the sheet "To review"
    /// alone.
    private mutating func note(
        _ marks: [CellMark], _ part: String, _ sheet: inout SheetPatch, _ content: Content
    ) throws {
        guard !marks.isEmpty else { return }
        let relationships = try editor.relationships(of: part)
        let known = relationships.first { $0.kind == "comments" && editor.has($0.target) }?.target
        let drawing = sheet.legacyDrawing.map { id in relationships.first { $0.id == id }?.target ?? "" }
        var shapes = drawing == nil ? NoteShapes.blank : nil
        if let drawing { shapes = try editor.bytes(drawing).flatMap { try? NoteShapes($0) } }
        let empty = NotesPatch.empty(namespace: editor.spreadsheetNamespace)
        guard shapes != nil || known != nil,
            var notes = try? NotesPatch(known.flatMap { try editor.xml($0) } ?? empty, author: content.author)
        else { return sheetsWithoutNotes.append(part) }
        if drawing == nil {
            // Notes without boxes are seen in no program that goes by these.
            for cell in notes.cells.prefix(Self.mostBoxes) where cell.isOnGrid {
                shapes?.add(cell, characters: Self.usualLength, sheet.measures, lastBlock: &lastBlock)
            }
        }
        var isIncomplete = false
        for mark in marks {
            guard shapes != nil || notes.hasNote(at: mark.cell) else {
                isIncomplete = true
                continue
            }
            let text = mark.texts.prefix(Self.mostTexts).joined(separator: "\n\n")
            if notes.add(OwnNote.written(text), to: mark.cell) {
                shapes?.add(mark.cell, characters: text.utf16.count, sheet.measures, lastBlock: &lastBlock)
            }
        }
        if isIncomplete { sheetsWithoutNotes.append(part) }
        let notesPart = known ?? editor.freeName("xl/comments", ".xml")
        editor.put(notesPart, try notes.applied())
        if known == nil {
            editor.setContentType(Self.notesType, of: notesPart)
            _ = try editor.relate(part, to: notesPart, kind: "comments")
        }
        if let shapes { try put(shapes, drawing, part, &sheet) }
    }

    /// Puts the boxes of a sheet's notes into the package.
    private mutating func put(
        _ shapes: NoteShapes, _ drawing: String?, _ part: String, _ sheet: inout SheetPatch
    ) throws {
        let drawingPart = drawing ?? editor.freeName("xl/drawings/vmlDrawing", ".vml")
        editor.put(drawingPart, shapes.applied())
        guard drawing == nil else { return }
        editor.setContentType(Self.drawingType, of: drawingPart, usesEnding: true)
        let id = try editor.relate(part, to: drawingPart, kind: "vmlDrawing")
        sheet.setLegacyDrawing(id, relationships: editor.documentRelationships)
    }
}
