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
            #expect(outcome.rules == [state == "damaged" ? "file.unreadable" : "file.not-found"])
        }
        try content.write(to: copy)
        let mended = try await project.run()
        #expect(mended.states == ["NOR.csv": .live])
        #expect(mended.rules.isEmpty)
    }

    @Test("one that counted and that the definition lets no longer be read is told, also in the runs after that")
    func definition() async throws {
        let (project, _) = try await project()
        try project.define(["canvass: 1": "canvass: 1\nlimits: {fileBytes: 10}"])
        for _ in 1...2 {
            let outcome = try await project.run()
            #expect(outcome.states == ["NOR.csv": .refused])
            #expect(outcome.rules == ["file.limit"])
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

    @Test("without a run to compare with, or with one that cannot be read, nothing or all of it is missed")
    func lastRun() throws {
        let inbox = try ScratchInbox()
        let unread = [ReturnProcessor.refused(InboxRefusal(path: "a.csv", reason: "gone"))]
        let missed = MissedReturns.ofLastRun(RunHistory(output: inbox.parent))
        #expect(missed.among(unread).isEmpty)
        #expect(MissedReturns.all.among(unread).count == 1)
        try FileManager.default.createSymbolicLink(
            atPath: inbox.parent.appending(path: "latest").path, withDestinationPath: "runs/20260302T010000Z")
        #expect(missed.among(unread).count == 1)
    }
}
