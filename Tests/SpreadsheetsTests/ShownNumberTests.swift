import Spreadsheets
import Testing

@Suite("What cells show of their numbers")
struct ShownNumberTests {
    /// What the cells of a fixture show of their numbers, by address.
    private static func shown(_ text: (Cell) -> String?) throws -> [String: String] {
        let workbook = try Workbook.open(path: Reading.path("shown-numbers.xlsx"))
        var shown: [String: String] = [:]
        try workbook.forEachRow(in: workbook.sheets[0]) { row in
            for cell in row.cells {
                shown[CellAddress(row: row.number, column: cell.column).description] = text(cell)
            }
            return .next
        }
        return shown
    }

    @Test("a whole number in a format of nothing but zeros has as many digits at least")
    func zeros() throws {
        let shown = try Self.shown(\.zeroPadded)
        #expect(
            shown == ["A2": "007", "C2": "007", "D2": "00007", "E3": "1234", "A4": "-007", "D5": "00000"])
    }

    @Test("a length of time is shown in hours, minutes and seconds, whatever its format leaves out")
    func lengthsOfTime() throws {
        let shown = try Self.shown(\.lengthOfTime)
        #expect(
            shown == [
                "E2": "36:00:00", "C3": "36:00:00", "D3": "24:00:00", "C5": "-01:30:00", "E5": "24:00:00.864",
            ])
    }

    /// What a cell of a number shows in a format.
    private static func worded(_ number: String, _ code: String) throws -> String? {
        try cell(number, code)?.worded { "\($0)" }
    }

    /// A cell of a number in a format.
    private static func cell(_ number: String, _ code: String) throws -> Cell? {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let escaped = code.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        var package = StoredPackage()
        package.styles = Array(
            """
            <styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="170" formatCode="\(escaped)"/></numFmts>\
            <cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>
            """.utf8)
        package.sheet = Array(
            """
            <worksheet xmlns="\(main)"><sheetData><row r="1"><c s="0"><v>\(number)</v></c></row></sheetData></worksheet>
            """.utf8)
        let workbook = try Workbook.open(bytes: package.bytes, name: "worded.xlsx")
        var found: Cell?
        try workbook.forEachRow(in: workbook.sheets[0]) { row in
            for cell in row.cells { found = cell }
            return .stop
        }
        return found
    }

    @Test(
        "what a number format writes beside a number is shown with it",
        arguments: [
            ("5.2", "0.0\" Mio. kr.\"", "5.2 Mio. kr."), ("900", "#,##0\" thousand\"", "900.0 thousand"),
            ("5.2", "[$kr-41D] #,##0", "kr 5.2"), ("5.2", "\"$\"#,##0.00", "$5.2"), ("5.2", "\"< \"0.0", "< 5.2"),
            ("-5.2", "\"$\"0.0", "-$5.2"), ("-5.2", "$#,##0_);($#,##0)", "-$5.2"), ("5.2", "#,##0 €", "5.2 €"),
            ("5.2", "[$-x-sysdate]0\\ \\k\\m", "5.2 km"), ("5.2", "General\" DKK\"", "5.2 DKK"),
            ("5.2", "# ##0\" kr\"", "5.2 kr"), ("2000", "[<1000]0\" kr\";0\" DKK\"", "2000.0 DKK"),
            ("5.2", "0\" ha & more\"", "5.2 ha & more"), ("5.2", "0.0\" million (R&D)\"", "5.2 million (R&D)"),
            ("5.2", "_-* #,##0.00\\ [$€-407]_-;-* #,##0.00\\ [$€-407]_-;_-* \"-\"??\\ [$€-407]_-;_-@_-", "5.2 €"),
        ])
    func words(number: String, code: String, expected: String) throws {
        #expect(try Self.worded(number, code) == expected)
    }

    @Test(
        "nothing is shown beside numbers in formats that everybody uses, that scale, or that have signs among the digits",
        arguments: [
            "General", "0.00", "#,##0", "[Red]0.00", "0%", "0.0%", "0.0,,\"M\"", "#,##0,\"k\"", "0,.0\" k\"", "000",
            "0000-00",
            "#,##0_);(#,##0)", "#,##0_);[Red]\\(#,##0\\)", "_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "0;[Red]0", "#,##0;-#,##0;\"–\"", ";;;", "00\":\"00", "# ?/?",
            "0.00E+00", "[>999999]0.0,,\"M\";[>999]0.0,\"k\";0", "yyyy\" year\"", "@", "# ##0",
        ])
    func noWords(code: String) throws {
        #expect(try Self.worded("5.2", code) == nil)
        #expect(try Self.worded("-5.2", code) == nil)
        #expect(try Self.worded("0", "0\" kr\"") == nil)
    }

    @Test("an ampersand in a number format is one character of it: what is behind it decides too")
    func ampersands() throws {
        for code in ["\\&dd/mm/yy", "\\&yyyy", "\"R&D; \"dd/mm/yy"] {
            let cell = try #require(try Self.cell("44000", code))
            guard case .date(let date) = cell.value else {
                Issue.record("\(code): \(cell.value)")
                continue
            }
            #expect(date.iso8601 == "2020-06-18")
        }
    }

    @Test("a cell takes as much room with the words of its format as it would without")
    func room() {
        #expect(MemoryLayout<Cell>.stride <= MemoryLayout<CellValue>.stride + 24)
    }
}
