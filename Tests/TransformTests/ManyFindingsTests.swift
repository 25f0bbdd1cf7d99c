import SurveyModel
import Testing
import Transform

@Suite("Returns of which much cannot be read")
struct ManyFindingsTests {
    @Test("of more findings than are told no more are kept, and one, where that is asked for; the records are all made")
    func bounded() throws {
        let survey = try SpecimenSurvey(adding: "limits: {issuesPerReturn: 5}\n")
        let rows = try (0..<50).map { number in try survey.row(["number": .text("oops")], row: 5 + number) }
        let result = survey.transform(rows, bound: FindingsBound(survey.definition))
        #expect(result.records.count == 50)
        #expect(result.findings.map(\.record) == [1, 2, 3, 4, 5, 6])
        #expect(survey.transform(rows).findings.count == 50)
    }
}
