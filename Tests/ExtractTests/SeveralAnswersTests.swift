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
