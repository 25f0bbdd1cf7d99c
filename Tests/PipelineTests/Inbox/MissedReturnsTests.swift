import Foundation
import Load
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Returns that have left the inbox and cannot be read")
struct MissedReturnsTests {
    /// A run over one return, which has then left the inbox; what was read from it is no longer kept.
    private func project() async throws -> (project: InboxProject, copy: URL) {
        let project = try InboxProject()
        let file = try project.put("NOR.csv")
        let first = try await project.run()
        #expect(first.states == ["NOR.csv": .live])
        try FileManager.default.removeItem(at: file)
        try forgetBundles(of: project)
        let sha256 = try #require(first.result.returns.first?.sha256)
        return (
            project,
            URL(
                filePath: Archive(folder: project.output.appending(path: "archive")).path(
                    of: sha256, fileExtension: "csv"))
        )
    }

    private func forgetBundles(of project: InboxProject) throws {
        try FileManager.default.removeItem(at: project.output.appending(path: "bundles"))
    }

    @Test(
        "one that counted is told night after night while its copy in the archive is damaged or lost, and counts again when it is mended",
        arguments: ["damaged", "lost"])
    func copy(is state: String) async throws {
        let (project, copy) = try await project()
        let content = try Data(contentsOf: copy)
        switch state {
        // It can be read all the same, and says something else.
        case "damaged": try Data("Country,Body,Completed\nNorway,Directorate,\n".utf8).write(to: copy)
        default: try FileManager.default.removeItem(at: copy)
        }
        for _ in 1...2 {
            let outcome = try await project.run()
            #expect(outcome.states == ["NOR.csv": .refused])
            #expect(outcome.rules == [state == "damaged" ? "file.damaged" : "file.not-found"])
        }
        try content.write(to: copy)
        let mended = try await project.run()
        #expect(mended.states == ["NOR.csv": .live])
        #expect(mended.rules.isEmpty)
    }

    @Test("one whose copy is lost is told from the next run on, though it is still known what was read of it")
    func lostBesideBundle() async throws {
        let project = try InboxProject()
        let file = try project.put("NOR.csv")
        let first = try await project.run()
        try FileManager.default.removeItem(at: file)
        #expect(try await project.run().states == ["NOR.csv": .live])
        let sha256 = try #require(first.result.returns.first?.sha256)
        let copy = URL(
            filePath: Archive(folder: project.output.appending(path: "archive")).path(
                of: sha256, fileExtension: "csv"))
        let content = try Data(contentsOf: copy)
        try FileManager.default.removeItem(at: copy)
        for _ in 1...2 {
            let outcome = try await project.run()
            #expect(outcome.states == ["NOR.csv": .refused])
            #expect(outcome.rules == ["file.not-found"])
            // Nobody has typed a path.
            let told = outcome.issue("file.not-found")?.finding
            #expect(told?.message.text(in: "en").contains("its copy in the archive") ?? true)
            #expect(told?.suggestion?.text(in: "en").contains("back-up") ?? true)
        }
        try content.write(to: copy)
        let mended = try await project.run()
        #expect(mended.states == ["NOR.csv": .live] && mended.rules.isEmpty)
    }

    @Test("of one that no longer counts nothing is told while it is known what was read of it")
    func lostAndSuperseded() async throws {
        let project = try InboxProject()
        let file = try project.put("NOR.csv", completed: "2026-01-01")
        let first = try await project.run()
        try project.put("NOR 2.csv", completed: "2026-02-01")
        try FileManager.default.removeItem(at: file)
        _ = try await project.run()
        let sha256 = try #require(first.result.returns.first?.sha256)
        let archive = Archive(folder: project.output.appending(path: "archive"))
        try FileManager.default.removeItem(atPath: archive.path(of: sha256, fileExtension: "csv"))
        #expect(try await project.run().states == ["NOR.csv": .superseded, "NOR 2.csv": .live])
    }

    @Test("one that counted and that the definition lets no longer be read is told, also in the runs after that")
    func definition() async throws {
        let (project, _) = try await project()
        try project.define(["canvass: 1": "canvass: 1\nlimits: {fileBytes: 10}"])
        for turn in 1...2 {
            let outcome = try await project.run()
            #expect(outcome.states == ["NOR.csv": .refused])
            // The second run publishes the first one's files again, and tells no issue by itself.
            #expect(try outcome.published("file.limit") == 1)
            if turn == 1 { #expect(outcome.rules == ["file.limit"]) }
        }
    }

    @Test("what such a run was made of can be made anew from the archive, and comes out the same")
    func verified() async throws {
        let (project, copy) = try await project()
        try FileManager.default.removeItem(at: copy)
        _ = try await project.run()
        guard case .same = try await project.verify(nil).rederivation else {
            Issue.record("the run does not come out the same")
            return
        }
    }

    @Test("where the store is lost too, one whose copy is lost is told all the same")
    func storeLost() async throws {
        let (project, copy) = try await project()
        try FileManager.default.removeItem(at: copy)
        for name in try FileManager.default.contentsOfDirectory(atPath: project.output.path)
        where name.hasPrefix("canvass.sqlite") {
            try FileManager.default.removeItem(at: project.output.appending(path: name))
        }
        let outcome = try await project.run()
        #expect(outcome.states == ["NOR.csv": .refused])
        #expect(outcome.rules == ["file.not-found"])
    }

    @Test("a damaged copy is not annotated, and another run tries again")
    func annotated() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,heat,,"]])
        let first = try await survey.run()
        func copies(_ outcome: SurveyRun.Outcome) throws -> [String] {
            try survey.files(outcome).keys.filter { $0.contains("annotated") }
        }
        #expect(try copies(first).count == 1)
        let sha256 = try #require(first.result.returns.first?.sha256)
        let copy = URL(
            filePath: Archive(folder: survey.results.appending(path: "archive")).path(of: sha256, fileExtension: "csv"))
        let content = try Data(contentsOf: copy)
        try Data("\(ReviewedSurvey.header)\n1,500,5,heat,,\n".utf8).write(to: copy)
        // What is asked changes, so that it would be annotated anew; what was read is still known.
        let issue = try #require(first.issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),ask,400,,Why so much?,reviewer A,,2026-11-01,"])
        let second = try await survey.run(today: "2026-11-28")
        #expect(try copies(second).isEmpty)
        try content.write(to: copy)
        #expect(try copies(try await survey.run(today: "2026-11-28")).count == 1)
    }

    @Test("the newest run that can be read tells; superseded and refused returns that lay in the inbox are not missed")
    func lastRun() throws {
        let inbox = try ScratchInbox()
        let unread = ["live", "held", "superseded", "refused", "told"].map {
            ReturnProcessor.refused(InboxRefusal(path: $0, reason: "gone"))
        }
        let missed = MissedReturns.ofLastRun(RunHistory(output: inbox.parent))
        #expect(try missed.among(unread).isEmpty)
        #expect(try MissedReturns.all.among(unread).count == unread.count)
        let inputs = unread.map { item in
            let state = item.file == "told" ? "refused" : item.file
            return
                "{\"return\": \"\(item.file)\", \"sha256\": \"\(item.head.bundle.sha256)\", \"state\": \"\(state)\", \"present\": \(item.file != "told")}"
        }
        let texts = [
            "20260301T010000Z": "{\"inputs\": [\(inputs.joined(separator: ", "))]}", "20260302T010000Z": "{",
        ]
        for (run, text) in texts {
            let folder = inbox.parent.appending(path: "runs/\(run)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: folder.appending(path: "run.json"))
        }
        #expect(try missed.among(unread).map(\.file) == ["live", "held", "told"])
    }
}
