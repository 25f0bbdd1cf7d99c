import Foundation
import SurveyModel
import Testing

@testable import Report
@testable import Spreadsheets

@Suite("Annotated returns")
struct AnnotatedReturnTests {
    /// Workbooks of other programs, those of the reader's tests among them, and what of their marks is to be made anew.
    static let readable: [(name: String, isAnew: Bool)] = {
        let fixtures = "SpreadsheetsTests/Fixtures"
        let folder = AnnotatedSpecimen.folder.deletingLastPathComponent().appending(path: fixtures).path
        let anew: Set = [
            "alternate-content.xlsx", "content-types-missing.xlsx", "out-of-order.xlsx", "repeated-cell-equal.xlsx",
            "repeated-row-equal.xlsx", "address-contradicts-row.xlsx", "outside-grid.xlsx",
        ]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let theirs = names.filter { $0.hasSuffix(".xlsx") || $0.hasSuffix(".xlsm") }.sorted()
            .filter { !contradictory.contains($0) }.map { ("\(fixtures)/\($0)", anew.contains($0)) }
        let ours = ["openpyxl.xlsx", "xlsxwriter.xlsm", "threaded.xlsx", "by-hand.xlsx", "libreoffice.xlsx"]
        return ours.map { ($0, false) } + theirs
    }()

    /// Workbooks of the reader's tests in which a cell has two values.
    static let contradictory = ["repeated-cell-different.xlsx", "repeated-row-different.xlsx"]

    @Test(
        "a workbook in which a cell has two values is not read: no copy could be held against it",
        arguments: contradictory)
    func contradiction(name: String) throws {
        let workbook = try Workbook.open(path: AnnotatedSpecimen.path("SpreadsheetsTests/Fixtures/\(name)"))
        let sheet = try #require(workbook.sheets.first)
        #expect(throws: SpreadsheetError.self) { try AnnotatedSpecimen.values(sheet, of: workbook) }
    }

    @Test("the fixtures are there")
    func fixtures() {
        #expect(Self.readable.count > 50)
    }

    @Test("every cell of the original keeps its value, whatever program wrote it", arguments: readable)
    func values(name: String, isAnew: Bool) throws {
        let before = try Workbook.open(path: AnnotatedSpecimen.path(name))
        let sheet = try #require(before.sheets.first)
        let specimen = try AnnotatedSpecimen(
            name, ["A1", "B2", "A2", "D1", "J40"].map { "\(sheet.name)!\($0)" })
        #expect((specimen.copy.anewBecause != nil) == isAnew, "\(specimen.copy.anewBecause ?? "its own file")")
        #expect(specimen.after.sheets.count == before.sheets.count + 1)
        for (old, new) in zip(before.sheets, specimen.after.sheets.dropFirst()) {
            let values = try AnnotatedSpecimen.values(old, of: before)
            #expect(try AnnotatedSpecimen.values(new, of: specimen.after) == values, "\(old.name)")
            if !isAnew { #expect(new.name == old.name && new.state == old.state) }
        }
        if !isAnew {
            #expect(specimen.lostEntries().isEmpty)
            #expect(specimen.after.definedNames == before.definedNames)
        }
    }

    @Test("parts that no mark touches are the same to the byte, as they are compressed")
    func untouched() throws {
        let specimen = try AnnotatedSpecimen("xlsxwriter.xlsm", ["People!B3", "People!C2", "People!C5"])
        #expect(
            try specimen.changedEntries() == [
                "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
                "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml",
            ])
        #expect(specimen.copy.fileExtension == "xlsm")
        #expect(specimen.after.format == .xlsx(macroEnabled: true, strict: false))
        #expect(specimen.original?.has("xl/vbaProject.bin") == true)
    }

    @Test("no part has two types where the list names parts that the file lacks, as some programs leave them there")
    func leftOverTypes() throws {
        let original = try PackageEditor(path: AnnotatedSpecimen.path("openpyxl.xlsx"))
        let specimen = try AnnotatedSpecimen.changed(original, ["People!B2", "It's <&> \"2\"!A1"]) { editor in
            try editor.edit("[Content_Types].xml") { text in
                let left = ["Comments1", "worksheets/Sheet3"].map {
                    "<Override PartName=\"/xl/\($0).xml\" ContentType=\"application/xml\"/>"
                }
                return text.replacing("</Types>", with: left.joined() + "</Types>")
            }
        }
        let text = try specimen.text("[Content_Types].xml")
        let types = try #require(XMLDocument(Array(text.utf8)))
        let named = types.children(types.root, named: "Override").compactMap { types.value("PartName", of: $0) }
        #expect(Set(named.map { $0.lowercased() }).count == named.count, "\(named)")
        #expect(named.contains("/xl/comments2.xml") && named.contains("/xl/worksheets/sheet4.xml"))
        #expect(try specimen.notes(in: "It's <&> \"2\"")["A1"] != nil)
    }

