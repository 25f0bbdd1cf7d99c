import Spreadsheets

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A workbook of one sheet made of given parts, its entries stored: what a test changes in the XML reaches the reader as it is.
struct StoredPackage {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// The smallest package that Excel opens, with these parts in it.
    init(sheet: [UInt8], sharedStrings: [UInt8]? = nil, styles: [UInt8]? = nil) {
        let types = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" \
            ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.\
            openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
            """
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        func relationships(_ list: [(kind: String, target: String)]) -> String {
            let items = list.enumerated().map { index, item in
                "<Relationship Id=\"r\(index)\" Type=\"\(relations)/\(item.kind)\" Target=\"\(item.target)\"/>"
            }
            return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + items.joined() + "</Relationships>"
        }
        let workbook = """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="\(relations)">\
            <sheets><sheet name="S" sheetId="1" r:id="r0"/></sheets></workbook>
            """
        add("[Content_Types].xml", Array(types.utf8))
        add("_rels/.rels", Array(relationships([("officeDocument", "xl/workbook.xml")]).utf8))
        add("xl/workbook.xml", Array(workbook.utf8))
        var parts = [("worksheet", "sheet1.xml")]
        if sharedStrings != nil { parts.append(("sharedStrings", "sharedStrings.xml")) }
        if styles != nil { parts.append(("styles", "styles.xml")) }
        add("xl/_rels/workbook.xml.rels", Array(relationships(parts).utf8))
        add("xl/sheet1.xml", sheet)
        if let sharedStrings { add("xl/sharedStrings.xml", sharedStrings) }
        if let styles { add("xl/styles.xml", styles) }
        finish()
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        let start = UInt32(bytes.count)
        // Version, flags, method, time, date, checksum, sizes, name's length, no extra field (APPNOTE.TXT 4.3.7).
        let common =
            Self.little(20, 2) + Self.little(0, 8) + Self.little(UInt32(Self.checksum(content)), 4)
            + Self.little(UInt32(content.count), 4) + Self.little(UInt32(content.count), 4)
            + Self.little(UInt32(name.utf8.count), 2) + Self.little(0, 2)
        bytes += [0x50, 0x4B, 3, 4] + common + name.utf8 + content
        directory += [0x50, 0x4B, 1, 2, 20, 0] + common + Self.little(0, 10) + Self.little(start, 4) + name.utf8
        count += 1
    }

    private mutating func finish() {
        let start = UInt32(bytes.count)
        bytes += directory
        bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.little(UInt32(count), 2) + Self.little(UInt32(count), 2)
        bytes += Self.little(UInt32(directory.count), 4) + Self.little(start, 4) + [0, 0]
    }

    private static func little(_ value: UInt32, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 4 ? UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) : 0 }
    }

    /// CRC-32 (ISO 3309), bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }

    /// Writes the package to a file of its own for the time of a call.
    func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-\(UUID().uuidString).xlsx")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }
}
