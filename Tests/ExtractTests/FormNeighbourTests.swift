import Extract
import Foundation
import SurveyModel
import Testing

@Suite("Questions beside and below each other in a form")
struct FormNeighbourTests {
    private func lines(_ sheet: String, _ fields: String, besides other: String = "") throws -> [[String]] {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(sheet.utf8).write(to: url)
        let survey = try SpecimenSurvey(
            layouts: """
                  cover:
                    into: cover
                    sheet: {any: true}
                    form: {fields: {\(fields)}}
                \(other)
                """)
        return try survey.lines(survey.extract(at: url), table: "cover")
    }

    @Test("an answer behind the next question's label is that question's, though most answers stand in its column")
    func beside() throws {
        let lines = try lines(
            "Country,,,France\nRemarks,,,none\nReporting body,,Total amount,123\n",
            "country: {label: Country}, body: {label: Reporting body}, amount: {label: Total amount}, remarks: {label: Remarks}"
        )
        #expect(lines == [["country=France @D1", "amount=123 @D3", "remarks=none @D2"]])
    }

    @Test("an answer before the next question's label is read there")
    func between() throws {
        let lines = try lines(
            "Country,,,France\nRemarks,,,none\nReporting body,Office,Total amount,123\n",
            "country: {label: Country}, body: {label: Reporting body}, amount: {label: Total amount}, remarks: {label: Remarks}"
        )
        #expect(lines == [["country=France @D1", "body=Office @B3", "amount=123 @D3", "remarks=none @D2"]])
    }

    @Test("the next question is no answer where the row of answers above it was deleted")
    func below() throws {
        let lines = try lines(
            "Reporting body\nRemarks\nhello\n",
            "body: {label: Reporting body, answer: below}, remarks: {label: Remarks, answer: below}")
        #expect(lines == [["remarks=hello @A3"]])
    }

    @Test("a tag may stand right of its label, also where a table stands on the same sheet")
    func tagToTheRight() throws {
        let lines = try lines(
            "Reporting body,,#body,Office\n\nTitle,Budget\nQuay,5\n", "body: {label: Reporting body, tag: \"#body\"}",
            besides: """
                  items:
                    into: items
                    sheet: {any: true}
                    table: {columns: {title: {label: Title}, budget: {label: Budget}}}
                """)
        #expect(lines == [["body=Office @D1"]])
    }
}