    @Test("where the list names the styles that the file lacks, it tells their type once")
    func leftOverStyles() throws {
        let original = try PackageEditor(path: AnnotatedSpecimen.path("SpreadsheetsTests/Fixtures/styles-missing.xlsx"))
        let specimen = try AnnotatedSpecimen.changed(original, ["Data!A1"]) { editor in
            try editor.edit("[Content_Types].xml") {
                let left = "<Override PartName=\"/xl/Styles.xml\" ContentType=\"application/xml\"/>"
                return $0.replacing("</Types>", with: left + "</Types>")
            }
        }
        let types = try specimen.text("[Content_Types].xml").lowercased()
        #expect(types.split(separator: "/xl/styles.xml").count == 2)
        let type = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
        #expect(specimen.editor.contentType(of: "xl/styles.xml") == type)
    }

    @Test("a sheet changes in its marked cells and the reference to the notes' drawing alone")
    func oneSheet() throws {
        let specimen = try AnnotatedSpecimen("by-hand.xlsx", ["People!B5", "People!A3", "People!C1", "People!A9"])
        let part = try #require(specimen.editor.sheets.last?.part)
        let text = String(decoding: try #require(try specimen.editor.xml(part)), as: UTF8.self)
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let references = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        #expect(
            text == """
                <x:worksheet xmlns:x="\(main)"><x:sheetPr codeName="a>b"/><x:sheetData><x:row><x:c t="inlineStr"><x:is>\
                <x:t>Kind</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t><![CDATA[Num<row>ber]]></x:t></x:is></x:c>\
                <x:c r="C1" s="1"/></x:row><!-- <x:row r="2"> --><x:row r="3"><x:c r="A3" s="2"/></x:row><x:row r="5">\
                <x:c s="3" r="B5"><x:v>12</x:v></x:c></x:row><x:row r="9"><x:c r="A9" s="3"/></x:row></x:sheetData>\
                <x:legacyDrawing xmlns:r="\(references)" r:id="rId2"/><x:extLst/></x:worksheet>
                """)
    }

