import Spreadsheets
import Testing

// Not Foundation: see Reading.swift.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("What would be passed over in silence is refused, by the scanner as by libxml2")
struct StrayElementTests {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A workbook whose sheet has these rows.
    private func package(rows: String, after: String = "") -> StoredPackage {
        var package = StoredPackage()
        package.sheet = Array(
            "<worksheet xmlns=\"\(Self.main)\" xmlns:x=\"urn:x\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
                .utf8)
        return package
    }

    /// What becomes of a workbook's cells, read with the scanner and without: their values, or the code of the refusal.
    private func outcomes(_ package: StoredPackage) throws -> [String] {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-\(UUID().uuidString).xlsx")
        try Data(package.bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try [true, false].map { usesScanner -> String in
            var mode = ReadingMode()
            mode.usesScanner = usesScanner
            do {
                let reading = try Reading(Workbook.open(path: url.path, mode: mode))
                return reading.order.map { "\($0) \(reading.values[$0].map { "\($0)" } ?? "")" }
                    .joined(separator: ", ")
            } catch let error as SpreadsheetError {
                return error.code.rawValue
            }
        }
    }

    private func expect(_ outcome: String, of package: StoredPackage) throws {
        let found = try outcomes(package)
        #expect(found == [outcome, outcome])
    }

    @Test(
        "a cell that holds two values which differ",
        arguments: [
            "<c><v>1</v><v>2</v></c>", "<c><v>1</v><v/></c>", "<c t=\"str\"><v>1</v><f>A2</f><v>2</v></c>",
            "<c t=\"inlineStr\"><is><t>a</t></is><is><t>b</t></is></c>", "<c><v>7</v><is><t>b</t></is></c>",
            "<c t=\"inlineStr\"><is><t>b</t></is><v>7</v></c>", "<c t=\"s\"><v>0</v><is><t>0</t></is></c>",
        ])
    func twoValues(cell: String) throws {
        try expect("file.duplicate-cell", of: package(rows: "<row><c><v>5</v></c>\(cell)</row>"))
    }

    @Test(
        "a cell that holds one value twice, or one and a blank, is read",
        arguments: [
            ("<c><v>1</v><v>1</v></c>", "number(1.0)"), ("<c><v>1</v><is/></c>", "number(1.0)"),
            ("<c t=\"inlineStr\"><is><t>a</t></is><is><r><t>a</t></r></is></c>", "text(\"a\")"),
            ("<c><v> </v><is><t>b</t></is></c>", "text(\"b\")"), ("<c><v/><is><t>b</t></is></c>", "text(\"b\")"),
            ("<c t=\"inlineStr\"><v>b</v><is><t>b</t></is></c>", "text(\"b\")"),
        ])
    func oneValue(cell: String, value: String) throws {
        try expect("A1 \(value)", of: package(rows: "<row>\(cell)</row>"))
    }

    @Test(
        "a row, a cell or a value where it has no place, or in another namespace",
        arguments: [
            "<row><c r=\"A1\"><c r=\"C1\"><v>9</v></c><v>1</v></c></row>", "<c r=\"A1\"><v>1</v></c>",
            "<row r=\"1\"><row r=\"2\"><c><v>8</v></c></row><c r=\"A1\"><v>1</v></c></row>", "<row><v>3</v></row>",
            "<row><c><v>1<y>2</y>3</v></c></row>", "<row><c><v>1<x:y/>3</v></c></row>",
            "<x:row><x:c><x:v>1</x:v></x:c></x:row>", "<row><x:c><x:v>1</x:v></x:c></row>",
            "<row><c><x:v>1</x:v></c></row>", "<row><c t=\"inlineStr\"><x:is><t>a</t></x:is></c></row>",
            "<row><c t=\"inlineStr\"><is><x:t>a</x:t></is></c></row>", "<row xmlns=\"urn:x\"><c><v>1</v></c></row>",
        ])
    func misplaced(rows: String) throws {
        let good = "<row><c><v>5</v></c></row>"
        try expect("file.corrupt", of: package(rows: good + rows + good))
    }

    @Test("all rows in another namespace")
    func sheetData() throws {
        var package = StoredPackage()
        package.sheet = Array(
            "<worksheet xmlns=\"\(Self.main)\"><sheetData xmlns=\"urn:x\"><row><c><v>1</v></c></row></sheetData></worksheet>"
                .utf8)
        try expect("file.corrupt", of: package)
    }

    @Test("elements of other vocabularies, in extension lists of any name, are passed over")
    func others() throws {
        let extended = "<extLst><ext uri=\"u\"><x:c><x:v>2</x:v></x:c><c><v>3</v></c></ext></extLst>"
        let drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        let after =
            "<controls><from xmlns:d=\"\(drawing)\"><d:row>4</d:row></from></controls><extLst><x:sheetData/></extLst>"
        try expect(
            "A1 number(1.0)",
            of: package(rows: "<row x:a=\"1\"><c><v>1</v>\(extended)</c><x:note/>\(extended)</row>", after: after))
    }

    @Test(
        "shared strings in another namespace or within each other",
        arguments: [
            "<x:si><x:t>a</x:t></x:si><si><t>b</t></si>", "<si><x:t>a</x:t></si>", "<si><r><x:t>a</x:t></r></si>",
            "<si><t>a</t><si><t>b</t></si></si>",
        ])
    func sharedStrings(items: String) throws {
        var package = package(rows: "<row><c t=\"s\"><v>0</v></c></row>")
        package.sharedStrings = Array(
            "<sst xmlns=\"\(Self.main)\" xmlns:x=\"urn:x\"><si><t>first</t></si>\(items)</sst>".utf8)
        try expect("file.corrupt", of: package)
        package.sharedStrings = Array(
            """
            <sst xmlns="\(Self.main)" xmlns:x="urn:x"><si><t>first</t><x:note/></si><x:note/>\
            <extLst><ext uri="u">\(items)</ext></extLst></sst>
            """.utf8)
        try expect("A1 text(\"first\")", of: package)
    }

    @Test(
        "number formats in another namespace, by which a date would be a number",
        arguments: [
            "<x:cellXfs><x:xf numFmtId=\"14\"/></x:cellXfs>", "<cellXfs><x:xf numFmtId=\"14\"/></cellXfs>",
            "<x:numFmts><x:numFmt numFmtId=\"170\" formatCode=\"yyyy\"/></x:numFmts><cellXfs><xf numFmtId=\"170\"/></cellXfs>",
            "<numFmts><x:numFmt numFmtId=\"170\" formatCode=\"yyyy\"/></numFmts><cellXfs><xf numFmtId=\"170\"/></cellXfs>",
        ])
    func styles(content: String) throws {
        var package = package(rows: "<row><c s=\"0\"><v>44000</v></c></row>")
        package.styles = Array("<styleSheet xmlns=\"\(Self.main)\" xmlns:x=\"urn:x\">\(content)</styleSheet>".utf8)
        try expect("file.corrupt", of: package)
    }

    @Test(
        "a workbook that lists no sheet, or lists it in another namespace",
        arguments: [
            "", "<sheets/>", "<x:sheets><x:sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></x:sheets>",
            "<sheets><x:sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets>",
        ])
    func sheets(content: String) throws {
        var package = StoredPackage()
        package.workbook = Array(
            "<workbook xmlns=\"\(Self.main)\" xmlns:x=\"urn:x\" xmlns:r=\"\(Self.document)\">\(content)</workbook>".utf8
        )
        try expect("file.corrupt", of: package)
    }

    @Test("a part in UTF-16 that ends within a character")
    func halfCharacter() throws {
        var package = package(rows: "<row><c><v>1</v></c></row>")
        var text: [UInt8] = [0xFF, 0xFE]
        for unit in String(decoding: package.sheet, as: UTF8.self).utf16 {
            text.append(UInt8(truncatingIfNeeded: unit))
            text.append(UInt8(truncatingIfNeeded: unit >> 8))
        }
        package.sheet = text
        try expect("A1 number(1.0)", of: package)
        text.append(0x0A)
        package.sheet = text
        try expect("file.corrupt", of: package)
    }
}
