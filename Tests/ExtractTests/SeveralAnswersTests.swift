import Extract
import SurveyModel
import Testing

@Suite("Several answers to one question of a form")
struct SeveralAnswersTests {
    private static let blank = ["Country,,,,,", "Partners,,,,,", "Total amount,,,,,", "Remarks,,,,,"]

    private func survey() throws -> SpecimenSurvey {
        try SpecimenSurvey(
            layouts: """
                cover:
                  into: cover
                  sheet: {any: true}
                  form:
                    fields:
                      country: {label: Country}
                      body: {label: Partners, answers: 3}
                      amount: {label: Total amount}
                      remarks: {label: Remarks}
                """)
    }

    private static func rows(_ partners: String, behindOthers text: String = "") -> [String] {
        ["Country,France,,,\(text),", "Partners,\(partners)", "Total amount,5,,,\(text),", "Remarks,none,,,,"]
    }

    private func check(_ rows: [String], blank: [String]?, _ body: String, _ told: [String]) throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: rows, blank: blank)
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=France @B1", "body=\(body) @B2", "amount=5 @B3", "remarks=none @B4"]
            ])
        #expect(extraction.told == told)
        #expect(extraction.findings.allSatisfy { $0.severity == .warning && $0.field == "body" })
    }

    @Test(
        "they are no votes for where the answers to other questions stand: one answer beside its place loses none of them"
    )
    func answerElsewhere() throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: [
            "Country,,France,,", "Partners,Users,Citizens,,", "Total amount,,,,", "Remarks,,,,",
        ])
        #expect(
            try survey.lines(extraction, table: "cover") == [["country=France @C1", "body=Users\nCitizens @B2"]])
        #expect(extraction.told.contains("layout.answer-elsewhere C1"))
    }

    @Test("one more than is asked for is a warning of the question", arguments: [true, false])
    func more(hasBlank: Bool) throws {
        try check(
            Self.rows("Users,Citizens,CSOs,Firms,"), blank: hasBlank ? Self.blank : nil, "Users\nCitizens\nCSOs",
            ["layout.text-beside E2"])
    }

    @Test(
        "beside the blank questionnaire the last are read behind their cells where a column was put in among them",
        arguments: ["Users,,CSOs,Firms,", "Users,CSOs,,Firms,"])
    func moved(partners: String) throws {
        try check(Self.rows(partners), blank: Self.blank, "Users\nCSOs\nFirms", ["layout.answer-elsewhere E2"])
    }

    @Test(
        "where that is not certain, what stands behind them is told",
        arguments: [
            ("Users,,CSOs,Firms,", false, "Users\nCSOs"), ("Users,,,Firms,", true, "Users"),
        ])
    func uncertain(partners: String, hasBlank: Bool, body: String) throws {
        try check(Self.rows(partners), blank: hasBlank ? Self.blank : nil, body, ["layout.text-beside E2"])
    }

    @Test(
        "what stands in a column of remarks is none of them",
        arguments: [
            ("Users,CSOs,,see annex,", "see page 2", "Users\nCSOs"),
            ("Users,,CSOs,Firms,see annex", ",see page 2", "Users\nCSOs\nFirms"),
        ])
    func remarksColumn(partners: String, others: String, body: String) throws {
        let survey = try survey()
        let extraction = try survey.extract(rows: Self.rows(partners, behindOthers: others), blank: Self.blank)
        #expect(
            try survey.lines(extraction, table: "cover") == [
                ["country=France @B1", "body=\(body) @B2", "amount=5 @B3", "remarks=none @B4"]
            ])
    }

    @Test("the answer to another question is none of them, right behind them in a row or below")
    func anotherQuestion() throws {
        func lines(_ fields: String, _ rows: [String], blank: [String]) throws -> [[String]] {
            let survey = try SpecimenSurvey(
                layouts: """
                    cover:
                      into: cover
                      sheet: {any: true}
                      form: {fields: {country: {label: Country}, \(fields)}}
                    """)
            let extraction = try survey.extract(rows: rows, blank: blank)
            #expect(extraction.told == [])
            return try survey.lines(extraction, table: "cover")
        }
        let below = try lines(
            "body: {label: Partners, answers: 3, onward: below}, remarks: {label: Contact}",
            ["Country,France", "Partners,Users", ",CSOs", ",", "Contact,Ann"],
            blank: ["Country,", "Partners,", ",", ",", "Contact,"])
        #expect(below == [["country=France @B1", "body=Users\nCSOs @B2", "remarks=Ann @B5"]])
        let beside = try lines(
            """
            amount: {label: Total amount}, body: {label: Partners, answers: 3}, \
            remarks: {label: Partners, offset: {rows: 0, columns: 4}}
            """,
            ["Country,France,,,", "Partners,Users,CSOs,,see annex", "Total amount,5,,,"],
            blank: ["Country,,,,", "Partners,,,,", "Total amount,,,,"])
        #expect(beside == [["country=France @B1", "body=Users\nCSOs @B2", "amount=5 @B3", "remarks=see annex @E2"]])
    }

    @Test("in blocks the answer to another question behind them is not told as one more")
    func blocks() throws {
        let survey = try SpecimenSurvey(
            layouts: """
                practices:
                  into: items
                  sheet: {position: 1}
                  blocks:
                    start: "Practice {n}"
                    fields:
                      title: {label: Partners, answers: 2}
                      project: {label: Partners, offset: {rows: 0, columns: 3}}
                      budget: {label: Budget}
                """)
        let extraction = try survey.extract(rows: [
            "Practice 1,,,", "Partners,Users,CSOs,see annex", "Budget,5,,", "Practice 2,,,",
            "Partners,Firms,Users,none", "Budget,7,,",
        ])
        #expect(
            try survey.lines(extraction, table: "items") == [
                ["title=Users\nCSOs @B2", "budget=5 @B3", "project=see annex @D2"],
                ["title=Firms\nUsers @B5", "budget=7 @B6", "project=none @D5"],
            ])
        #expect(extraction.told.filter { $0.hasPrefix("layout.text-beside") } == [])
    }

    @Test(
        "a hint behind them that the questionnaire prints is no answer",
        arguments: ["Users,Citizens,CSOs,up to three,", "Users,,CSOs,up to three,"])
    func printed(partners: String) throws {
        let blank = Self.blank.map { $0.hasPrefix("Partners") ? "Partners,,,,up to three," : $0 }
        let body = partners.hasPrefix("Users,,") ? "Users\nCSOs" : "Users\nCitizens\nCSOs"
        try check(Self.rows(partners), blank: blank, body, [])
    }

    @Test(
        "without a blank questionnaire it may be a hint where other questions have one too, or where the last cell is blank",
        arguments: [("Users,Citizens,CSOs,in words,", "in words"), ("Users,CSOs,,in words,", "")])
    func hints(partners: String, others: String) throws {
        let body = partners.hasPrefix("Users,CSOs") ? "Users\nCSOs" : "Users\nCitizens\nCSOs"
        try check(Self.rows(partners, behindOthers: others), blank: nil, body, [])
    }
}