    @Test(
        "a marked cell has its severity's fill and keeps number format, font, border and protection",
        arguments: ["openpyxl.xlsx", "libreoffice.xlsx"])
    func formats(name: String) throws {
        let specimen = try AnnotatedSpecimen(name, ["People!C2", "People!B3", "People!B4", "People!E7"])
        let plain = try AnnotatedSpecimen(name, ["People!A1"])
        for (cell, colour) in [("C2", "F9D9D6"), ("B3", "FBEBC8"), ("B4", "E2EAF2"), ("E7", "F9D9D6")] {
            let (format, fill) = try specimen.format(of: cell, in: "People")
            #expect(fill.contains("FF\(colour)"), "\(cell)")
            let before = try plain.format(of: cell, in: "People").format
            let fills = /\s*(fillId="\d+"|applyFill="\w+")/
            // The fourth has its format from its column, which a cell that is not there does not show here.
            if cell != "E7" {
                #expect(
                    format.replacing(fills, with: "").replacing(" ", with: "")
                        == before.replacing(fills, with: "").replacing(" ", with: ""))
            }
        }
        #expect(try specimen.format(of: "C2", in: "People").format.contains("protection"))
        let format = try specimen.format(of: "E7", in: "People").format
        #expect(format.contains(#"numFmtId="2""#) || name == "libreoffice.xlsx", "\(format)")
    }

    @Test("notes that are there keep their text and get ours behind it; threads are left alone")
    func notes() throws {
        let specimen = try AnnotatedSpecimen("openpyxl.xlsx", ["People!B2", "People!B3"])
        let notes = try specimen.notes(in: "People")
        let ours = OwnNote.written("To review, no. 1\nIs this right?\nExpected: a number\nPerhaps: 12")
        #expect(notes["B2"] == "As of June.\n\n" + ours)
        #expect(notes["B2"].flatMap { OwnNote(in: $0) }?.told == "As of June.")
        #expect(notes["A3"] == "Part-time too.")
        #expect(notes["B3"].flatMap { OwnNote(in: $0) }?.told == "")
        #expect(notes["B3"]?.contains("To review, no. 2") == true)

        let threaded = try AnnotatedSpecimen("threaded.xlsx", ["People!B3", "People!A2"])
        let kept = try threaded.notes(in: "People")
        #expect(kept["B3"] == nil)
        let written = try #require(try threaded.editor.xml("xl/comments/comment1.xml"))
        #expect(String(decoding: written, as: UTF8.self).contains("<t>[Threaded comment] Is this right?</t>"))
        #expect(kept["A2"]?.hasPrefix("A note.") == true && kept["A2"] != "A note.")
        #expect(!(try threaded.changedEntries()).contains { $0.contains("threaded") })
        #expect(try threaded.format(of: "B3", in: "People").fill.contains("F9D9D6"))
    }

    @Test("all cells of a group are filled, up to a bound that the note of the first tells; the others have no note")
    func group() throws {
        func issue(_ blocks: [AlikeCells.Block]) -> SurveyModel.Issue {
            let issue = AnnotatedSpecimen.issue(at: "People!B2", number: 1)
            var finding = issue.finding
            finding.alike = blocks.map { AlikeCells(block: $0, value: nil) }
            return SurveyModel.Issue(
                fingerprint: issue.fingerprint, reporter: "AAA", round: "2026", returnID: "abc", finding: finding,
                state: .open)
        }
        let few = try AnnotatedSpecimen(
            "libreoffice.xlsx",
            issues: [
                issue([
                    .init(row: 2, column: 2, lastRow: 3, lastColumn: 3),
                    .init(row: 40, column: 7, lastRow: 40, lastColumn: 7),
                ])
            ])
        for cell in ["B2", "C2", "B3", "C3", "G40"] {
            #expect(try few.format(of: cell, in: "People").fill.contains("FBEBC8"), "\(cell)")
        }
        let notes = try few.notes(in: "People")
        #expect(notes["B2"]?.contains("To review, no. 1") == true && notes["B2"]?.contains("5 cells") == true)
        #expect(["C2", "B3", "C3", "G40"].allSatisfy { notes[$0]?.contains("To review") != true })

        let many = try AnnotatedSpecimen(
            "libreoffice.xlsx", issues: [issue([.init(row: 2, column: 2, lastRow: 1_048_576, lastColumn: 2)])])
        #expect(try many.format(of: "B1001", in: "People").fill.contains("FBEBC8"))
        #expect(try !many.format(of: "B1002", in: "People").fill.contains("FBEBC8"))
        let text = try #require(try many.notes(in: "People")["B2"])
        let catalogue = try Catalogue(language: "en")
        #expect([1_048_575, 1_000].allSatisfy { text.contains(catalogue.number($0)) })
    }

    @Test("what counts sheets by their place counts the new one, and no other sheet stays selected beside it")
    func places() throws {
        let specimen = try AnnotatedSpecimen("openpyxl.xlsx", ["People!B2"])
        let workbook = String(
            decoding: try #require(try specimen.editor.xml(specimen.editor.workbookPart)), as: UTF8.self)
        #expect(workbook.contains(#"localSheetId="1""#) && workbook.contains(#"localSheetId="2""#))
        #expect(!workbook.contains(#"localSheetId="0""#) && !workbook.contains("activeTab"))
        let selected = try specimen.editor.sheets.compactMap(\.part).filter { try specimen.editor.isSelected($0) }
        #expect(selected == [specimen.editor.sheets[0].part])
        #expect(specimen.after.sheets.map(\.name) == ["To review", "People", "It's <&> \"2\""])
    }

    @Test(
        "the first sheet asks in the reporter's language, with links to the cells",
        arguments: [
            ("en", "To review", "Value is right, because"), ("fr", "À revoir", "La valeur est exacte, car"),
            ("es", "Para revisar", "El valor es correcto, porque"), ("de", "To review", "Not available"),
        ])
    func reviewSheet(language: String, name: String, choice: String) throws {
        let specimen = try AnnotatedSpecimen("openpyxl.xlsx", ["People!B3", "It's <&> \"2\"!C3"], language: language)
        let sheet = specimen.after.sheets[0]
        #expect(sheet.name == name)
        let values = try AnnotatedSpecimen.values(sheet, of: specimen.after)
        #expect(values[CellAddress(row: 6, column: 2)] == .text("People!B3"))
        #expect(values[CellAddress(row: 6, column: 4)] == .text("many"))
        #expect(values[CellAddress(row: 6, column: 10)] == .text("0000000000000000"))
        #expect(values[CellAddress(row: 4, column: 10)] == .text(ReviewSheet.mark))
        #expect(values[CellAddress(row: 4, column: 11)] == .text("canvass:of:abc"))
        let said = ["People!B3", "", "many"].map { ReviewSheet.digest(of: $0) }
        guard case .text(let printed) = try #require(values[CellAddress(row: 6, column: 12)]) else {
            Testing.Issue.record("no text in \(values)")
            return
        }
        #expect(ReviewSheet.digests(in: printed)[2] == said[2] && printed.hasPrefix(said[0]))
        #expect(values.values.contains(.text(choice)))
        let details = try specimen.after.details(of: sheet)
        #expect(details.hyperlinks.map(\.location) == ["'People'!B3", "'It''s <&> \"2\"'!C3"])
        #expect(details.hiddenColumns == [10...12] && details.hiddenRows == [4...4])
        #expect(details.validations.map(\.kind) == [.list])
    }

    @Test("a cell that a merged range covers is marked where the range is seen")
    func merged() throws {
        let specimen = try AnnotatedSpecimen("openpyxl.xlsx", ["It's <&> \"2\"!C3"])
        #expect(try specimen.format(of: "B2", in: "It's <&> \"2\"").fill.contains("F9D9D6"))
    }

    @Test("the same return and issues give the same bytes")
    func determinism() throws {
        let cells = ["People!B3", "People!C2"]
        #expect(
            try AnnotatedSpecimen("xlsxwriter.xlsm", cells).copy.bytes
                == AnnotatedSpecimen("xlsxwriter.xlsm", cells).copy.bytes)
    }

    @Test("texts of returns stay texts: no formula, no markup, nothing that XML cannot hold")
    func hostileTexts() throws {
        let text = "=HYPERLINK(\"x\")</t></is><!--&amp;\u{1}\u{FFFE}_x0041_\r\n\u{202E}"
        let issue = AnnotatedSpecimen.issue(at: "People!B3", number: 0, message: text)
        let specimen = try AnnotatedSpecimen("openpyxl.xlsx", issues: [issue])
        let values = try AnnotatedSpecimen.values(specimen.after.sheets[0], of: specimen.after)
        #expect(values[CellAddress(row: 6, column: 5)] == .text(text))
        #expect(try specimen.notes(in: "People")["B3"]?.contains(text) == true)
    }

    @Test("ten thousand marks in one sheet, each with its note")
    func many() throws {
        let cells = (1...10_000).map { "People!\(CellAddress(row: $0 / 20 + 1, column: $0 % 20 + 1))" }
        let start = ContinuousClock.now
        let specimen = try AnnotatedSpecimen("openpyxl.xlsx", cells)
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(specimen.copy.questions == 10_000)
        #expect(try specimen.notes(in: "People").count == 10_000)
        let drawing = try #require(specimen.package.archive.entries.first { $0.name.hasSuffix(".vml") }?.name)
        let text = String(decoding: try #require(try specimen.editor.bytes(drawing)), as: UTF8.self)
        let numbers = text.matches(of: /id="_x0000_s(\d+)"/).compactMap { Int($0.1) }
        #expect(Set(numbers).count == numbers.count && numbers.count >= 10_000)
        let map = try #require(text.firstMatch(of: /idmap [^>]*data=["']([\d,]+)/)).1.split(separator: ",")
        #expect(Set(numbers.map { String($0 >> 10) }).isSubset(of: Set(map.map(String.init))))
    }

    @Test("issues that are settled, or for the office alone, are not asked about")
    func asked() throws {
        var settled = AnnotatedSpecimen.issue(at: "People!B3", number: 0)
        settled.state = .waived
        let annotator = ReturnAnnotator(try SpecimenResult.definition())
        let path = AnnotatedSpecimen.path("openpyxl.xlsx")
        #expect(try annotator.annotate(path: path, name: "a.xlsx", issues: [settled], language: "en") == nil)
    }

    @Test(
        "a copy that comes back is annotated again: one sheet To review, notes written anew, those of settled cells settled"
    )
    func again() throws {
        let first = try AnnotatedSpecimen("openpyxl.xlsx", ["People!B2", "People!B3", "People!A3"])
        let file = FileManager.default.temporaryDirectory.appending(path: "again-\(UUID().uuidString).xlsx")
        try Data(first.copy.bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var issue = AnnotatedSpecimen.issue(at: "People!B2", number: 1)
        issue.explanation = RespondentAnswer(choice: "right", remark: "we counted again")
        let second = try AnnotatedSpecimen(file.path, issues: [issue])
        #expect(second.after.sheets.map(\.name) == ["To review", "People", "It's <&> \"2\""])
        let notes = try second.notes(in: "People")
        let ours = OwnNote.written("To review, no. 1\nIs this right?\nExpected: a number\nPerhaps: 12")
        let settled = OwnNote.written("Nothing is to be reviewed here any more.")
        #expect(notes["B2"] == "As of June.\n\n" + ours)
        #expect(notes["B3"] == settled && notes["A3"] == "Part-time too.\n\n" + settled)
        let values = try AnnotatedSpecimen.values(second.after.sheets[0], of: second.after)
        #expect(values[CellAddress(row: 6, column: 8)] == .text("Value is right, because"))
        #expect(values[CellAddress(row: 6, column: 9)] == .text("we counted again"))
        #expect(values[CellAddress(row: 7, column: 10)] == nil)
    }

    @Test("the hostile fixtures are there")
    func hostileFixtures() {
        #expect(Self.hostile.count > 30)
        let names = Self.hostile.map { URL(filePath: $0).lastPathComponent }
        #expect(Self.copied.isSubset(of: names))
    }

    /// The hostile workbooks of the reader's tests.
    static let hostile: [String] = {
        let folder = "SpreadsheetsTests/Fixtures/hostile"
        let path = AnnotatedSpecimen.folder.deletingLastPathComponent().appending(path: folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().map { "\(folder)/\($0)" }
    }()

    /// The one that can be read, and those of which only a part is wrong that nobody reads for a copy. All others are refused.
    private static let copied: Set = [
        "no-namespace.xlsx", "row-number-overflow.xlsx", "shared-strings-broken.xlsx", "wrong-namespace.xlsx",
    ]

    @Test("a hostile file is refused, or its copy can be opened; nothing else happens", arguments: hostile)
    func hostileFiles(name: String) throws {
        let path = AnnotatedSpecimen.path(name)
        let annotator = ReturnAnnotator(try SpecimenResult.definition())
        let file = URL(filePath: name).lastPathComponent
        let sheet = (try? Workbook.open(path: path))?.sheets.first?.name ?? "Data"
        let issues = ["A1", "C7"].enumerated().map { AnnotatedSpecimen.issue(at: "\(sheet)!\($1)", number: $0) }
        do {
            let copy = try #require(try annotator.annotate(path: path, name: name, issues: issues, language: "en"))
            let url = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).xlsx")
            try Data(copy.bytes).write(to: url)
            defer { try? FileManager.default.removeItem(at: url) }
            let workbook = try Workbook.open(path: url.path)
            #expect(workbook.sheets.first?.name == "To review")
            #expect(Self.copied.contains(file))
        } catch let error as SpreadsheetError {
            #expect(!Self.copied.contains(file), "\(error)")
        }
    }

    @Test("of a text file a workbook is made, with its cells as they were typed")
    func textFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "a/b \(UUID().uuidString) with a long name.csv")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("Kind;Number\nTeachers;=1+1\nNurses;007\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let name = file.deletingPathExtension().lastPathComponent
        let specimen = try AnnotatedSpecimen(file.path, ["\(name)!B3"])
        #expect(specimen.copy.fileExtension == "xlsx" && specimen.copy.anewBecause == nil)
        let sheet = specimen.after.sheets[1]
        #expect(sheet.name.utf16.count == 31)
        let values = try AnnotatedSpecimen.values(sheet, of: specimen.after)
        #expect(values[CellAddress(row: 2, column: 2)] == .text("=1+1"))
        #expect(values[CellAddress(row: 3, column: 2)] == .text("007"))
        let (format, fill) = try specimen.format(of: "B3", in: sheet.name)
        #expect(fill.contains("F9D9D6"))
        // What is typed over it keeps its zeros.
        #expect(format.contains(#"numFmtId="49""#), "\(format)")
        let first = try AnnotatedSpecimen.values(specimen.after.sheets[0], of: specimen.after)
        #expect(first[CellAddress(row: 4, column: 10)] == .text(ReviewSheet.textFileMark))
    }
}

@Suite("What respondents write, as reasons")
struct WaiverReasonTests {
    @Test(
        "an answer is offered as the reason of a waiver, save where the cell is said to be corrected",
        arguments: [
            ("right", "the school was closed", "The respondent says: Value is right, because the school was closed"),
            ("not-available", "", "The respondent says: Not available"),
            ("", "see our letter", "The respondent says: see our letter"), ("corrected", "see B3", nil),
        ] as [(String, String, String?)])
    func reason(choice: String, remark: String, reason: String?) throws {
        var issue = AnnotatedSpecimen.issue(at: "People!B3", number: 0)
        #expect(issue.waiverReason(try Catalogue(language: "en")) == nil)
        issue.explanation = RespondentAnswer(choice: choice, remark: remark)
        #expect(issue.waiverReason(try Catalogue(language: "en")) == reason)
    }
}
