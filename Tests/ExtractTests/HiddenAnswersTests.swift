import Extract
import SurveyModel
import Testing

@Suite("Answers in hidden rows and columns")
struct HiddenAnswersTests {
    private func told(_ extraction: Extraction) -> [String] {
        extraction.told.filter { $0.hasPrefix("layout.hidden") }
    }

    @Test("of a form are read and told")
    func form() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-hidden.xlsx")
        #expect(try survey.entry("body", of: 1, table: "cover", in: extraction)?.origin.cell == "D6")
        #expect(told(extraction) == ["layout.hidden-column D5", "layout.hidden-row D6"])
        let finding = try #require(extraction.findings.first { $0.rule == "layout.hidden-column" })
        #expect(finding.message.text(in: "en") == "The column “D” is hidden; its answers were read.")
    }

    @Test("that the blank questionnaire hides as well are meant to be, and are not told")
    func blank() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-hidden.xlsx", blank: "form-hidden-blank.xlsx")
        #expect(extraction.records.count == 1)
        #expect(told(extraction) == [])
    }

    @Test("of blocks are told with their records")
    func blocks() throws {
        let extraction = try SpecimenSurvey([.practices], versions: true).extract("blocks-hidden.xlsx")
        #expect(told(extraction) == ["layout.hidden-row C5", "layout.hidden-row C16"])
        #expect(extraction.findings.filter { $0.rule == "layout.hidden-row" }.map(\.record) == [1, 2])
    }

    @Test("below a heading that is merged over several columns are told where one of these is hidden")
    func mergedHeading() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {named: Items}
                  table: {columns: {title: {label: Title}, stages: {label: Stages}, region: {label: Region}}}
                """)
        let extraction = try survey.extract("table-merged-headings-hidden.xlsx")
        #expect(
            try survey.entry("stages", of: 1, table: "items", in: extraction)?.value.text == "Planning\nReview")
        #expect(told(extraction) == ["layout.hidden-column E2"])
    }

    @Test("of a matrix are told by the words over their column")
    func matrix() throws {
        let extraction = try SpecimenSurvey([.services]).extract("matrix-hidden-column.xlsx")
        #expect(told(extraction) == ["layout.hidden-column C4"])
        let finding = try #require(extraction.findings.first { $0.rule == "layout.hidden-column" })
        #expect(finding.message.text(in: "en") == "The column “Users / Delivery” is hidden; its answers were read.")
    }
}
