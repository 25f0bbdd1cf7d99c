import Extract
import SurveyModel
import Testing

@Suite("Answers at offsets from one label")
struct FormOffsetTests {
    private func survey() throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {any: true}
                  form:
                    fields:
                      country: {label: Country}
                      body: {label: Reporting body}
                      amount: {label: Budget, offset: {rows: 0, columns: 2}}
                      completed: {label: Budget, offset: {rows: 0, columns: 3}}
                """)
    }

    @Test("they move with the form's other answers where a column was put in between, with a warning")
    func moved() throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: ["Country,,,France,", "Reporting body,,,Office,", "Budget,,,100,90"])
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=France @D1", "body=Office @D2", "completed=90 @E3", "amount=100 @D3"]
            ])
        #expect(extraction.told == ["layout.answer-elsewhere D3", "layout.answer-elsewhere E3"])
        // The first may be blank, and what stands in E a remark.
        #expect(extraction.findings.map(\.severity) == [.warning, .warning])
    }

    @Test("where that is not certain, an answer that may be in another cell is told with a warning")
    func uncertain() throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: [
            "Country,,France,,", "Reporting body,,Office,,", "Budget,EUR,,100,90",
        ])
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=France @C1", "body=Office @C2", "completed=100 @D3"]
            ])
        #expect(extraction.told == ["layout.text-beside E3"])
        #expect(extraction.findings.map(\.severity) == [.warning])
        #expect(extraction.findings.map(\.value) == ["90"])
    }

    @Test(
        "nothing is told where they stand in their cells, one of them blank or none, or a unit stands in front",
        arguments: [
            ("Budget,,,90,", ["completed=90 @D3"]), ("Budget,,100,,", ["amount=100 @C3"]),
            ("Budget,EUR,100,90,", ["completed=90 @D3", "amount=100 @C3"]),
            ("Budget,,100,90,as planned", ["completed=90 @D3", "amount=100 @C3"]),
            ("Budget,80,100,90,", ["completed=90 @D3", "amount=100 @C3"]),
        ])
    func unaltered(_ row: String, answers: [String]) throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: ["Country,,France,,", "Reporting body,,Office,,", row])
        #expect(
            try survey.lines(extraction, table: "cover") == [["country=France @C1", "body=Office @C2"] + answers])
        #expect(extraction.told == [])
    }

    @Test("they stay where the form's other answers stand further right and these are not all there")
    func blank() throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: ["Country,,,France,", "Reporting body,,,Office,", "Budget,,,90,"])
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=France @D1", "body=Office @D2", "completed=90 @D3"]
            ])
        #expect(extraction.told == [])
    }
}
