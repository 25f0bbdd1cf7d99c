import Spreadsheets
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// All that a reader gives of a file, in words, so that two readings can be compared and a difference read.
private func account(of path: String, limits: ReaderLimits = .default, mode: ReadingMode) -> String {
    var lines: [String] = []
    do {
        let workbook = try Workbook.open(path: path, limits: limits, mode: mode)
        for sheet in workbook.sheets {
            lines.append("sheet \(sheet.name)")
            try workbook.forEachRow(in: sheet) { note in
                lines.append("note \(note.code) \(note.cell ?? "") \(note.message)")
            } _: { row in
                lines.append("row \(row.number) \(row.isHidden) \(row.uncalculatedColumns)")
                for cell in row.cells { lines.append("\(cell)") }
                return .next
            }
            lines.append("\(try workbook.details(of: sheet))")
        }
    } catch let error as SpreadsheetError {
        // How far each reader came before it met the error is its own affair, as is how it words what is broken.
        return "error \(error.code)"
    } catch {
        return "\(error)"
    }
    // Notes come near their rows, in no fixed order with them.
    return (lines.filter { !$0.hasPrefix("note") } + lines.filter { $0.hasPrefix("note") }).joined(separator: "\n")
}

private func mode(scanner: Bool, pieceBytes: Int = ReadingMode().pieceBytes) -> ReadingMode {
    var mode = ReadingMode()
    mode.usesScanner = scanner
    mode.pieceBytes = pieceBytes
    return mode
}

/// Numbers that look random and are the same in every run (SplitMix64, Steele, Lea and Flood 2014).
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

