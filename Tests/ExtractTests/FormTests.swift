import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("A form")
struct FormTests {
    @Test(
        "answers are found by their labels: numbered, wrapped, in capitals, with a slip; hints between are no answers")
    func plain() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-plain.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Norway @D5", "body=Agency of Examples @D6", "completed=2026-03-02 @D7",
                    "amount=1250.5 @D8", "remarks=None so far. @B11",
                ]
            ])
        #expect(extraction.records.first?.anchor == Origin(sheet: "Cover", row: 5, column: 4))
        #expect(extraction.records.first?.layout == "cover")
        #expect(
            extraction.places(of: "cover") == [
                "country D 5", "body D 6", "completed D 7", "amount D 8", "remarks B 11",
            ])
        #expect(extraction.answers["cover"] == AnswerCount(asked: 5, given: 5))
        #expect(extraction.language == "en")
    }

    @Test("values keep their types")
    func types() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-plain.xlsx")
        #expect(try survey.entry("country", of: 1, table: "cover", in: extraction)?.value == .text("Norway"))
        #expect(try survey.entry("completed", of: 1, table: "cover", in: extraction)?.value == .date("2026-03-02"))
        #expect(
            try survey.entry("amount", of: 1, table: "cover", in: extraction)?.value
                == .number(1250.5, isPercent: false))
    }

    @Test("a comment on a sheet that is read is told with its cell")
    func comment() throws {
        let extraction = try SpecimenSurvey([.cover]).extract("form-plain.xlsx")
        #expect(extraction.told == ["layout.comment D5"])
        #expect(extraction.findings.first?.severity == .note)
        #expect(extraction.findings.first?.value?.contains("Or is it Svalbard?") == true)
    }

    @Test("a defined name that rows put in have left behind is not believed: the label is what the respondent saw")
    func namesLeftBehind() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-names-left-behind.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Norway @D8", "body=Agency of Examples @D9", "completed=2026-03-02 @D10",
                    "amount=1250.5 @D11", "remarks=None so far. @B14",
                ]
            ])
        #expect(extraction.told == [])
    }

    @Test("a lost label's answer is found by its name, with a note; without a name it is told to be missing")
    func labelsLost() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-labels-lost.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Norway @D5", "body=Agency of Examples @D6", "completed=2026-03-02 @D7",
                    "remarks=None so far. @B11",
                ]
            ])
        #expect(extraction.told == ["layout.found-by-name D6", "layout.label-missing -"])
        #expect(extraction.findings.map(\.field) == ["body", "amount"])
        #expect(extraction.findings.map(\.severity) == [.note, .warning])
        #expect(extraction.findings.last?.expected?.text(in: "en") == "Total amount / Montant total")
        #expect(extraction.answers["cover"] == AnswerCount(asked: 5, given: 4))
    }

    @Test(
        "an answer right of the answer cell is read and told; one left of it is told and not read; an empty one is neither"
    )
    func answersBeside() throws {
        let survey = try SpecimenSurvey([.cover])
        let extraction = try survey.extract("form-answers-beside.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=Norway @D5", "body=Agency of Examples @E6", "completed=2026-03-02 @D7"]
            ])
        #expect(extraction.told == ["layout.answer-elsewhere E6", "layout.text-beside C8"])
        #expect(extraction.findings.map(\.field) == ["body", "amount"])
        #expect(extraction.findings.last?.value == "1250.5")
    }

    @Test("a form in French that LibreOffice has saved is read, and its language is known")
    func libreOffice() throws {
        let survey = try SpecimenSurvey(SpecimenSurvey.Part.allCases, versions: true)
        let extraction = try survey.extract("libreoffice-french.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Norvège @D5", "body=Agence des exemples @D6", "completed=2026-03-02 @D7",
                    "amount=1250.5 @D8", "remarks=Aucune. @B11",
                ]
            ])
        #expect(extraction.version == "2.0")
        #expect(extraction.language == "fr")
        #expect(extraction.told == [])
    }

    @Test("an answer at an offset from its label is read there")
    func offset() throws {
        let survey = try SpecimenSurvey([.cover], changing: "answer: below", to: "offset: {rows: 1, columns: 0}")
        #expect(
            try survey.lines(try survey.extract("form-plain.xlsx"), table: "cover").first?.last
                == "remarks=None so far. @B11")
    }
}
