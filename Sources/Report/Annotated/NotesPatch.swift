import Spreadsheets
import SurveyModel

/// The notes of a sheet with more of them, or with more text in those that are there (ECMA-376 Part 1, 18.7).
struct NotesPatch {
    private let document: XMLDocument
    private var patch: XMLPatch
    private let prefix: String
    private let list: XMLElementSpan
    private let notes: [String: XMLElementSpan]
    /// The numbers of the authors under which Excel says in notes what threads of comments say.
    private let threadAuthors: Set<String>
    private let authorNumber: Int
    /// What stands around the text of a run.
    private let runTags: (before: String, behind: String)
    private var added = ""

    /// Begins with a sheet's notes.
    ///
    /// - Parameters:
    ///   - bytes: the part.
    ///   - author: who is named as the author of new notes.
    init(_ bytes: [UInt8], author: String) throws(AnnotationError) {
        guard let document = XMLDocument(bytes), document.tokens.localName(document.root.tag) == "comments",
            let authors = document.children(document.root, named: "authors").first,
            let list = document.children(document.root, named: "commentList").first
        else { throw .unsupported("a sheet's notes cannot be changed") }
        self.document = document
        self.list = list
        prefix = document.tokens.prefix(document.root.tag)
        runTags = (
            "<\(prefix)r><\(prefix)rPr><\(prefix)sz val=\"9\"/><\(prefix)color indexed=\"81\"/>"
                + "<\(prefix)rFont val=\"Tahoma\"/><\(prefix)family val=\"2\"/></\(prefix)rPr>"
                + "<\(prefix)t xml:space=\"preserve\">", "</\(prefix)t></\(prefix)r>"
        )
        patch = XMLPatch(document)
        let known = document.children(authors)
        threadAuthors = Set(
            known.indices.filter { document.text(in: known[$0]).hasPrefix(CellComment.threadAuthor) }.map(String.init))
        let name = XMLText.cellText(author)
        if let place = known.firstIndex(where: { document.tokens.text($0.content) == name }) {
            authorNumber = place
        } else {
            authorNumber = known.count
            patch.append("<\(prefix)author>\(name)</\(prefix)author>", in: authors)
        }
        notes = Dictionary(
            document.children(list, named: "comment").compactMap { note in
                document.value("ref", of: note).map { ($0, note) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// A part without notes.
    static func empty(namespace: String) -> [UInt8] {
        Array("\(PackageEditor.declaration)<comments xmlns=\"\(namespace)\"><authors/><commentList/></comments>".utf8)
    }

    /// The cells that have a note, in order.
    var cells: [CellAddress] { notes.keys.compactMap { CellAddress($0) }.sorted() }

    /// Whether a cell has a note.
    func hasNote(at cell: CellAddress) -> Bool { notes[cell.description] != nil }

    /// Puts a text into a cell's note.
    ///
    /// - Returns: whether there was no note, so that it needs a shape.
    mutating func add(_ text: String, to cell: CellAddress) -> Bool {
        guard let note = notes[cell.description] else {
            added += "<\(prefix)comment ref=\"\(cell)\" authorId=\"\(authorNumber)\"><\(prefix)text>"
            added += run(text) + "</\(prefix)text></\(prefix)comment>"
            return true
        }
        guard let body = document.children(note, named: "text").first else {
            patch.append("<\(prefix)text>\(run(text))</\(prefix)text>", in: note)
            return false
        }
        append(text, to: body)
        return false
    }

    /// The changed part.
    func applied() throws(SpreadsheetError) -> [UInt8] {
        var patch = patch
        if !added.isEmpty { patch.append(added, in: list) }
        return try patch.applied()
    }

    /// Lets the notes that an earlier copy wrote say that there is nothing more to ask, save for those of some cells.
    ///
    /// - Returns: whether there was any.
    mutating func settle(_ text: String, exceptAt cells: Set<String>) -> Bool {
        var hasSettled = false
        for (cell, note) in notes.sorted(by: { $0.key < $1.key }) where !cells.contains(cell) {
            // What says the same as a thread is left to Excel.
            if let author = document.value("authorId", of: note), threadAuthors.contains(author) { continue }
            guard let body = document.children(note, named: "text").first, let earlier = OwnNote(in: said(in: body))
            else { continue }
            rewrite(body, others: earlier.others, text)
            hasSettled = true
        }
        return hasSettled
    }

    private mutating func append(_ text: String, to body: XMLElementSpan) {
        let said = said(in: body)
        // What an earlier copy said is not said twice.
        if let earlier = OwnNote(in: said) { return rewrite(body, others: earlier.others, text) }
        let addition = run(said.isEmpty ? text : "\n\n" + text)
        let parts = document.children(body)
        // Runs stand behind a plain text, which then becomes a run itself: no program shows both.
        if let plain = parts.first(where: { document.tokens.localName($0.tag) == "t" }) {
            patch.insert("<\(prefix)r>", at: plain.range.lowerBound)
            patch.insert("</\(prefix)r>", at: plain.range.upperBound)
        }
        let phonetic = parts.first { ["rPh", "phoneticPr"].contains(document.tokens.localName($0.tag)) }
        if let phonetic {
            patch.insert(addition, at: phonetic.range.lowerBound)
        } else {
            patch.append(addition, in: body)
        }
    }

    /// Writes a note anew: what others wrote in it, then ours.
    private mutating func rewrite(_ body: XMLElementSpan, others: String, _ text: String) {
        guard !others.isEmpty else { return patch.replace(body.content, run(text)) }
        let before =
            "<\(prefix)r><\(prefix)t xml:space=\"preserve\">\(XMLText.cellText(others))</\(prefix)t></\(prefix)r>"
        patch.replace(body.content, before + run("\n\n" + text))
    }

    /// What a note says.
    private func said(in body: XMLElementSpan) -> String {
        let texts = document.children(body).map { part in
            switch document.tokens.localName(part.tag) {
            case "t": document.text(in: part)
            case "r": document.children(part, named: "t").map { document.text(in: $0) }.joined()
            default: ""
            }
        }
        // An escape may begin in one of them and end in the next.
        return XMLText.unescaped(texts.joined())
    }

    private func run(_ text: String) -> String {
        runTags.before + XMLText.cellText(text) + runTags.behind
    }
}
