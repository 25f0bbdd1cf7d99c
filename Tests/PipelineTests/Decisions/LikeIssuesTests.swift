import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A decision about one issue is none about another that is like it")
struct LikeIssuesTests {
    /// Two records of one key, both above the maximum.
    private static let twice = ["1,400,5,food,,2026-01-01", "1,400,6,food,,", "2,10,5,food,,"]

    private func maxima(_ outcome: SurveyRun.Outcome) -> [Int: SurveyModel.Issue] {
        Dictionary(
            outcome.issues("constraint.maximum").map { ($0.finding.record ?? 0, $0) }, uniquingKeysWith: { $1 })
    }

    @Test("a correction of one of two records of one key leaves the other's issue open", arguments: [1, 2])
    func correction(record: Int) async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.twice])
        let before = maxima(try await survey.run())
        let issue = try #require(before[record])
        try survey.decide(["\(issue.fingerprint),correct,400,40,A slip,reviewer A,,2026-11-01,"])
        let outcome = try await survey.run()
        let after = maxima(outcome)
        #expect(outcome.issues("constraint.maximum").count == 2)
        #expect(after[record]?.state == .corrected)
        #expect(after[3 - record]?.state == .open)
        #expect(after.mapValues(\.fingerprint) == before.mapValues(\.fingerprint))
    }

    @Test(
        "when the respondent mends one of two records of one key, what was decided about it is not decided about the other"
    )
    func mended() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.twice])
        let before = maxima(try await survey.run())
        let issue = try #require(before[1])
        try survey.decide(["\(issue.fingerprint),waive,400,,Large,reviewer A,,2026-11-01,"])
        try survey.send("2026-11-20/AAA.csv", ["1,40,5,food,,2026-11-20", "1,400,6,food,,", "2,10,5,food,,"])
        let outcome = try await survey.run()
        let after = maxima(outcome)
        #expect(after[1] == nil)
        #expect(after[2]?.state == .open && after[2]?.fingerprint == before[2]?.fingerprint)
        #expect(outcome.issue("decision.no-match") != nil)
    }

    @Test("records of which a part of the key is blank are told apart as well")
    func partOfKey() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,food,,", "1,400,6,food,,"]])
        let definition = try String(contentsOf: survey.folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        try Data(definition.replacing("key: number", with: "key: [number, day]").utf8).write(
            to: survey.folder.appending(path: "pipeline.yaml"))
        let issue = try #require(maxima(try await survey.run())[1])
        try survey.decide(["\(issue.fingerprint),correct,400,40,A slip,reviewer A,,2026-11-01,"])
        let after = maxima(try await survey.run())
        #expect(after[1]?.state == .corrected && after[2]?.state == .open)
    }

    @Test("what a query tells of a record beside what was corrected keeps its decision")
    func rows() async throws {
        let survey = try ReviewedSurvey(
            """
              - id: large
                table: items
                severity: note
                query: >-
                  SELECT "return", record, 'amount' AS what FROM items WHERE amount > 100
                  UNION ALL SELECT "return", record, 'share' AS what FROM items WHERE share > 100
                fields: kind
                message: "The {what} is large."

            """, returns: ["AAA.csv": ["1,400,300,food,,"]])
        func large(_ outcome: SurveyRun.Outcome) -> [String: SurveyModel.Issue] {
            Dictionary(
                outcome.issues("large").map { ($0.finding.message.text(in: "en"), $0) }, uniquingKeysWith: { $1 })
        }
        let first = try await survey.run()
        let before = large(first)
        let share = try #require(before["The share is large."])
        let amount = try #require(first.issue("constraint.maximum"))
        try survey.decide([
            "\(share.fingerprint),waive,food,,Asked,reviewer A,,2026-11-01,",
            "\(amount.fingerprint),correct,400,40,A slip,reviewer A,,2026-11-01,",
        ])
        let outcome = try await survey.run()
        let after = large(outcome)
        #expect(outcome.issues("large").count == 2)
        #expect(after["The share is large."]?.state == .waived)
        #expect(after["The amount is large."]?.state == .corrected)
        #expect(after.mapValues(\.fingerprint) == before.mapValues(\.fingerprint))
    }

    @Test(
        "when one body of a reporter mends what was decided about it, nothing is decided about the other",
        arguments: ["food", "heat"])
    func bodies(_ body: String) async throws {
        let rows = ["food": "1,400,5,food,,2026-01-01", "heat": "1,400,5,heat,,2026-01-02"]
        let survey = try ReviewedSurvey(returns: [
            "AAA-food.csv": [rows["food"] ?? ""], "AAA-heat.csv": [rows["heat"] ?? ""],
        ])
        let definition = try String(contentsOf: survey.folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        try Data(
            definition.replacing("latest: items.day", with: "latest: items.day, distinguish: items.kind").utf8
        ).write(to: survey.folder.appending(path: "pipeline.yaml"))
        func maxima(_ outcome: SurveyRun.Outcome) -> [String: SurveyModel.Issue] {
            let files = Dictionary(outcome.result.returns.map { ($0.id, $0.file) }, uniquingKeysWith: { $1 })
            return Dictionary(
                outcome.issues("constraint.maximum").map {
                    ((files[$0.returnID] ?? "").contains("food") ? "food" : "heat", $0)
                },
                uniquingKeysWith: { $1 })
        }
        let other = body == "food" ? "heat" : "food"
        let before = maxima(try await survey.run())
        let issue = try #require(before[body])
        try survey.decide(["\(issue.fingerprint),correct,400,40,A slip,reviewer A,,2026-11-01,"])
        let corrected = maxima(try await survey.run())
        #expect(corrected[body]?.state == .corrected && corrected[other]?.state == .open)
        try survey.send("2026-11-20/AAA-\(body).csv", ["1,45,5,\(body),,2026-11-20"])
        let mended = maxima(try await survey.run())
        #expect(mended.keys.sorted() == [other] && mended[other]?.state == .open)
        #expect(mended[other]?.fingerprint == before[other]?.fingerprint)
    }
}
