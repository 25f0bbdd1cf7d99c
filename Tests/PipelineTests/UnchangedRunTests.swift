import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("A run over the same as the last one")
struct UnchangedRunTests {
    private static let rows = ["1,10,5,food,,2026-01-01", "2,400,5,heat,,"]

    /// A run's files but `run.json`, by path.
    private func files(_ outcome: SurveyRun.Outcome) throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: outcome.folder.path)
        var files: [String: Data] = [:]
        for path in paths where path != "run.json" {
            let url = outcome.folder.appending(path: path)
            guard (try url.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true else { continue }
            files[path] = try Data(contentsOf: url)
        }
        return files
    }

    /// The lines of `run.json` without those that are a run's own.
    private func manifest(_ outcome: SurveyRun.Outcome) throws -> [Substring] {
        let text = try String(contentsOf: outcome.folder.appending(path: "run.json"), encoding: .utf8)
        #expect(text.contains("  \"run\": \"\(outcome.id)\","))
        let own = ["run", "started", "finished", "processor_seconds", "read_in_this_run"]
        return text.split(separator: "\n").filter { line in !own.contains { line.hasPrefix("  \"\($0)\":") } }
    }

    /// The number of a file, which two names of one file share.
    private func number(_ outcome: SurveyRun.Outcome, _ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: outcome.folder.appending(path: path).path)[.systemFileNumber]
            as? Int
    }

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
        #expect(try number(first, "report.html") == number(linked, "report.html"))
        #expect(try number(first, "report.html") != number(full, "report.html"))
        #expect(try files(linked) == files(full))
        #expect(try files(linked).keys.contains("dataset/items.csv"))
        // The receipts are read back from the archive, so the times at which returns were first seen are the same too.
        #expect(try manifest(linked) == manifest(full))
        #expect(linked.result.counts == full.result.counts)
        #expect(linked.result.verdicts == full.result.verdicts)
        #expect(summary(linked) == summary(full))
        let again = try await survey.run()
        #expect(try number(again, "report.html") == number(full, "report.html"))
    }

    @Test("a new return, another decision, one that has expired since, or a lost file make it a run of its own")
    func changed() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let first = try await survey.run()
        let issue = try #require(first.issue("constraint.maximum"))
        func isLinked(_ outcome: SurveyRun.Outcome, to earlier: SurveyRun.Outcome) throws -> Bool {
            try number(outcome, "issues.csv") == number(earlier, "issues.csv")
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
        #expect(try files(healed).keys.contains("issues.csv"))
        #expect(healed.result.issues.count == more.result.issues.count)
    }
}
