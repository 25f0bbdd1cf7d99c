import Spreadsheets
import SurveyModel
import Synchronization

extension QueryLetter {
    /// `letter.docx`: a WordprocessingML document (ECMA-376 Part 1, 17) of paragraphs and one table, without macros, fields or links.
    ///
    /// - Throws: `SpreadsheetError` where zlib has no memory.
    public func document() throws -> [UInt8] {
        var archive = ZipWriter()
        for (name, content) in frame() { try archive.add(name, Self.deflated(content)) }
        try archive.add("word/document.xml", DeflatedContent(Array((PackageEditor.declaration + body()).utf8)))
        return try archive.finish()
    }

    /// What stands around the words of every letter in a language, as it is compressed: the same for thousands of letters.
    private static let known = Mutex<[String: DeflatedContent]>([:])

    private static func deflated(_ content: String) throws -> DeflatedContent {
        if let known = known.withLock({ $0[content] }) { return known }
        let deflated = try DeflatedContent(Array((PackageEditor.declaration + content).utf8))
        known.withLock { $0[content] = deflated }
        return deflated
    }

    private static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private func frame() -> [(name: String, content: String)] {
        [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="\(Self.package)/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/word/document.xml" ContentType="\(Self.types).document.main+xml"/>\
                <Override PartName="/word/styles.xml" ContentType="\(Self.types).styles+xml"/></Types>
                """
            ),
            ("_rels/.rels", Self.relationship("officeDocument", "word/document.xml")),
            ("word/_rels/document.xml.rels", Self.relationship("styles", "styles.xml")),
            ("word/styles.xml", LetterStyles.xml(language: catalogue.language, namespace: Self.main)),
        ]
    }

    private static func relationship(_ type: String, _ target: String) -> String {
        """
        <Relationships xmlns="\(package)/relationships">\
        <Relationship Id="rId1" Type="\(relationships)/\(type)" Target="\(target)"/></Relationships>
        """
    }

    private func body() -> String {
        var body = sender.isEmpty ? "" : Self.paragraph(sender, style: "Sender")
        body += Self.paragraph(survey, style: "Title")
        body += Self.paragraph(salutation)
        for text in opening { body += Self.paragraph(text) }
        if !queries.isEmpty { body += table() }
        for text in closing { body += Self.paragraph(text) }
        if !readings.isEmpty {
            body += Self.paragraph(catalogue.text("letter.readings"))
            for reading in readings { body += Self.paragraph("– " + line(of: reading), style: "Line") }
        }
        for text in signature { body += Self.paragraph(text) }
        // A4 with margins of 2.5 cm, in twentieths of a point.
        let section =
            #"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>"#
        return "<w:document xmlns:w=\"\(Self.main)\"><w:body>\(body)\(section)</w:body></w:document>"
    }

    /// Number, place, question and what stands there, what is asked; the head is repeated on every page.
    private func table() -> String {
        let widths = [560, 1900, 2900, 3700]
        let heads = ["letter.number", "letter.place", "letter.seen", "letter.please"].map { catalogue.text($0) }
        let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
        var table = "<w:tbl><w:tblPr><w:tblStyle w:val=\"Questions\"/><w:tblW w:w=\"9060\" w:type=\"dxa\"/>"
        table += "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>\(grid)</w:tblGrid>"
        table += Self.row(zip(heads, widths).map { Self.cell([($0, true)], width: $1) }, isHead: true)
        for query in queries {
            let place = [(query.place, false), (catalogue.text("severity.\(query.severity.rawValue)"), false)]
            let seen = query.seen.isEmpty ? [] : [(catalogue.text("letter.quoted", ["value": query.seen]), false)]
            let cells = [
                [(String(query.number), false)], place, [(query.question, true)] + seen, [(query.request, false)],
            ]
            table += Self.row(zip(cells, widths).map { Self.cell($0, width: $1) }, isHead: false)
        }
        return table + "</w:tbl>" + Self.paragraph("")
    }

    private static func row(_ cells: [String], isHead: Bool) -> String {
        let properties = isHead ? "<w:tblHeader/>" : "<w:cantSplit/>"
        return "<w:tr><w:trPr>\(properties)</w:trPr>\(cells.joined())</w:tr>"
    }

    private static func cell(_ lines: [(text: String, isBold: Bool)], width: Int) -> String {
        let paragraphs = lines.filter { !$0.text.isEmpty }.map { paragraph($0.text, style: "Cell", isBold: $0.isBold) }
        let content = paragraphs.isEmpty ? paragraph("", style: "Cell") : paragraphs.joined()
        return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/></w:tcPr>\(content)</w:tc>"
    }

    private static func paragraph(_ text: String, style: String? = nil, isBold: Bool = false) -> String {
        let properties = style.map { "<w:pPr><w:pStyle w:val=\"\($0)\"/></w:pPr>" } ?? ""
        guard !text.isEmpty else { return "<w:p>\(properties)</w:p>" }
        let bold = isBold ? "<w:rPr><w:b/></w:rPr>" : ""
        // What is long in a letter was shortened before.
        let run = XMLText.escaped(DisplayText.visible(text, limit: .max))
        return "<w:p>\(properties)<w:r>\(bold)<w:t xml:space=\"preserve\">\(run)</w:t></w:r></w:p>"
    }
}