@Suite("The scanner reads what libxml2 reads")
struct ScannerTests {
    static let workbooks: [String] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let folders = [
            tests.appending(path: "Fixtures"), root.appending(path: "SampleInputs/co-production"),
            root.appending(path: "Tests/Fixtures"),
        ]
        return folders.flatMap { folder in
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { [".xlsx", ".xlsm", ".xltx"].contains(String($0.suffix(5)).lowercased()) }
                .map { folder.appending(path: $0).path }
        }.sorted()
    }()

    @Test("every workbook of the fixtures and samples, in pieces of any size", arguments: workbooks)
    func fixtures(path: String) {
        let reference = account(of: path, mode: mode(scanner: false))
        for pieceBytes in [ReadingMode().pieceBytes, 1_000, 61] {
            let scanned = account(of: path, mode: mode(scanner: true, pieceBytes: pieceBytes))
            #expect(scanned == reference, "in pieces of \(pieceBytes) bytes")
        }
    }

    @Test(
        "every text file of the fixtures, in pieces of any size",
        arguments: try FileManager.default.contentsOfDirectory(atPath: Reading.path("csv")).sorted())
    func textFiles(name: String) {
        let path = Reading.path("csv/\(name)")
        let whole = account(of: path, mode: mode(scanner: true))
        for pieceBytes in [1, 2, 3, 7, 64] {
            #expect(
                account(of: path, mode: mode(scanner: true, pieceBytes: pieceBytes)) == whole, "\(pieceBytes) bytes")
        }
    }

    @Test(
        "what looks like rows or strings in CDATA or a comment is none",
        arguments: ["<![CDATA[\(ghostRow)]]>", "<!--\(ghostRow)-->", "<!-- --><![CDATA[ ]]>"])
    func ghosts(text: String) throws {
        var package = StoredPackage()
        let row = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>"
        package.sheet = Array(
            "<worksheet xmlns=\"\(Self.main)\"><sheetData>\(text)\(row)</sheetData></worksheet>".utf8)
        let ghost = text.replacing(Self.ghostRow, with: "<si><t>ghost</t></si>")
        package.sharedStrings = Array("<sst xmlns=\"\(Self.main)\">\(ghost)<si><t>real</t></si></sst>".utf8)
        try withFile(package) { path in
            for scanner in [true, false] {
                let found = account(of: path, mode: mode(scanner: scanner))
                #expect(
                    found.contains("text(\"real\")") && !found.contains("666") && !found.contains("ghost"), "\(found)")
            }
        }
    }

    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let ghostRow = "<row r=\"1\"><c r=\"A1\"><v>666</v></c></row>"

    @Test("there are workbooks to compare")
    func workbooksAreFound() {
        #expect(Self.workbooks.count > 60)
    }

    static let sheets: [String] = [
        // As Excel writes it.
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14ac="urn:x" \
        ><dimension ref="A1:F4"/><cols><col min="1" max="2" width="9"/></cols><sheetData>\
        <row r="1" spans="1:6" ht="15.75" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c>\
        <c r="B1" s="2"><v>41554.5</v></c><c r="C1" cm="1" vm="2"><v>-1.5E-3</v></c><c r="D1" t="b"><v>1</v></c>\
        <c r="E1" t="e"><v>#DIV/0!</v></c><c r="F1" s="3"/></row><row r="2" hidden="1">\
        <c r="A2" t="str"><f>CONCATENATE("a","&amp;b")</f><v>a&amp;b</v></c><c r="B2"><f t="shared" ref="B2:B3" \
        si="0">A1+1</f><v>0.1234567890123456</v></c><c r="C2"><f>NOW()</f></c></row><row r="3"><c r="B3"><f t="shared" \
        si="0"/><v>7</v></c></row><row r="4"/></sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>\
        </worksheet>
        """,
        // Inline strings, pretty-printed, without addresses, with references and characters of several bytes.
        """
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
          <sheetData>
            <row>
              <c t="inlineStr"><is><t>Zürich &lt;1&gt; &#8364; &#x1F600; 日本</t></is></c>
              <c t="inlineStr"><is><t xml:space="preserve">  _x000D_ two
        lines ]] </t></is></c>
              <c><v> 12 </v></c>
              <c t="n"><v>1e400</v></c>
            </row>
            <row r="7"><c r="C7" t="s"><v>1</v></c><c r="B7" t="s"><v>99</v></c><c t="d"><v>2024-05-01</v></c></row>
          </sheetData>
        </worksheet>
        """,
        // Runs, prefixes, comments, CDATA: libxml2's part.
        """
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:mc="http://schemas.openxmlfo\
        rmats.org/markup-compatibility/2006"><!-- <row> --><sheetData><row r="1"><c r="A1"><v>1</v></c></row>\
        <!-- </sheetData> --><row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>\
        <c r="B2" t="str"><v><![CDATA[<c>]]></v></c></row><row r="3"><c r="A3" ph="1"><v>3</v></c>\
        <mc:AlternateContent><mc:Fallback><c r="B3"><v>4</v></c></mc:Fallback></mc:AlternateContent></row></sheetData>\
        </worksheet>
        """,
    ]

    static let strings = """
        <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4" uniqueCount="4"><si><t>one</t>\
        </si><si><r><rPr><b/><sz val="11"/><rFont val="Calibri"/></rPr><t>two </t></r><r><t xml:space="preserve"> &amp; \
        three</t></r><rPh sb="0" eb="1"><t>no</t></rPh><phoneticPr fontId="1"/></si><si/><si><t/></si>\
        <si><t>_x005F_x0041_</t></si></sst>
        """

    static let styles = """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/>\
        <xf numFmtId="9"/><xf numFmtId="22"/><xf numFmtId="14"/></cellXfs></styleSheet>
        """

    /// What is put into XML, taken out of it or put in the place of something, at random.
    static let tokens: [String] = [
        "<row>", "</row>", "<row/>", "<row r=\"3\">", "<c>", "</c>", "<c/>", "<v>", "</v>", "<v/>", "<f>", "</f>",
        "<is>",
        "</is>", "<t>", "</t>", "<si>", "</si>", "<r>", "</r>", "<rPr>", "</sheetData>", "<sheetData>", "<!--", "-->",
        "<![CDATA[", "]]>", "&amp;", "&#10;", "&#0;", "&x;", "&", "<", ">", "\"", "'", "=", " ", "\n", "\r", "\r\n",
        "\t",
        "\u{0}", "\u{1}", "\u{7F}", "é", "\u{FFFF}", "日", " r=\"A1\"", " r=\"XFE1\"", " r=\"a1\"", " t=\"s\"",
        " t=\"x\"",
        " s=\"2\"", " s=\"-1\"", " cm=\"1\"", " xmlns=\"urn:x\"", " x:y=\"1\"", "1", "9", "-", "+", ".", "e5", "1e999",
        "12345678901234567890", "0.1234567890123456789", "<?pi?>", "<x/>", "<x>", "</x>", "_x000D_", "]]", "true",
    ]

    @Test("a thousand seeded changes of each kind of sheet", arguments: 0..<12)
    func changes(seed: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed) &* 7_919)
        for _ in 0..<250 {
            var sheet = Array(Self.sheets[Int.random(in: 0..<Self.sheets.count, using: &numbers)].utf8)
            var strings = Array(Self.strings.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                if Int.random(in: 0..<4, using: &numbers) == 0 {
                    Self.change(&strings, &numbers)
                } else {
                    Self.change(&sheet, &numbers)
                }
            }
            var package = StoredPackage()
            package.sheet = sheet
            package.sharedStrings = strings
            package.styles = Array(Self.styles.utf8)
            let pieceBytes = [ReadingMode().pieceBytes, 40, 7][Int.random(in: 0..<3, using: &numbers)]
            try withFile(package) { path in
                // In pieces of the same size, as an encoding is looked for in the first piece.
                let reference = account(of: path, mode: mode(scanner: false, pieceBytes: pieceBytes))
                let scanned = account(of: path, mode: mode(scanner: true, pieceBytes: pieceBytes))
                #expect(
                    scanned == reference,
                    "\(String(decoding: sheet, as: UTF8.self))\n\(String(decoding: strings, as: UTF8.self))")
            }
        }
    }

    /// Writes a package to a file of its own for the time of a call.
    private func withFile<Result>(_ package: StoredPackage, _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-\(UUID().uuidString).xlsx")
        try Data(package.bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    static let names: [(attributes: String, row: String, code: SpreadsheetError.Code?)] = [
        ("xmlns:a=\"urn:a\"", "<row r=\"1\" a:b=\"1\"><c><v>1</v></c></row>", nil),
        ("xmlns:a=\"not}a URI\"", "<row r=\"1\" a:b=\"1\"><c><v>1</v></c></row>", nil),
        ("", "<row r=\"1\" a:b=\"1\"><c><v>1</v></c></row>", .corrupt),
        ("", "<a:row r=\"1\"><a:c><a:v>1</a:v></a:c></a:row>", .corrupt),
        ("xmlns:a=\"urn:a\" xmlns:b=\"urn:a\"", "<row r=\"1\" a:c=\"1\" b:c=\"1\"><c><v>1</v></c></row>", .corrupt),
        ("xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"", "<row r=\"1\" a:c=\"1\" b:c=\"1\"><c><v>1</v></c></row>", nil),
    ]

    @Test(
        "a prefix that is not declared, and one name twice by two prefixes, is refused; a namespace may have any name",
        arguments: names)
    func prefixes(attributes: String, row: String, code: SpreadsheetError.Code?) throws {
        var package = StoredPackage()
        package.sheet = Array(
            """
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \(attributes)><sheetData>\(row)\
            </sheetData></worksheet>
            """.utf8)
        try withFile(package) { path in
            for scanner in [true, false] {
                let found = account(of: path, mode: mode(scanner: scanner))
                if let code { #expect(found == "error \(code)") } else { #expect(found.contains("number(1.0)")) }
            }
        }
    }

    private static func change(_ bytes: inout [UInt8], _ numbers: inout SeededNumbers) {
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        let token = Array(tokens[Int.random(in: 0..<tokens.count, using: &numbers)].utf8)
        switch Int.random(in: 0..<5, using: &numbers) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
        case 1: bytes.insert(contentsOf: token, at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...12, using: &numbers)))
        case 3: bytes.replaceSubrange(place..<min(bytes.count, place + token.count), with: token)
        default:
            // A stretch that comes twice.
            let end = min(bytes.count, place + Int.random(in: 1...60, using: &numbers))
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        }
    }
}
