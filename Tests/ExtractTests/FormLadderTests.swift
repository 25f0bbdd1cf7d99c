import Extract
import Spreadsheets
import SurveyModel
import Testing

@Suite("What a form's questions are found by")
struct FormLadderTests {
    private static func form(_ fields: String) -> String {
        "cover:\n  into: cover\n  sheet: {named: Form}\n  form:\n    fields:\n"
            + fields.split(separator: "\n").map { "      \($0)\n" }.joined()
    }

    private static let tagged = form(
        """
        country: {label: Country, tag: "#country"}
        body: {label: Reporting body, tag: "#body"}
        amount: {label: Total amount, tag: "#amount"}
        """)

    @Test("a pattern finds a label whose words change, on one line and by language")
    func patterns() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.form(
                """
                country: {pattern: '^Q1\\b'}
                amount: {pattern: {en: '(?i)expenses in \\d{4}', fr: '(?i)dépenses en \\d{4}'}}
                """))
        let extraction = try survey.extract("form-patterns.xlsx")
        #expect(try survey.lines(extraction, table: "cover") == [["country=Norway @D3", "amount=1250.5 @D4"]])
        #expect(extraction.language == "fr")
        #expect(extraction.told == [])
        #expect(extraction.rungs(of: "cover") == ["country label", "amount label"])
    }

    @Test(
        "a tag in the answer's row outweighs the same words elsewhere, and stands for a label that is lost, with a note"
    )
    func tags() throws {
        let survey = try SpecimenSurvey(layouts: Self.tagged)
        let extraction = try survey.extract("form-tags.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=Norway @D6", "body=Agency of Examples @D8", "amount=1250.5 @D9"]
            ])
        #expect(extraction.told == ["layout.found-by-tag D6"])
        #expect(extraction.findings.first?.severity == .note)
        #expect(extraction.rungs(of: "cover") == ["country tag", "body tag", "amount tag"])
    }

    @Test(
        "an answer alone beside its tag is read where no label may stand",
        arguments: [
            ["#country,,Norway", "#body,Reporting body,Office"], ["Etat,#country,Norway", "Organisme,#body,Office"],
        ])
    func answerBesideTag(_ rows: [String]) throws {
        let survey = try SpecimenSurvey(layouts: Self.tagged)
        let lines = try survey.lines(survey.extract(rows: rows), table: "cover").joined()
        #expect(Array(lines) == ["country=Norway @C1", "body=Office @C2"])
    }

    private static let laddered = """
        cover:
          into: cover
          sheet: {any: true}
          form:
            fields:
              country: {label: Country, tag: "#country", address: D1}
              body: {label: Reporting body, tag: "#body"}
              remarks: {label: Remarks, tag: "#remarks"}

        """

    @Test(
        "a label in other words is no answer to its own question where that is not answered: it is told, and nothing is read",
        arguments: [
            // The other answers tell in which column they stand.
            (
                ["#country,Name of your state,,", "#body,Reporting body,,Office", "#remarks,Remarks,,none"],
                [["body=Office @D2", "remarks=none @D3"]], ["layout.text-beside B1"]
            ),
            // Where every label is in other words, those that are answered do.
            (
                ["#country,Etat,,", "#body,Organisme,,Office", "#remarks,Observations,,"],
                [["body=Office @D2"]], ["layout.text-beside B1", "layout.found-by-tag D2", "layout.text-beside B3"]
            ),
            // A blank form in other words holds no answer at all.
            (
                ["#country,Etat,,", "#body,Organisme,,", "#remarks,Observations,,"], [],
                ["layout.text-beside B1", "layout.text-beside B2", "layout.text-beside B3"]
            ),
        ])
    func labelIsNoAnswer(_ rows: [String], _ lines: [[String]], _ told: [String]) throws {
        let survey = try SpecimenSurvey(layouts: Self.laddered)
        let extraction = try survey.extract(rows: rows)
        #expect(try survey.lines(extraction, table: "cover") == lines)
        #expect(extraction.told == told)
        #expect(extraction.findings.allSatisfy { $0.severity == ($0.rule == "layout.text-beside" ? .warning : .note) })
    }

    @Test(
        "where the label was deleted, what stands where the answers do is the answer",
        arguments: [
            ["#country,,,Norway", "#body,Reporting body,,Office", "#remarks,Remarks,,none"],
            ["#country,,,Norway", "#body,Reporting body,,", "#remarks,Remarks,,"],
        ])
    func answerWithoutLabel(_ rows: [String]) throws {
        let survey = try SpecimenSurvey(layouts: Self.laddered)
        let extraction = try survey.extract(rows: rows)
        #expect(try survey.lines(extraction, table: "cover").first?.first == "country=Norway @D1")
        #expect(extraction.told == ["layout.found-by-tag D1"])
    }

    @Test("a field may have a tag only; without it the question is told to be missing")
    func tagOnly() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.form(
                "body: {tag: \"#body\", offset: {rows: 0, columns: 3}}\namount: {tag: \"#amounts\"}"))
        let extraction = try survey.extract("form-tags.xlsx")
        #expect(try survey.lines(extraction, table: "cover") == [["body=Agency of Examples @D8"]])
        #expect(extraction.told == ["layout.label-missing -"])
        #expect(extraction.findings.first?.field == "amount")
        #expect(extraction.findings.first?.expected?.text(in: "en") == "#amounts")
    }

    @Test("where the tags are gone, the labels serve, which is told once")
    func tagsLost() throws {
        let survey = try SpecimenSurvey(layouts: Self.tagged)
        let extraction = try survey.extract("form-tags-lost.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=Norway @C6", "body=Agency of Examples @C8", "amount=1250.5 @C9"]
            ])
        #expect(extraction.told == ["layout.found-by-label -"])
        #expect(extraction.rungs(of: "cover") == ["country label", "body label", "amount label"])
    }

    private static let addressed = form(
        """
        country: {label: Country, address: D5}
        body: {label: Reporting body, address: D6}
        amount: {label: Total amount, address: D7}
        remarks: {address: F11}
        completed: {label: Date of completion, address: D8}
        """)

    @Test(
        "the last rung is the template's place, shifted as the fields that were found; a field may have nothing else")
    func addresses() throws {
        let survey = try SpecimenSurvey(layouts: Self.addressed)
        let extraction = try survey.extract("form-addresses.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Norway @D7", "body=Agency of Examples @D8", "amount=1250.5 @D9",
                    "remarks=signed by the desk @F13",
                ]
            ])
        #expect(extraction.told == ["layout.found-by-position D8", "layout.label-missing -"])
        #expect(extraction.findings.map(\.field) == ["body", "completed"])
        #expect(
            extraction.rungs(of: "cover") == ["country label", "body position", "amount label", "remarks position"])
    }

    private static let several = form(
        """
        country: {label: Country}
        body: {label: Partners, answers: 3}
        amount: {label: Budget before and after, offset: {rows: 0, columns: 2}}
        completed: {label: Budget before and after, offset: {rows: 0, columns: 3}}
        remarks: {label: Sources, answer: below, answers: 3}
        """)

    @Test("the answers in several cells to one question are one value that leads to each of them; a merged cell is one")
    func severalAnswers() throws {
        let survey = try SpecimenSurvey(layouts: Self.several)
        let extraction = try survey.extract("form-several-answers.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Norway @D3", "body=Users\nCitizens\nCSOs @D4", "completed=90 @E5", "amount=100 @D5",
                    "remarks=Register of examples\nSurvey of examples @B8",
                ]
            ])
        let entry = try survey.entry("body", of: 1, table: "cover", in: extraction)
        guard case .parts(let parts)? = entry?.value else {
            Issue.record("no parts")
            return
        }
        #expect(parts.map(\.origin.cell) == ["D4", "F4", "G4"])
        #expect(entry?.isMoved == true)
        #expect(extraction.told == [])
    }

    @Test("several answers to one question make no column of answers of the second of them")
    func severalBesideOneMoved() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.form("country: {label: Country}\nbody: {label: Partners, answers: 3}")
                .replacing("{named: Form}", with: "{any: true}"))
        let extraction = try survey.extract(rows: ["Country,,,France,", "Partners,,Users,Citizens,"])
        #expect(
            try survey.lines(extraction, table: "cover") == [["country=France @D1", "body=Users\nCitizens @C2"]])
        #expect(extraction.told == ["layout.answer-elsewhere D1"])
    }

    @Test("of several cells for answers one may be filled, which is a plain answer; a label ends them")
    func oneOfSeveral() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.form(
                """
                country: {label: Sources, answer: below, answers: 9}
                body: {label: Remarks, answer: below, answers: 2}
                remarks: {label: Stages, answers: 4, onward: below}
                """))
        let extraction = try survey.extract("form-several-answers.xlsx")
        #expect(
            try survey.lines(extraction, table: "cover") == [
                [
                    "country=Register of examples\nSurvey of examples @B8", "body=None. @B12", "remarks=Review @D14",
                ]
            ])
        #expect(try survey.entry("remarks", of: 1, table: "cover", in: extraction)?.value == .text("Review"))
    }

    @Test("an answer merged over two questions is that of the first, and is told")
    func mergedAnswers() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.form(
                "country: {label: Country}\nbody: {label: Reporting body}\namount: {label: Total amount}"))
        let extraction = try survey.extract("form-merged-answers.xlsx")
        #expect(try survey.lines(extraction, table: "cover") == [["country=Norway @D3", "amount=1250.5 @D5"]])
        #expect(extraction.told == ["layout.merged-answer D3"])
        #expect(extraction.findings.first?.field == "body")
        #expect(extraction.findings.first?.severity == .warning)
    }

    @Test("a form of which no question is found is told once, not for each question")
    func nothingFound() throws {
        let survey = try SpecimenSurvey(
            layouts: Self.form("country: {label: Land}\nbody: {label: Amt}")
                + "items:\n  into: items\n  sheet: {named: Form}\n  form: {fields: {title: {label: Country}}}\n")
        let extraction = try survey.extract("form-merged-answers.xlsx")
        #expect(extraction.told == ["layout.label-missing -"])
        #expect(extraction.findings.first?.field == nil)
        #expect(extraction.findings.first?.expected?.text(in: "en") == "Country, Reporting body")
    }
}
