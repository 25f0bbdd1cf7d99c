import CZlib

/// A workbook of one sheet, whose parts are stored in a ZIP archive as they are: the bytes of a part are those that a test or
/// a fuzzer puts there.
struct StoredPackage {
    var workbook = Array(Self.usualWorkbook.utf8)
    var sheet = Array(Self.usualSheet.utf8)
    var sharedStrings = Array(Self.usualStrings.utf8)
    var styles = Array(Self.usualStyles.utf8)

    /// The archive.
    var bytes: [UInt8] {
        let parts: [(String, [UInt8])] = [
            ("[Content_Types].xml", Self.contentTypes), ("_rels/.rels", Self.packageRelationships),
            ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", Self.workbookRelationships),
            ("xl/sharedStrings.xml", sharedStrings), ("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", sheet),
            ("xl/worksheets/_rels/sheet1.xml.rels", Self.sheetRelationships),
        ]
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in parts {
            let header = Self.header(name, content)
            directory += Self.number(0x0201_4B50, 4) + [20, 0] + header.prefix(26) + Self.number(0, 10)
            directory += Self.number(archive.count, 4) + Array(name.utf8)
            archive += Self.number(0x0403_4B50, 4) + header + Array(name.utf8) + content
        }
        let end =
            Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(parts.count, 2) + Self.number(parts.count, 2)
            + Self.number(directory.count, 4) + Self.number(archive.count, 4) + Self.number(0, 2)
        return archive + directory + end
    }

    /// Version to extra field's length, which both headers have alike (APPNOTE.TXT 4.3.7).
    private static func header(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let checksum = content.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
        // zlib gives the checksum of a NULL pointer as 0, which is that of no bytes.
        return number(20, 2) + number(0, 4) + number(0, 2) + number(0x21, 2) + number(Int(checksum), 4)
            + number(content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private static let contentTypes = Array(
        """
        <Types xmlns="\(package)/content-types"><Default Extension="xml" ContentType="application/xml"/>\
        <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
        """.utf8)
    private static let packageRelationships = relationships([("officeDocument", "xl/workbook.xml")])
    private static let workbookRelationships = relationships([
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
    ])
    private static let sheetRelationships = relationships([("image", "../media/none.png")])
    private static let usualWorkbook = """
        <workbook xmlns="\(main)" xmlns:r="\(document)"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>
        """
    private static let usualStrings = """
        <sst xmlns="\(main)"><si><t>one</t></si><si><r><t xml:space="preserve">t </t></r><r><t>wo</t></r></si><si/></sst>
        """
    private static let usualStyles = """
        <styleSheet xmlns="\(main)"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/><xf numFmtId="22"/></cellXfs></styleSheet>
        """
    private static let usualSheet =
        "<worksheet xmlns=\"\(main)\"><sheetData>"
        + (1...100).map {
            "<row r=\"\($0)\"><c t=\"s\"><v>\($0 - 1)</v></c><c s=\"\($0 - 1)\"><v>45000.5</v></c></row>"
        }.joined()
        + "</sheetData></worksheet>"

    private static func relationships(_ list: [(kind: String, target: String)]) -> [UInt8] {
        let items = list.enumerated().map { index, item in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(document)/\(item.kind)\" Target=\"\(item.target)\"/>"
        }
        return Array("<Relationships xmlns=\"\(package)/relationships\">\(items.joined())</Relationships>".utf8)
    }
}
