import Foundation
import class GRDB.Database
import class GRDB.DatabaseQueue
import Load
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

    @Test("where the store fails, it is told what to do, with the code of a disk that fails, and nothing is removed")
    func damagedStore() async throws {
        let project = try InboxProject()
        try project.put("NOR.csv")
        _ = try await project.run()
        let pruning = try project.pruning()
        try Self.damage(project.output.appending(path: "canvass.sqlite").path)
        let error = #expect(throws: LoadError.self) { try pruning.prune() }
        #expect(error.map { PipelineError.code(of: $0) } == .io)
        #expect(error?.description.contains("move the store away") == true, "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: project.output.appending(path: "archive/pruned.csv").path))
    }

    /// Makes what a store says of its own tables unreadable, to those as well that have it open.
    private static func damage(_ path: String) throws {
        let store = try DatabaseQueue(path: path)
        try store.writeWithoutTransaction {
            try $0.execute(
                sql: """
                    PRAGMA writable_schema = 1;
                    UPDATE sqlite_schema SET sql = 'CREATE' WHERE name = '_ledger_received';
                    PRAGMA schema_version = 100000;
                    """)
        }
        try store.close()
    }

    @Test("for a survey without a run no folder is made")
    func noRun() throws {
        let project = try InboxProject()
        let error = #expect(throws: PipelineError.self) { _ = try project.pruning() }
        #expect(error?.code == .noInput)
        #expect(!FileManager.default.fileExists(atPath: project.output.path))
    }
}
