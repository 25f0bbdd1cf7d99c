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

    /// A survey that has received two versions of a return, of which the first counts no more, and the copy of that.
    private static func superseded() async throws -> (project: InboxProject, copy: URL) {
        let project = try InboxProject()
        try project.put("NOR.csv", completed: "2026-01-01")
        _ = try await project.run(started: InboxProject.minuteAgo)
        try project.put("NOR.csv", completed: "2026-02-01")
        _ = try await project.run()
        let candidate = try #require(try project.pruning().candidates.first)
        return (project, try #require(candidate.copies.first))
    }

    @Test("a copy that cannot be removed is told, and the same command finds it again and removes it")
    func obstacle() async throws {
        let (project, copy) = try await Self.superseded()
        let aside = project.inbox.parent.appending(path: "aside")
        do {
            let pruning = try project.pruning()
            // A folder is no file that can be removed, by whatever account.
            try FileManager.default.moveItem(at: copy, to: aside)
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: false)
            let error = try #require(throws: PipelineError.self) { try pruning.prune() }
            #expect(error.code == .cannotWrite && error.description.contains("give the command again"), "\(error)")
            #expect(!error.description.contains(".."), "\(error)")
        }
        try FileManager.default.removeItem(at: copy)
        try FileManager.default.moveItem(at: aside, to: copy)
        let again = try project.pruning()
        #expect(again.candidates.count == 1 && again.archived == 2)
        try again.prune()
        #expect(!FileManager.default.fileExists(atPath: copy.path))
    }

    @Test("one whose copy is gone already leaves the ledger, and what was read from it goes")
    func gone() async throws {
        let (project, copy) = try await Self.superseded()
        try FileManager.default.removeItem(at: copy)
        do {
            let pruning = try project.pruning()
            #expect(pruning.candidates.map(\.size) == [0])
            try pruning.prune()
        }
        let left = try project.pruning()
        #expect(left.candidates.isEmpty && left.archived == 1)
        let bundles = try FileManager.default.contentsOfDirectory(
            atPath: project.output.appending(path: "bundles").path)
        let hash = copy.deletingPathExtension().lastPathComponent
        #expect(!bundles.isEmpty && !bundles.contains { $0.hasPrefix(hash) }, "\(bundles)")
    }

    @Test("where the store was moved away nothing is looked up, and none is made in its place")
    func noStore() async throws {
        let (project, copy) = try await Self.superseded()
        try project.loseStore()
        let error = #expect(throws: PipelineError.self) { _ = try project.pruning() }
        #expect(error?.code == .noInput && error?.description.contains("the next run makes it") == true)
        #expect(!FileManager.default.fileExists(atPath: project.output.appending(path: "canvass.sqlite").path))
        #expect(FileManager.default.fileExists(atPath: copy.path))
    }

    @Test("for a survey without a run no folder is made")
    func noRun() throws {
        let project = try InboxProject()
        let error = #expect(throws: PipelineError.self) { _ = try project.pruning() }
        #expect(error?.code == .noInput)
        #expect(!FileManager.default.fileExists(atPath: project.output.path))
    }
}
