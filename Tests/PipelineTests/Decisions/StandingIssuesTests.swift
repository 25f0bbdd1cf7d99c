import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("An issue that still stands over corrected values is told as it stands then")
struct StandingIssuesTests {
    /// An amount above its maximum, and a share that is more than it.
    private static let rows = ["1,400,500,food,,2026-01-01"]

    /// A run with lines in which `#` stands for the amount's issue and `$` for that of the share.
    private func run(_ lines: [String]) async throws -> SurveyRun.Outcome {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let before = try await survey.run()
        let amount = try #require(before.issue("constraint.maximum")?.fingerprint)
        let share = try #require(before.issue("share-below-amount")?.fingerprint)
        try survey.decide(lines.map { $0.replacing("#", with: amount).replacing("$", with: share) })
        return try await survey.run()
    }

    private static let correction = "#,correct,400,40,A slip,reviewer A,,2026-11-01,"

    @Test("an open one names the value that another of its cells now has")
    func open() async throws {
        let outcome = try await run([Self.correction])
        let issue = try #require(outcome.issue("share-below-amount"))
        #expect(outcome.issues("share-below-amount").count == 1 && issue.state == .open)
        #expect(issue.finding.message.text(in: "en") == "The share 500 is more than the amount 40.")
        #expect(SeenValue(issue.finding).text == "500 [40]")
    }

    @Test("a waiver that saw another value in another of its cells is void, and that is told")
    func reopened() async throws {
        let outcome = try await run([Self.correction, "$,waive,500 [400],,Asked,reviewer A,,2026-11-01,"])
        let issue = try #require(outcome.issue("share-below-amount"))
        #expect(issue.state == .open && issue.decision == nil)
        #expect(issue.finding.message.text(in: "en") == "The share 500 is more than the amount 40.")
        let told = try #require(outcome.issue("decision.no-match")?.finding.message.text(in: "en"))
        #expect(told.contains("500 [400]") && told.contains("500 [40]"))
    }

    @Test(
        "a decision that saw the corrected value in another of its cells counts, and so does one that names its own value alone",
        arguments: ["500 [40]", "500"])
    func seen(_ seen: String) async throws {
        let outcome = try await run([Self.correction, "$,waive,\(seen),,Asked,reviewer A,,2026-11-01,"])
        #expect(outcome.issue("share-below-amount")?.state == .waived)
        #expect(outcome.issue("decision.no-match") == nil)
    }

    @Test("a correction that saw the corrected value in another of its cells is published")
    func correctedAfterwards() async throws {
        let outcome = try await run([Self.correction, "$,correct,500 [40],5,A slip,reviewer A,,2026-11-01,"])
        #expect(outcome.issue("share-below-amount")?.state == .corrected)
        #expect(outcome.issue("decision.no-match") == nil)
        #expect(outcome.result.counts.recordsRejected == 0)
    }

    @Test("a correction to the value that stands there settles nothing")
    func sameValue() async throws {
        let outcome = try await run(["#,correct,400,400,It is right,reviewer A,,2026-11-01,"])
        #expect(outcome.issues("constraint.maximum").map(\.state) == [.open])
        #expect(outcome.result.counts.recordsRejected == 1)
    }

    @Test(
        "a correction of a private answer that breaks the same constraint again leaves its issue open",
        arguments: [("600", IssueState.open), ("60", .corrected)])
    func privateAnswer(_ value: String, _ state: IssueState) async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,food,,"]])
        let definition = try String(contentsOf: survey.folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        try Data(definition.replacing("title: Amount,", with: "title: Amount, private: true,").utf8).write(
            to: survey.folder.appending(path: "pipeline.yaml"))
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        let seen = issue.finding.value ?? ""
        try survey.decide(["\(issue.fingerprint),correct,\(seen),\(value),A slip,reviewer A,,2026-11-01,"])
        let outcome = try await survey.run()
        #expect(outcome.issues("constraint.maximum").map(\.state) == [state])
        #expect(outcome.result.counts.recordsRejected == (state == .open ? 1 : 0))
    }
}
