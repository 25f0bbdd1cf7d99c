import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Testing

@Suite("A table")
struct TableTests {
    private func survey() throws -> SpecimenSurvey { try SpecimenSurvey([.practices]) }

    private static let records = [
        ["number=1 @A5", "title=Alpha @B5", "stages=X x @C5", "year=2014 @F5", "before=100.5 @G5", "after=90 @H5"],
        ["number=2 @A6", "title=Beta @B6", "stages=X @D6", "year=2015 @F6"],
    ]

    @Test(
        "a header of two rows with merged cells; rows that hold only their printed number, the total and the notes are no records"
    )
    func merged() throws {
        let survey = try survey()
        let extraction = try survey.extract("table-merged.xlsx")
        #expect(try survey.lines(extraction, table: "practices") == Self.records)
        #expect(extraction.records.map(\.anchor.cell) == ["A5", "A6"])
        #expect(
            extraction.places(of: "practices") == [
                "number A ", "title B ", "stages C:E ", "year F ", "before G ", "after H ",
            ])
        #expect(extraction.told == [])
        #expect(extraction.answers["practices"] == AnswerCount(asked: 12, given: 10))
    }

    @Test("marks carry their codes and their cells")
    func marks() throws {
        let survey = try survey()
        let entry = try survey.entry("stages", of: 1, table: "practices", in: survey.extract("table-merged.xlsx"))
        let mark = { (code: String, text: String, column: Int) in
            RawValue.Mark(code: code, text: text, origin: Origin(sheet: "Practices", row: 5, column: column))
        }
        #expect(entry?.value == .marks([mark("planning", "X", 3), mark("review", "x", 5)]))
    }

    @Test("the same header from a CSV file, where nothing is merged, gives the same records")
    func unmerged() throws {
        let survey = try survey()
        let extraction = try survey.extract("table-unmerged.csv")
        let shifted = Self.records.map { $0.map { $0.replacing(/(\d)$/) { String((Int($0.output.1) ?? 0) - 2) } } }
        #expect(try survey.lines(extraction, table: "practices") == shifted)
        #expect(extraction.records.first?.anchor == Origin(sheet: "table-unmerged", row: 3, column: 1))
        #expect(extraction.told == [])
    }

    @Test("columns in another order, in French, in Windows-1252 with semicolons; missing columns are told")
    func semicolons() throws {
        let survey = try SpecimenSurvey([.practices], changing: "header: 2", to: "header: 1")
        let extraction = try survey.extract("table-semicolons.csv")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                [
                    "number=1 @D2", "title=Forêt @C2", "stages=x @F2", "year=2014 @E2", "before=100 @B2",
                    "after=90,5 @A2",
                ],
                ["number=2 @D3", "title=Été à l'école @C3", "year=2015 @E3"],
            ])
        #expect(extraction.language == "fr")
        let layout = extraction.findings.filter { $0.rule.hasPrefix("layout.") }
        #expect(
            layout.map { "\($0.rule) \($0.field ?? "-")" } == [
                "layout.column-missing stages", "layout.column-missing stages",
            ])
    }

    @Test("rows and a column put in, columns in another order: found by what the header says")
    func altered() throws {
        let survey = try survey()
        let extraction = try survey.extract("table-altered.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=1 @C7", "title=Alpha @B7", "stages=X @G7", "before=100.5 @E7", "after=90 @D7"],
                ["number=2 @C8", "title=Beta @B8", "stages=x @H8", "before=7 @E8"],
                ["number=3 @C10", "title=Gamma @B10", "stages=X X @G10", "before=6 @E10", "after=5 @D10"],
                ["number=4 @C11", "title=Delta @B11"],
            ])
        #expect(
            extraction.places(of: "practices") == ["number C ", "title B ", "stages G:H ", "before E ", "after D "])
    }

    @Test("what a changed table lacks, has more, hides, merges and leaves below its end is told with its cell")
    func alteredFindings() throws {
        let extraction = try survey().extract("table-altered.xlsx")
        #expect(
            extraction.told == [
                // The mark for delivery; the start year; the contact.
                "layout.column-missing A6", "layout.column-missing A6", "layout.column-extra F6",
                "layout.hidden-row B8", "layout.merged-answer E10",
                "layout.rows-after-end B14",
            ])
        #expect(extraction.findings.map(\.field) == ["stages", "year", nil, nil, nil, nil])
        #expect(extraction.findings.map(\.severity) == [.warning, .warning, .note, .warning, .warning, .warning])
        #expect(extraction.findings[2].value == "Contact desk")
        #expect(extraction.findings[3].record == 2)
        #expect(extraction.findings[4].record == 3)
        #expect(extraction.findings.allSatisfy { $0.sheet == "Practices" && $0.table == "practices" })
    }

    @Test("a hidden column is read, its cells are marked as hidden, and it is told once")
    func hiddenColumn() throws {
        let survey = try survey()
        let extraction = try survey.extract("table-hidden-column.xlsx")
        #expect(try survey.lines(extraction, table: "practices") == Self.records)
        #expect(extraction.told == ["layout.hidden-column F4"])
        #expect(extraction.findings.first?.field == "year")
    }

    @Test("a total ends the table where its words are all that the cell says")
    func total() throws {
        let survey = try survey()
        let extraction = try survey.extract("table-totals.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=1 @A3", "title=Total care @B3", "year=2014 @C3"],
                ["number=2 @A4", "title=Beta @B4", "year=2015 @C4"],
            ])
        #expect(extraction.told.contains("layout.rows-after-end A6"))
    }

    @Test("blank rows end the table where the definition says so")
    func blankRows() throws {
        let one = try SpecimenSurvey([.practices], changing: "blank: 3", to: "blank: 1")
        let extraction = try one.extract("table-altered.xlsx")
        #expect(try one.lines(extraction, table: "practices").count == 2)
        #expect(extraction.told.contains("layout.rows-after-end B10"))
    }

    @Test("an optional column that is not there is not missed")
    func optional() throws {
        let lenient = try SpecimenSurvey(
            [.practices], changing: "year: {label: {en: Start year, fr: Année de lancement}}",
            to: "year: {label: Start year, optional: true}")
        #expect(try lenient.extract("table-altered.xlsx").findings.filter { $0.field == "year" }.isEmpty)
    }

    @Test("a table longer than what is searched for headers is read to its end")
    func long() throws {
        let count = 5_000
        let rows = (1...count).map { "\($0),Practice \($0),X,,,2014,1,2" }
        let text = "No.,Title of the practice,Stages,,,Start year,Budget,\n,,Planning,Delivery,Review,,Before,After\n"
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data((text + rows.joined(separator: "\n") + "\n").utf8).write(to: url)
        let extraction = try survey().extract(at: url)
        #expect(extraction.records.count == count)
        #expect(extraction.records.map(\.anchor.row) == Array(3...(count + 2)))
        #expect(extraction.records.last?.entries.first??.value == .text(String(count)))
        #expect(extraction.told == [])
    }

    @Test("where the header is not there, nothing is read and that is an error")
    func noHeader() throws {
        let survey = try SpecimenSurvey(
            [.cover, .practices], changing: "named: {en: Practices, fr: Pratiques}", to: "named: Cover")
        let extraction = try survey.extract("sheets-missing.xlsx")
        #expect(extraction.records.allSatisfy { $0.table == "cover" })
        #expect(extraction.told == ["layout.header-missing -"])
        #expect(extraction.findings.first?.severity == .error)
        #expect(extraction.findings.first?.sheet == "Cover")
    }

    /// Extracts a CSV file of these lines by a layout whose region and budget need not be there.
    private func extraction(of lines: [String]) throws -> (SpecimenSurvey, Extraction) {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: url)
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table:
                    header: 1
                    columns:
                      number: {label: No.}
                      title: {label: Title}
                      region: {label: Region, optional: true}
                      budget: {label: Budget, optional: true}
                """)
        return (survey, try survey.extract(at: url))
    }

    @Test("a list of contents that has the required columns alone does not hide the header below it that has all")
    func contents() throws {
        let (survey, extraction) = try extraction(
            of: ["No.,Title,,", "1,Harbour,,", "2,Museum,,", "No.,Title,Region,Budget", "1,Harbour,North,100"])
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["number=1 @A5", "title=Harbour @B5", "region=North @C5", "budget=100 @D5"]
            ])
    }

    @Test(
        "below a header that has all columns in their own words none is looked for, however alike a record's answers are to labels"
    )
    func answersLikeLabels() throws {
        let (survey, extraction) = try extraction(
            of: ["No.,2) Title,Region,Budget", "1,Harbour,North,100", "No.,Title,Region,Budget"])
        #expect(
            try survey.lines(extraction, table: "items").first == [
                "number=1 @A2", "title=Harbour @B2", "region=North @C2", "budget=100 @D2",
            ])
    }
}
