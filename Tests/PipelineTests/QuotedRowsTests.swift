import SurveyModel
import Testing

@testable import Pipeline

/// Returns as text files of which rows were read as the text of a cell, since a quotation mark too many stands before them.
@Suite("Rows that a quotation mark takes")
struct QuotedRowsTests {
    /// Rows of which some have a quotation mark before their date.
    private func rows(_ count: Int = 9, marked: Set<Int> = []) -> [String] {
        (1...count).map { number in
            let mark = marked.contains(number) ? "\"" : ""
            return "\(number),10,5,food,,\(mark)2026-01-02"
        }
    }

    @Test(
        "the return is held until somebody has decided about it; others go on",
        arguments: [("file.unclosed-quote", [3], 6), ("file.swallowed-lines", [3, 7], 4)] as [(String, Set<Int>, Int)])
    func held(rule: String, marked: Set<Int>, lines: Int) async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": rows(marked: marked), "BBB.csv": rows()])
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue(rule))
        #expect(issue.finding.severity == .error)
        #expect(issue.finding.cell == "F4")
        for language in ["en", "fr", "es"] {
            #expect(issue.finding.message.text(in: language).contains("\(lines)."))
        }
        #expect(outcome.result.returns.map(\.state) == [.held, .live])
        #expect(Set(try survey.rows(outcome).map { $0["reporter"] }) == ["BBB"])

        try survey.decide(["\(issue.fingerprint),waive,,,The rows are known,reviewer A,,2026-11-01,"])
        #expect(try await survey.run().result.returns.map(\.state) == [.live, .live])
    }

    @Test("a survey that publishes in spite of errors publishes what was read")
    func published() async throws {
        let survey = try ReviewedSurvey("policy: {error: publish}\n", returns: ["AAA.csv": rows(marked: [3])])
        let outcome = try await survey.run()
        #expect(outcome.issue("file.unclosed-quote") != nil)
        #expect(outcome.result.returns.map(\.state) == [.live])
    }

    @Test("rows of a text that is closed as it should be are told as a warning")
    func closed() async throws {
        let survey = try ReviewedSurvey(
            returns: ["AAA.csv": rows(marked: [3]).enumerated().map { $0 == 6 ? $1 + "\"" : $1 }])
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("file.quoted-lines"))
        #expect(issue.finding.severity == .warning)
        #expect(outcome.result.returns.map(\.state) == [.live])
    }

    @Test("a row that stands in quotation marks as a whole is published as it is read, with a warning")
    func wrapped() async throws {
        let rows = rows().enumerated().map { index, row in
            index == 3 ? "\"\(row.replacing("food", with: "\"\"food\"\""))\"" : row
        }
        let survey = try ReviewedSurvey(returns: ["AAA.csv": rows])
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("file.wrapped-row"))
        #expect(issue.finding.severity == .warning && issue.finding.cell == "A5")
        #expect(outcome.result.returns.map(\.state) == [.live])
        #expect(Set(try survey.rows(outcome).compactMap { $0["number"] }) == Set((1...9).map { String($0) }))
    }

    @Test("below the rows that are searched for headings it is told as well, and once")
    func farBelow() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": rows(2_100, marked: [2_050])])
        let outcome = try await survey.run()
        let told = outcome.result.issues.filter { $0.finding.rule == "file.unclosed-quote" }
        #expect(told.map(\.finding.cell) == ["F2051"])
        #expect(outcome.result.returns.map(\.state) == [.held])
    }
}
