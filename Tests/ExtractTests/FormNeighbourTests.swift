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

    @Test("the next question's label is no text beside a question that is not answered")
    func labelBeside() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {position: 1}
                  form: {fields: {country: {label: Country}, remarks: {label: Remarks}}}
                """)
        let extraction = try survey.extract(rows: ["Country,,Remarks,fine"])
        #expect(try survey.lines(extraction, table: "cover") == [["remarks=fine @D1"]])
        #expect(extraction.told == [])
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

    @Test("two questions in one row are read where the second stands in the column of the others' answers")
    func twoInOneRow() throws {
        let rows = "Country,,France\nReporting body,,Office\nStart date,2020,End date,2021\n"
        let fields =
            "country: {label: Country}, body: {label: Reporting body}, amount: {label: Start date}, remarks: {label: End date}"
        #expect(
            Set(try lines(rows, fields).joined()) == [
                "country=France @C1", "body=Office @C2", "amount=2020 @B3", "remarks=2021 @D3",
            ])
    }

    @Test("two questions with one label take its cells in reading order")
    func oneLabelTwice() throws {
        let rows = "Country,France,,\nAgency,,,\nMinistry,,Name,First\nTotal amount,5,,\nName,Second,,\n"
        let fields =
            "country: {label: Country}, body: {label: Name}, remarks: {label: Name}, amount: {label: Total amount}"
        let read = Set(try lines(rows, fields).joined())
        #expect(read.isSuperset(of: ["body=First @D3", "remarks=Second @B5"]))
    }

    @Test("an answer that says what another question's label does is an answer where that label stands elsewhere")
    func answerLikeLabel() throws {
        let fields =
            "country: {label: Kind}, amount: {label: Total amount}, remarks: {label: Remarks}, body: {label: Agency}"
        let rows = "Kind,,Agency\nTotal amount,,5\nRemarks,,none\n"
        let answers = ["country=Agency @C1", "amount=5 @C2", "remarks=none @C3"]
        #expect(
            try lines(rows + "Agency,,Treasury\n", fields) == [[answers[0], "body=Treasury @C4"] + answers.dropFirst()])
    }

    @Test("an answer that was typed behind its label is told, and the label is not said to differ")
    func answerInLabel() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {position: 1}
                  form: {fields: {country: {label: Country}, amount: {label: Total amount}}}
                """)
        let extraction = try survey.extract(rows: ["Country,France", "Total amount: 12,"])
        #expect(extraction.told == ["layout.text-beside A2"])
        #expect(extraction.findings.map(\.severity) == [.warning])
        #expect(extraction.findings.map(\.value) == ["12"])
    }

    @Test("an answer that was typed behind its label in a block is told with the block's record")
    func answerInLabelOfBlock() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: items
                  sheet: {position: 1}
                  blocks: {start: "Practice {n}", fields: {title: {label: Title}, budget: {label: Total budget}}}
                """)
        let extraction = try survey.extract(rows: [
            "Practice 1,", "Title,Harbour", "Total budget,5", "Practice 2,", "Title,Forest", "Total budget: 7,",
        ])
        let told = extraction.findings.filter { $0.rule == "layout.text-beside" }
        #expect(told.map(\.cell) == ["A6"])
        #expect(told.map(\.record) == [2])
        #expect(told.map(\.value) == ["7"])
    }

    @Test("labels in two languages are found, of a form and of a table")
    func languages() throws {
        let lines = try lines(
            "Country / Pays,France\nRemarks / Observations,none\n",
            "country: {label: {en: Country, fr: Pays}}, remarks: {label: {en: Remarks, fr: Observations}}")
        #expect(lines == [["country=France @B1", "remarks=none @B2"]])
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table: {columns: {title: {label: {en: Title, fr: Titre}}, region: {label: {en: Area, fr: Zone}}}}
                """)
        let extraction = try survey.extract(rows: ["Title / Titre,Area / Zone", "Harbour,North"])
        #expect(try survey.lines(extraction, table: "items") == [["title=Harbour @A2", "region=North @B2"]])
        #expect(extraction.told == [])
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
