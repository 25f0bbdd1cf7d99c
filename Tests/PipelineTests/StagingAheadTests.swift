import Foundation
import class GRDB.Database
import SurveyModel
import Testing

@testable import Load
@testable import Pipeline

@Suite("Returns that are staged while others are read")
struct StagingAheadTests {
    /// A store and a cache of the specimen survey, and returns as they come from reading.
    private struct Specimens {
        let project: InboxProject
        let store: Store
        let cache: BundleCache
        let heads: BundleHeads
        let clock = StepClock()

        init() throws {
            project = try InboxProject()
            store = try project.store(at: project.inbox.parent.appending(path: "canvass.sqlite").path)
            try store.prepareStaging(definitionHash: "one", reporters: [], codes: [])
            cache = BundleCache(project.inbox.parent, readingHash: "hash")
            heads = BundleHeads(cache: cache, definition: try project.load().definition)
        }

        func bundle(_ name: String, records count: Int = 2, format: String? = "csv") -> ReturnBundle {
            let origin = Origin(sheet: "return", row: 2, column: 1)
            let records = (0..<count).map { index in
                let body = Entry(value: .text("\(name), body \(index)"), raw: .text("x"), origin: origin)
                return Record(table: "cover", number: index + 1, anchor: origin, entries: [nil, body, nil])
            }
            return ReturnBundle(
                sha256: Digest.sha256(Data(name.utf8)), format: format, version: "1", language: "en", name: name,
                saved: nil, records: records, places: [], answers: [:], codings: [], findings: [])
        }

        func read(_ bundle: ReturnBundle, mayPass: Bool = false) throws -> ReadReturn {
            let (head, whole) = try heads.keep(BundleWriter.bytes(of: bundle), of: bundle.sha256, mayPass: mayPass)
            return ReadReturn(head: head, whole: whole, file: "\(bundle.name).csv", isPresent: true)
        }

        /// So many returns that were read.
        func reads(_ count: Int, records: Int = 2) throws -> [ReadReturn] {
            try (1...count).map { try read(bundle("return \($0)", records: records)) }
        }

        func ahead(leaving: Set<String> = [], batch: Int) -> StagingAhead {
            StagingAhead(store, cache, clock: clock, leaving: leaving, batch: batch)
        }

        /// What is staged, record by record.
        func rows(_ store: Store) throws -> [String] {
            try store.read {
                try String.fetchAll($0, sql: "SELECT \"return\" || ' ' || record || ' ' || body FROM _staged_cover")
            }
        }

        /// How many records are staged of each return that has any.
        func counts() throws -> [String: Int] {
            Dictionary(try rows(store).map { (String($0.prefix(12)), 1) }) { $0 + $1 }
        }

        /// From now on the store may not grow.
        func fill() throws {
            _ = try store.connections.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA max_page_count = 1")
            }
        }
    }

    private static func id(_ read: ReadReturn) -> String { read.head.bundle.id }

    @Test(
        "whole batches are staged, and the others are left; in the end all is as if it had been staged at once",
        arguments: [1, 2, 5, 6])
    func batches(of batch: Int) async throws {
        let specimens = try Specimens()
        let reads = try specimens.reads(5)
        let ahead = specimens.ahead(batch: batch)
        try await ahead.during {
            for read in reads { try ahead.take(read) }
        }
        let (staged, rest) = (reads.prefix(5 / batch * batch), reads.dropFirst(5 / batch * batch))
        #expect(try specimens.store.stagedReturns() == Set(staged.map(Self.id)))
        let steps: [StepClock.Step] = staged.isEmpty ? [] : [.stage]
        #expect(specimens.clock.totals.map(\.step) == steps)
        let bundles = RunBundles(reads, cache: specimens.cache)
        try specimens.store.stage(rest.map(Self.id), bundles)
        let other = try specimens.project.store(at: nil)
        try other.prepareStaging(definitionHash: "one", reporters: [], codes: [])
        try other.stage(reads.map(Self.id), bundles)
        let (rows, others) = (try specimens.rows(specimens.store), try specimens.rows(other))
        #expect(rows.count == 10 && rows == others)
    }

    @Test("what cannot be read, is held, has an id that others have, or is staged already, is left as it is")
    func left() async throws {
        let specimens = try Specimens()
        let refused = try specimens.read(specimens.bundle("refused", records: 0, format: nil))
        let held = try specimens.read(specimens.bundle("held"), mayPass: true)
        let shared = try specimens.read(specimens.bundle("shared"))
        let known = try specimens.read(specimens.bundle("known", records: 3))
        let new = try specimens.read(specimens.bundle("new"))
        try specimens.store.stage(specimens.bundle("known", records: 1))
        let ahead = specimens.ahead(leaving: [Self.id(shared)], batch: 1)
        try await ahead.during {
            for read in [refused, held, shared, known, new] { try ahead.take(read) }
        }
        #expect(try specimens.store.stagedReturns() == [Self.id(known), Self.id(new)])
        #expect(try specimens.counts() == [Self.id(known): 1, Self.id(new): 2])
    }

    @Test(
        "one whose bundle is damaged or lost is left, and the others of its batch are staged",
        arguments: [true, false])
    func lost(isDamaged: Bool) async throws {
        let specimens = try Specimens()
        let reads = try specimens.reads(3)
        let file = specimens.project.inbox.parent.appending(path: "bundles/\(reads[1].head.bundle.sha256)-hash.bundle")
        var bytes = Array(try Data(contentsOf: file))
        bytes[bytes.count - 40] ^= 1
        try FileManager.default.removeItem(at: file)
        if isDamaged { try Data(bytes).write(to: file) }
        let ahead = specimens.ahead(batch: 3)
        try await ahead.during {
            for read in reads { try ahead.take(read) }
        }
        #expect(try specimens.store.stagedReturns() == [Self.id(reads[0]), Self.id(reads[2])])
        #expect(try specimens.counts() == [Self.id(reads[0]): 2, Self.id(reads[2]): 2])
    }

    @Test("a store that has no room ends the reading with just that, and of no return is there a part")
    func full() async throws {
        let specimens = try Specimens()
        let reads = try specimens.reads(4, records: 2_000)
        try specimens.fill()
        let ahead = specimens.ahead(batch: 1)
        let error = try await #require(throws: LoadError.self) {
            try await ahead.during {
                for read in reads { try ahead.take(read) }
            }
        }
        #expect(PipelineError.code(of: error) == .cannotWrite)
        #expect(throws: LoadError.self) { try ahead.take(reads[0]) }
        #expect(try specimens.store.stagedReturns().isEmpty)
        #expect(try specimens.counts().isEmpty)
    }

    @Test("a reading that fails ends with its own error, and of what is staged nothing is missing")
    func brokenOff() async throws {
        struct Stopped: Error {}
        let specimens = try Specimens()
        let reads = try specimens.reads(10, records: 500)
        let ahead = specimens.ahead(batch: 2)
        await #expect(throws: Stopped.self) {
            try await ahead.during {
                for read in reads { try ahead.take(read) }
                throw Stopped()
            }
        }
        let staged = try specimens.store.stagedReturns()
        #expect(try specimens.counts() == Dictionary(uniqueKeysWithValues: staged.map { ($0, 500) }))
    }
}
