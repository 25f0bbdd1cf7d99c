import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A run over the same as the last one")
struct UnchangedRunTests {
    private static let rows = ["1,10,5,food,,2026-01-01", "2,400,5,heat,,"]

    private func summary(_ outcome: SurveyRun.Outcome) -> String { outcome.summary(reportPath: "") }

    @Test("it publishes what a run from nothing publishes, byte for byte, and tells the same")
    func same() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows, "sub \"x\"/BBB.csv": ["1,20,30,road,,"]])
        let first = try await survey.run()
        let linked = try await survey.run()
        // Without the store nothing is known of the last run.
        try FileManager.default.removeItem(
            at: first.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "canvass.sqlite"))
        let full = try await survey.run()
        #expect(Set([first.id, linked.id, full.id]).count == 3)
        #expect(try survey.number(first, "report.html") == survey.number(linked, "report.html"))
        #expect(try survey.number(first, "report.html") != survey.number(full, "report.html"))
        #expect(try survey.files(linked) == survey.files(full))
        #expect(try survey.files(linked).keys.contains("dataset/items.csv"))
        // The receipts are read back from the archive, so the times at which returns were first seen are the same too.
        #expect(try survey.manifest(linked) == survey.manifest(full))
        #expect(linked.result.counts == full.result.counts)
        #expect(linked.result.verdicts == full.result.verdicts)
        #expect(summary(linked) == summary(full))
        let again = try await survey.run()
        #expect(try survey.number(again, "report.html") == survey.number(full, "report.html"))
    }

    @Test("a new return, another decision, one that has expired since, or a lost file make it a run of its own")
    func changed() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let first = try await survey.run()
        let issue = try #require(first.issue("constraint.maximum"))
        func isLinked(_ outcome: SurveyRun.Outcome, to earlier: SurveyRun.Outcome) throws -> Bool {
            try survey.number(outcome, "issues.csv") == survey.number(earlier, "issues.csv")
        }
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,2026-11-29"])
        let decided = try await survey.run(today: "2026-11-28")
        #expect(try !isLinked(decided, to: first))
        #expect(try isLinked(try await survey.run(today: "2026-11-29"), to: decided))
        let expired = try await survey.run(today: "2026-11-30")
        #expect(try !isLinked(expired, to: decided))
        #expect(expired.issue("decision.expired") != nil)
        try survey.send("BBB.csv", ["1,20,30,road,,"])
        let more = try await survey.run(today: "2026-11-30")
        #expect(more.newlyRead == 1)
        #expect(try !isLinked(more, to: expired))
        try FileManager.default.removeItem(at: more.folder.appending(path: "issues.csv"))
        let healed = try await survey.run(today: "2026-11-30")
        #expect(try survey.files(healed).keys.contains("issues.csv"))
        #expect(healed.result.issues.count == more.result.issues.count)
    }
}
