import Spreadsheets

/// Puts sheets into a new workbook (XLSX, Transitional). The same sheets always give the same bytes.
struct WorkbookWriter: ~Copyable {
    /// The namespace of sheets.
    static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private var archive = ZipWriter()
    private var names: [String] = []
    private var hidden: Set<Int> = []

    /// Adds a sheet.
    ///
    /// - Returns: the name that it has: without what Excel forbids, and unlike the others'.
    @discardableResult
    mutating func add(
        _ name: String, isHidden: Bool = false, _ content: DeflatedContent
    ) throws(SpreadsheetError) -> String {
        let name = SheetName.free(name, among: names)
        if isHidden { hidden.insert(names.count) }
        names.append(name)
        try archive.add("xl/worksheets/sheet\(names.count).xml", content)
        return name
    }

    /// The workbook.
    ///
    /// - Parameters:
    ///   - styles: its styles, as XML.
    ///   - definedNames: names for ranges, as XML.
    consuming func finish(styles: [UInt8], definedNames: String = "") throws(SpreadsheetError) -> [UInt8] {
        let numbers = names.indices.map { $0 + 1 }
        let sheets = names.enumerated().map { index, name in
            "<sheet name=\"\(XMLText.escaped(name))\" sheetId=\"\(index + 1)\"\(hidden.contains(index) ? " state=\"hidden\"" : "") r:id=\"rId\(index + 1)\"/>"
        }
        let named = definedNames.isEmpty ? "" : "<definedNames>\(definedNames)</definedNames>"
        try add(
            "xl/workbook.xml",
            "<workbook xmlns=\"\(Self.namespace)\" xmlns:r=\"\(Self.relationships)\"><sheets>\(sheets.joined())</sheets>\(named)</workbook>"
        )
        let links = numbers.map { Self.relationship($0, "worksheet", "worksheets/sheet\($0).xml") }
        try add(
            "xl/_rels/workbook.xml.rels",
            Self.relationships(links + [Self.relationship(numbers.count + 1, "styles", "styles.xml")]))
        try archive.add("xl/styles.xml", DeflatedContent(styles))
        try add("_rels/.rels", Self.relationships([Self.relationship(1, "officeDocument", "xl/workbook.xml")]))
        let parts = numbers.map { ("xl/worksheets/sheet\($0).xml", "worksheet") }
        let overrides = (parts + [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]).map { part, kind in
            "<Override PartName=\"/\(part)\" ContentType=\"\(Self.type).\(kind)+xml\"/>"
        }
        try add(
            "[Content_Types].xml",
            "<Types xmlns=\"\(Self.package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\(overrides.joined())</Types>"
        )
        return try archive.finish()
    }

    private mutating func add(_ part: String, _ xml: String) throws(SpreadsheetError) {
        try archive.add(part, DeflatedContent(Array((PackageEditor.declaration + xml).utf8)))
    }

    private static func relationships(_ elements: [String]) -> String {
        "<Relationships xmlns=\"\(package)/relationships\">\(elements.joined())</Relationships>"
    }

    private static func relationship(_ number: Int, _ kind: String, _ target: String) -> String {
        "<Relationship Id=\"rId\(number)\" Type=\"\(relationships)/\(kind)\" Target=\"\(target)\"/>"
    }
}
