import Spreadsheets
import Testing

@Suite("Packages as real programs write them")
struct PackageTests {
    @Test(
        "a package is read whatever its parts are called and however they are written",
        arguments: [
            "absolute-targets", "backslashes", "part-names-differ-in-case", "other-part-names", "strict", "prefixed",
            "utf16",
            "utf16-big-endian-without-mark", "utf8-mark", "shared-strings-unnamed", "dangling-relationships",
            "content-types-missing", "content-types-wrong", "package-relationships-missing",
            "part-name-with-blank", "part-name-percent-encoded",
        ])
    func variants(name: String) throws {
        let reading = try Reading("\(name).xlsx")
        #expect(reading.values == ["A1": .text("word"), "B1": .number(2)])
    }

    @Test("what stands around the cells is found too where the archive's names have backslashes")
    func backslashes() throws {
        let workbook = try Workbook.open(path: Reading.path("backslashes.xlsx"))
        let details = try workbook.details(of: workbook.sheets[0])
        #expect(details.comments.map(\.text) == ["why two?"])
        #expect(details.tables.map(\.name) == ["Words"] && details.notes.isEmpty)
    }

    @Test("relationships that lead nowhere are ignored with a note")
    func dangling() throws {
        let workbook = try Reading("dangling-relationships.xlsx").workbook
        #expect(workbook.notes.map(\.code) == [.danglingRelationship])
        let details = try workbook.details(of: workbook.sheets[0])
        #expect(details.notes.map(\.code) == [.danglingRelationship])
        #expect(!details.hasDrawings)
    }

    @Test("the format tells macros and the strict namespaces")
    func format() throws {
        #expect(try Reading("macro.xlsm").workbook.format == .xlsx(macroEnabled: true, strict: false))
        #expect(try Reading("template.xltx").workbook.format == .xlsx(macroEnabled: false, strict: false))
        #expect(try Reading("strict.xlsx").workbook.format == .xlsx(macroEnabled: false, strict: true))
    }

    @Test("comments, processing instructions and CDATA inside a value do not break it")
    func commentsAndCDATA() throws {
        #expect(try Reading("comments-and-cdata.xlsx").values == ["A1": .text("ab <c> & d")])
    }

    @Test("of alternate content one branch is read: the choice that Excel knows, else the fallback")
    func alternateContent() throws {
        #expect(try Reading("alternate-content.xlsx").values == ["A1": .number(1), "A2": .number(4)])
    }

    @Test(
        "a ZIP archive is read by its directory",
        arguments: [
            "comment", "junk-before", "junk-after", "stored", "any-order", "data-descriptors",
            "data-descriptors-flagged-in-directory-only", "zip64",
            "folder-entries",
        ])
    func archives(name: String) throws {
        let reading = try Reading("zip/\(name).xlsx")
        #expect(reading.values == ["A1": .number(42)])
        #expect(reading.workbook.notes.map(\.code) == (name.hasPrefix("junk") ? [.junkAroundArchive] : []))
    }

    @Test("sheet names keep quotes, their full length and characters beyond the basic plane")
    func sheetNames() throws {
        let names = try Workbook.open(path: Reading.path("sheet-names.xlsx")).sheets.map(\.name)
        #expect(names == ["It's \"quoted\"", "A name of thirty-one characters", "😀 Données", "Données"])
    }

    @Test("a thousand sheets are read, each with its own cell")
    func manySheets() throws {
        let workbook = try Workbook.open(path: Reading.path("thousand-sheets.xlsx"))
        #expect(workbook.sheets.count == 1_000)
        for sheet in [workbook.sheets[0], workbook.sheets[499], workbook.sheets[999]] {
            var values: [CellValue] = []
            try workbook.forEachRow(in: sheet) { row in
                values += row.cells.map(\.value)
                return .next
            }
            #expect(values == [.number(Double(sheet.index + 1))])
        }
    }

    @Test("hidden sheets are read and told; chart, dialog and macro sheets are left out with a note")
    func sheetKinds() throws {
        let workbook = try Workbook.open(path: Reading.path("sheet-kinds.xlsx"))
        #expect(workbook.sheets.map(\.name) == ["Data", "Last"])
        #expect(workbook.sheets.map(\.state) == [.hidden, .veryHidden])
        #expect(workbook.notes.filter { $0.code == .sheetLeftOut }.map(\.sheet) == ["Chart", "Dialog", "Macro"])
        #expect(try Reading("sheet-kinds.xlsx", sheet: 1).values == ["A1": .number(1)])
    }

    @Test("ampersands in attributes are read as they are: names of sheets, targets of links")
    func ampersands() throws {
        let workbook = try Workbook.open(path: Reading.path("ampersands.xlsx"))
        #expect(workbook.sheets.map(\.name) == ["R&D <2024> &amp; \"x\""])
        let details = try workbook.details(of: workbook.sheets[0])
        #expect(details.hyperlinks.map(\.target) == ["https://example.org/?a=1&b=%26"])
    }

    @Test("a module of macros, which is listed as a sheet without a part, is left out with a note")
    func macroModules() throws {
        let reading = try Reading("macro-modules.xlsm")
        #expect(reading.workbook.sheets.map(\.name) == ["Data"])
        #expect(reading.workbook.notes.map(\.code) == [.sheetLeftOut])
        #expect(reading.workbook.notes.map(\.sheet) == ["Module1"])
        #expect(reading.values == ["A1": .text("word"), "B1": .number(2)])
    }

    @Test("a workbook can be read by several threads at once")
    func threads() async throws {
        let workbook = try Workbook.open(path: Reading.path("thousand-sheets.xlsx"))
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for sheet in workbook.sheets.prefix(200) {
                group.addTask {
                    var count = 0
                    try workbook.forEachRow(in: sheet) { row in
                        count += row.cells.count
                        return .next
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(counts == 200)
    }
}
