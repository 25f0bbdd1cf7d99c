import Foundation
import Testing

@testable import Pipeline

@Suite("What may be removed from the archive is looked up under the survey's lock")
struct ArchivePruningTests {
    @Test("while a run goes on nothing is looked up: it may make a return count again")
    func locked() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        let run = try await project.run()
        let lock = try SurveyLock(project.output)
        defer { withExtendedLifetime(lock) {} }
        // Whoever reads what counts before he has the lock stumbles here.
        try FileManager.default.removeItem(at: run.folder.appending(path: "run.json"))
        let error = #expect(throws: PipelineError.self) { _ = try project.pruning() }
        #expect(error?.code == .locked, "\(String(describing: error))")
    }

    @Test("for a survey without a run no folder is made")
    func noRun() throws {
        let project = try InboxProject()
        let error = #expect(throws: PipelineError.self) { _ = try project.pruning() }
        #expect(error?.code == .noInput)
        #expect(!FileManager.default.fileExists(atPath: project.output.path))
    }
}
