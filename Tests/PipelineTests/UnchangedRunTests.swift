import Foundation
import Load
import Logging
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

    @Test("a run for the current round is the same whether that is named or not")
    func namedRound() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let first = try await survey.run()
        let named = try await survey.run(round: "2026")
        #expect(try survey.number(named, "report.html") == survey.number(first, "report.html"))
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

    @Test(
        "a file of the last run that somebody has changed or replaced is not published again", arguments: [true, false])
    func tampered(inPlace: Bool) async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let first = try await survey.run()
        let file = first.folder.appending(path: "dataset/items.csv")
        let content = try Data(contentsOf: file)
        if inPlace {
            let writer = try FileHandle(forUpdating: file)
            try writer.write(contentsOf: Data("#".utf8))
        } else {
            try Data("other".utf8).write(to: file, options: .atomic)
        }
        let second = try await survey.run()
        #expect(try Data(contentsOf: second.folder.appending(path: "dataset/items.csv")) == content)
        #expect(try survey.number(second, "dataset/items.csv") != survey.number(first, "dataset/items.csv"))
        let third = try await survey.run()
        #expect(try survey.number(third, "dataset/items.csv") == survey.number(second, "dataset/items.csv"))
    }

    @Test("the files of a run are taken in parts, all of them; one that is lost in any part is told", arguments: 0...5)
    func parts(lost: Int) throws {
        let inbox = try ScratchInbox()
        let survey = try SpecimenSurvey.load()
        let store = try Store(path: nil, definition: survey.definition, codes: [])
        let logger = Logger(label: "test")
        var unchanged = UnchangedRun(
            survey: survey, output: inbox.parent,
            recovery: RunRecovery(output: inbox.parent, store: store, logger: logger))
        unchanged.filesAtOnce = 2
        let earlier = inbox.parent.appending(path: "earlier")
        let paths = (1...5).map { "folder \($0 % 2)/file \($0): “a”" }
        for path in paths {
            let file = earlier.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(path.utf8).write(to: file)
        }
        if lost > 0 { try FileManager.default.removeItem(at: earlier.appending(path: paths[lost - 1])) }
        let folder = try RunFolder(survey: inbox.parent, id: "20260302T010000Z")
        let stamps = try unchanged.take(paths, from: earlier.path, to: folder)
        #expect((stamps != nil) == (lost == 0))
        guard lost == 0 else { return }
        for path in paths {
            #expect(try Data(contentsOf: URL(filePath: "\(folder.draft)/\(path)")) == Data(path.utf8))
        }
    }

    @Test("the files of a run.json are found whatever their paths hold")
    func outputs() {
        let paths = ["dataset/items.csv", "returns/A: B/letter.txt", "returns/“x” \\ y/a \"b\".txt", "report.html"]
        let text =
            "{\n  \"run\": \"a\",\n  \"outputs\": {\n"
            + paths.map { "    \(JSONText.quoted($0)): \"0f\"" }.joined(separator: ",\n") + "\n  }\n}\n"
        #expect(PublishedManifest(Data(text.utf8)).outputs == paths)
    }
}
