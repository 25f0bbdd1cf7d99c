import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Repeated blocks")
struct BlocksTests {
    private func survey() throws -> SpecimenSurvey { try SpecimenSurvey([.practices], versions: true) }

    @Test("each answered block is a record in its order; an empty one is none")
    func order() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-said.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=Practice 1 @B3", "title=Alpha @C4", "stages=Planning; Review @C5", "year=2014 @C6"],
                ["number=Practice 3 (optional) @B15", "title=Gamma @C16", "stages=Delivery @D17", "year=2016 @C18"],
            ])
        #expect(extraction.records.map(\.anchor.cell) == ["B3", "B15"])
        #expect(extraction.version == "1.0")
        // In the third block an answer stands a column further right.
        #expect(extraction.told == ["layout.answer-elsewhere D17"])
        #expect(extraction.findings.map(\.record) == [2])
    }

    @Test("a block's number is a part of its heading")
    func number() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-said.xlsx")
        #expect(try survey.entry("number", of: 1, table: "practices", in: extraction)?.part == "1")
        #expect(try survey.entry("number", of: 2, table: "practices", in: extraction)?.part == "3")
        #expect(try survey.entry("title", of: 1, table: "practices", in: extraction)?.part == nil)
    }

    @Test("places are told from the heading, and an answer that stands elsewhere is marked as moved")
    func moved() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-said.xlsx")
        #expect(extraction.places(of: "practices") == ["title C +1", "stages C +2", "year C +3", "number B +0"])
        #expect(try survey.entry("stages", of: 1, table: "practices", in: extraction)?.isMoved == false)
        #expect(try survey.entry("stages", of: 2, table: "practices", in: extraction)?.isMoved == true)
        #expect(try survey.entry("year", of: 2, table: "practices", in: extraction)?.isMoved == false)
    }

    @Test("tags may stand left of the headings, and not in a block beside theirs")
    func tags() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: items
                  sheet: {any: true}
                  blocks:
                    start: "Practice {n}"
                    fields: {title: {label: Title, tag: "#t"}, region: {label: Region, tag: "#r"}}
                """)
        let below = try survey.extract(rows: [
            ",Practice 1,", "#t,Title,Repair", "#r,Ort,Here", ",,", ",Practice 2,", "#t,Titel,Reading", "#r,Ort,There",
        ])
        #expect(
            try survey.lines(below, table: "items") == [
                ["title=Repair @C2", "region=Here @C3"], ["title=Reading @C6", "region=There @C7"],
            ])
        #expect(below.unclaimed.flatMap(\.items).isEmpty)
        let beside = try survey.extract(rows: [
            ",Practice 1,,Practice 2,", "#t,Title,Repair,Title,Reading", "#r,Ort,Here,Region,There",
        ])
        #expect(
            try survey.lines(beside, table: "items") == [
                ["title=Repair @C2", "region=Here @C3"], ["title=Reading @E2", "region=There @E3"],
            ])
    }

    @Test("an answer above its block's heading is told so many rows above it")
    func aboveHeading() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: items
                  sheet: {any: true}
                  blocks:
                    start: "Practice {n}"
                    fields: {title: {label: Title}, budget: {label: Total budget, offset: {rows: -3, columns: 1}}}
                """)
        let extraction = try survey.extract(rows: [",5", "Practice 1,", "Title,Harbour", "Total budget,"])
        #expect(try survey.lines(extraction, table: "items") == [["title=Harbour @B3", "budget=5 @B1"]])
        #expect(extraction.places(of: "items") == ["title B +1", "budget B -1"])
    }

    @Test("an answer merged over the cells of two questions is that of the first, and is told")
    func merged() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-merged.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=Practice 1 @B3", "title=Alpha @C4", "stages=Planning @C5", "year=2014 @C6"],
                ["number=Practice 2 @B8", "title=Beta @C9", "year=2015 @C11"],
            ])
        let finding = try #require(extraction.findings.first { $0.rule == "layout.merged-answer" })
        #expect(finding.cell == "C9" && finding.field == "stages" && finding.record == 2)
        #expect(extraction.places(of: "practices") == ["title C +1", "stages C +2", "year C +3", "number B +0"])
    }

    @Test("blocks may stand side by side: an answer belongs to the block that it stands in")
    func sideBySide() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-side-by-side.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=Practice 1 @B3", "title=Alpha @C4", "year=2014 @C6"],
                ["number=Practice 2 @E3", "title=Beta @F4", "year=2015 @F6"],
            ])
    }

    @Test("a question that a block lacks is told at the block's heading")
    func labelLost() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-label-lost.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=Practice 1 @B3", "title=Alpha @C4", "stages=Review @C5"],
                ["number=Practice 2 @B8", "title=Beta @C9", "stages=Planning @C10", "year=2015 @C11"],
            ])
        #expect(extraction.told == ["layout.version-guessed -", "layout.label-missing B3"])
        #expect(extraction.findings.last?.field == "year")
    }

    @Test("blocks may stand in any order; each keeps its own number, and an empty one between them is none")
    func anyOrder() throws {
        let survey = try survey()
        let extraction = try survey.extract("blocks-any-order.xlsx")
        #expect(
            try survey.lines(extraction, table: "practices") == [
                ["number=Practice 3 @B2", "title=Gamma @C3", "year=2013 @C4"],
                ["number=Practice 1 @B6", "title=Alpha @C7", "year=2011 @C8"],
            ])
        #expect(try survey.entry("number", of: 1, table: "practices", in: extraction)?.part == "3")
    }
}
