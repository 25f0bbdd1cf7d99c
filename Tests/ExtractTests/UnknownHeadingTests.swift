import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("Sub-headings that the code list does not know")
struct UnknownHeadingTests {
    private static func survey(_ columns: String = "number: {label: No., preprinted: true}", headings: String = "")
        throws -> SpecimenSurvey
    {
        let lines = columns.isEmpty ? "" : "      \(columns)\n"
        return try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table:
                    headings: {field: region\(headings)}
                    columns:
                \(lines)      title: {label: Title}
                      budget: {label: Budget}

                """)
    }

    private static func rows(_ text: String) -> [String] {
        ["No.,Title,Budget", "North,,", "1,Alpha,5", "\(text),,", "2,Beta,6"]
    }

    private func regions(_ survey: SpecimenSurvey, _ extraction: Extraction) throws -> [String?] {
        try survey.lines(extraction, table: "items").map { line in line.first { $0.hasPrefix("region") } }
    }

    private func told(_ extraction: Extraction) -> [String] {
        extraction.told.filter { $0.hasPrefix("layout.looks-like-heading") }
    }

    @Test(
        "one ends the heading before it, and is read itself, so that it is told",
        arguments: [
            "Western parts", "Region: Western parts", "Westren", "B) Western parts", "II. Western parts",
            "Other places",
        ])
    func heading(_ text: String) throws {
        let survey = try Self.survey()
        let extraction = try survey.extract(rows: Self.rows(text))
        #expect(try regions(survey, extraction) == ["region=North @A2", "region=\(text) @A4"])
        #expect(told(extraction) == [])
        // The first of a table, too.
        let first = try survey.extract(rows: ["No.,Title,Budget", "\(text),,", "1,Alpha,5"])
        #expect(try regions(survey, first) == ["region=\(text) @A2"])
    }

    @Test(
        "notes, sums, marks and numbers between rows are none",
        arguments: [
            "Note: as of June", "Please give amounts", "Subtotal", "none", "n/a", "A2", "*) as of June",
            "See the annex",
            "These two were closed in May.",
        ])
    func note(_ text: String) throws {
        let survey = try Self.survey()
        let extraction = try survey.extract(rows: Self.rows(text))
        #expect(try regions(survey, extraction) == ["region=North @A2", "region=North @A2"])
        #expect(told(extraction) == [])
    }

    @Test(
        "what may be one or something else is told where a record stands below it",
        arguments: ["Item 2", "Two more that were opened in the course of the year"])
    func doubtful(_ text: String) throws {
        let survey = try Self.survey()
        let extraction = try survey.extract(rows: Self.rows(text))
        #expect(try regions(survey, extraction) == ["region=North @A2", "region=North @A2"])
        #expect(told(extraction) == ["layout.looks-like-heading A4"])
        #expect(extraction.findings.first { $0.rule == "layout.looks-like-heading" }?.severity == .warning)
        #expect(try told(survey.extract(rows: Array(Self.rows(text).prefix(4)))) == [])
    }

    @Test("a title alone in the column of the headings is a record, and told where others stand below it")
    func record() throws {
        let survey = try Self.survey("")
        let rows = ["Title,Budget", "North,", "Alpha,5", "Western parts,", "Beta,6", "South,", "Gamma,"]
        let extraction = try survey.extract(rows: rows)
        #expect(extraction.records.map(\.anchor.cell) == ["A3", "A4", "A5", "A7"])
        #expect(told(extraction) == ["layout.looks-like-heading A4"])
    }

    @Test("what the questionnaire prints, and what its words do not tell, is only told")
    func printed() throws {
        let survey = try Self.survey()
        let blank = ["No.,Title,Budget", "North,,", "1,,", "Western parts,,", "2,,"]
        let extraction = try survey.extract(rows: Self.rows("Western parts"), blank: blank)
        #expect(try regions(survey, extraction) == ["region=North @A2", "region=North @A2"])
        #expect(told(extraction) == ["layout.looks-like-heading A4"])
        let named = try Self.survey(headings: ", label: [North, South]")
        let other = try named.extract(rows: Self.rows("Western parts"))
        #expect(try regions(named, other) == ["region=North @A2", "region=North @A2"])
        #expect(told(other) == ["layout.looks-like-heading A4"])
    }

    @Test("the labels of printed rows that are left open are none where the questionnaire prints them")
    func printedRows() throws {
        let survey = try Self.survey("project: {label: Project, preprinted: true}")
        let blank = ["Project,Title,Budget", "North,,", "Mills,,", "Harbours,,", "Forests,,"]
        let rows = ["Project,Title,Budget", "North,,", "Mills,Alpha,5", "Harbours,,", "Forests,Beta,6"]
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(try regions(survey, extraction) == ["region=North @A2", "region=North @A2"])
        #expect(told(extraction) == [])
        #expect(try told(survey.extract(rows: rows)) == ["layout.looks-like-heading A4"])
    }
}
