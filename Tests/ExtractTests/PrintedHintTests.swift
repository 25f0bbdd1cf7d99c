import Extract
import SurveyModel
import Testing

@Suite("What the blank questionnaire prints beside a question")
struct PrintedHintTests {
    /// The questions, and the hints behind the cells for their answers.
    private static let blank = [
        "Country,,", "Reporting body,,name of the ministry", "Total amount,,thousand EUR", "Remarks,,if any",
    ]

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
                      amount: {label: Total amount}
                      remarks: {label: Remarks}
                """)
    }

    private func lines(_ rows: [String], blank: [String] = PrintedHintTests.blank, told: [String] = []) throws
        -> [[String]]
    {
        let survey = try survey()
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(extraction.told == told)
        return try survey.lines(extraction, table: "cover")
    }

    @Test("is no answer where more hints stand behind the answers' column than answers in it")
    func behind() throws {
        let rows = [
            "Country,,", "Reporting body,,name of the ministry", "Total amount,5,thousand EUR", "Remarks,,if any",
        ]
        #expect(try lines(rows) == [["amount=5 @B3"]])
    }

    @Test(
        "is no answer where it stands between the questions and the answers, of which there are fewer; one alone is told"
    )
    func between() throws {
        let blank = Self.blank.map { $0.replacing(",,", with: ",") + "," }
        let rows = [
            "Country,,", "Reporting body,name of the ministry,", "Total amount,thousand EUR,5", "Remarks,if any,",
        ]
        #expect(try lines(rows, blank: blank, told: ["layout.answer-elsewhere C3"]) == [["amount=5 @C3"]])
        let two: [String] = Array(rows.dropLast()) + ["Remarks,if any,none"]
        #expect(try lines(two, blank: blank) == [["amount=5 @C3", "remarks=none @C4"]])
    }

    @Test("is no answer where the only one was typed into an empty cell of a column that has one given in advance")
    func oneTyped() throws {
        let blank = [
            "Country,(in full),Norway", "Reporting body,(name of the ministry),", "Total amount,thousand EUR,",
            "Remarks,if any,",
        ]
        let rows = Array(blank.prefix(2)) + ["Total amount,thousand EUR,5", blank[3]]
        let survey = try survey()
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(try survey.lines(extraction, table: "cover") == [["country=Norway @C1", "amount=5 @C3"]])
    }

    @Test("is no answer where one of the hints was typed over: those right behind the questions were given in advance")
    func typedOver() throws {
        let blank = [
            "Country,Norway,see guidance 1", "Reporting body,Office,see guidance 2", "Remarks,none,see guidance 3",
        ]
        var rows = blank
        rows[1] = "Reporting body,Office,Bureau"
        let survey = try survey()
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=Norway @B1", "body=Office @B2", "remarks=none @B3"]
            ])
        #expect(extraction.told.contains("layout.text-unclaimed C2"))
    }

    @Test("makes no record where nothing was answered: the return is the blank questionnaire")
    func unanswered() throws {
        let extraction = try survey().extract(rows: Self.blank, blank: Self.blank)
        #expect(extraction.records.isEmpty)
        #expect(extraction.told == ["return.blank -"])
    }

    @Test("is an answer where it stands in the answer's cell, and so is what was typed and says the same as the hint")
    func prefilled() throws {
        let blank: [String] = ["Country,Norway,"] + Self.blank.dropFirst()
        let rows = ["Country,Norway,", "Reporting body,,name of the ministry", "Total amount,5,thousand EUR"]
        #expect(
            try lines(rows + ["Remarks,if any,if any"], blank: blank) == [
                ["country=Norway @B1", "amount=5 @B3", "remarks=if any @B4"]
            ])
    }

    @Test("given in advance it stays an answer where respondents type remarks behind it")
    func remarks() throws {
        let blank = ["Country,Norway,", "Reporting body,Office,", "Total amount,0,", "Remarks,none,"]
        let rows = ["Country,Norway,see below", "Reporting body,Office,or Bureau", "Total amount,5,", "Remarks,none,"]
        let survey = try survey()
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=Norway @B1", "body=Office @B2", "amount=5 @B3", "remarks=none @B4"]
            ])
        #expect(extraction.told == ["layout.text-unclaimed C1", "layout.text-unclaimed C2"])
    }

    @Test("would be read as an answer in the answer's cell alone, as the definition's review tells")
    func review() throws {
        #expect(try survey().answers(inBlank: Self.blank) == [])
        #expect(try survey().answers(inBlank: ["Country,Norway,"] + Self.blank.dropFirst()) == ["country=Norway @B1"])
    }

    @Test("makes no record of a block that nobody has filled in, and drops no answer of another")
    func blocks() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: items
                  sheet: {any: true}
                  blocks: {start: "Practice {n}", fields: {title: {label: Title}, budget: {label: Total budget}}}
                """)
        func rows(_ answers: [(title: String, budget: String)]) -> [String] {
            answers.enumerated().flatMap { index, answer in
                [
                    "Practice \(index + 1),,", "Title,\(answer.title),in a few words",
                    "Total budget,\(answer.budget),thousand EUR",
                ]
            }
        }
        let blank = rows([("", ""), ("", "")])
        let first = try survey.extract(rows: rows([("Harbour", "5"), ("", "")]), blank: blank)
        #expect(try survey.lines(first, table: "items") == [["title=Harbour @B2", "budget=5 @B3"]])
        let both = try survey.extract(rows: rows([("Harbour", ""), ("", "7")]), blank: blank)
        #expect(try survey.lines(both, table: "items") == [["title=Harbour @B2"], ["budget=7 @B6"]])
        #expect(first.told == [] && both.told == [])
    }

    @Test("is no answer above a table that stands again")
    func aboveTable() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                items:
                  into: items
                  sheet: {any: true}
                  table:
                    repeat: {direction: down, start: "Project {n}", number: number, fields: {project: {label: Name of the project}}}
                    columns: {title: {label: Title}, region: {label: Region}}
                """)
        let blank = ["Project 1,,", "Name of the project,,as in the plan", "Title,Region,"]
        let extraction = try survey.extract(rows: blank + ["Quay,North,"], blank: blank)
        #expect(extraction.records.count == 1)
        #expect(try survey.entry("project", of: 1, table: "items", in: extraction)?.value.text == nil)
        let named = try survey.extract(
            rows: [blank[0], "Name of the project,Harbour,as in the plan", blank[2], "Quay,North,"], blank: blank)
        #expect(try survey.entry("project", of: 1, table: "items", in: named)?.value.text == "Harbour")
    }
}
