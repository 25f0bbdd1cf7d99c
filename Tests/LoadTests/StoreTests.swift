import Foundation
import class GRDB.Database
import class GRDB.DatabaseQueue
import struct GRDB.DatabaseError
import class GRDB.Row
import SurveyModel
import Testing

@testable import Load

@Suite("The store")
struct StoreTests {
    private func store(_ definition: SurveyDefinition? = nil, path: String? = nil) throws -> Store {
        let store = try Store(
            path: path, definition: definition ?? SpecimenSurvey.definition(), codes: SpecimenSurvey.codes)
        return store
    }

    private func prepared(hash: String = "one") throws -> Store {
        let store = try store()
        try store.prepareStaging(definitionHash: hash, reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        return store
    }

    private func texts(_ store: Store, _ sql: String) throws -> [String] {
        try store.read { try String.fetchAll($0, sql: sql) }
    }

    private func number(_ store: Store, _ sql: String) throws -> Int? {
        try store.read { try Int.fetchOne($0, sql: sql) }
    }

    @Test("it holds a table of as many fields as a definition may have")
    func widest() throws {
        let fields = (1...StagingSchema.mostFields).map { "      f\($0): {type: string, title: F}" }
        let yaml = """
            canvass: 1
            title: Wide
            languages: [en]
            round: {current: "2026"}
            inbox: {path: inbox}
            reporters: {file: reporters.csv, from: {folder: 1}}
            tables:
              wide:
                title: Wide
                fields:
            \(fields.joined(separator: "\n"))
            layouts:
              wide: {into: wide, sheet: {any: true}, table: {columns: {f1: {label: F}}}}
            """
        let store = try store(SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml"))
        try store.prepareStaging(definitionHash: "one", reporters: [], codes: [])
        #expect(try number(store, "SELECT count(*) FROM wide_previous") == 0)
    }

    @Test("who reads a store on disk may have views of his own, by which rules read no more than they name")
    func ownViews() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "canvass-store-\(UUID()).sqlite").path
        defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }
        let store = try store(path: path)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        let codes = try store.read { database in
            try database.execute(sql: "CREATE TEMP VIEW reporters AS SELECT 'own' AS code")
            let codes = try String.fetchAll(database, sql: "SELECT code FROM reporters")
            try database.execute(sql: "DROP VIEW temp.reporters")
            return codes
        }
        #expect(codes == ["own"])
    }

    @Test(
        "the ledger is in WAL mode, and every transaction is made durable: a power failure takes nothing that was committed"
    )
    func durability() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "canvass-store-\(UUID()).sqlite").path
        defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }
        let store = try store(path: path)
        #expect(try store.connections.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        let synchronous = try store.connections.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
        #expect(synchronous == 2)
    }

    @Test(
        "a new store has pages into which a record of long answers goes whole; one of an earlier build stays as it is")
    func pages() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-store-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func pageSize(_ store: Store) throws -> Int? { try number(store, "PRAGMA page_size") }
        #expect(try pageSize(store(path: folder.appending(path: "new.sqlite").path)) == 16_384)

        let earlier = folder.appending(path: "earlier.sqlite").path
        let queue = try DatabaseQueue(path: earlier)
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE mine (a)")
        }
        try queue.close()
        #expect(try pageSize(store(path: earlier)) == 4096)
    }

    // MARK: - Staging

    @Test("staged tables are STRICT, with a column of the field's type and one for its status")
    func strict() throws {
        let store = try prepared()
        #expect(
            try texts(
                store,
                "SELECT name FROM pragma_table_list WHERE name LIKE '\\_staged\\_%' ESCAPE '\\' AND strict ORDER BY name"
            ) == ["_staged_practices", "_staged_remarks"])
        #expect(
            try texts(store, "SELECT name || ' ' || type FROM pragma_table_info('_staged_practices')") == [
                "return TEXT", "record INTEGER", "_state TEXT", "number INTEGER", "number__status TEXT", "title TEXT",
                "title__status TEXT", "area TEXT",
                "area__status TEXT", "stages TEXT", "stages__status TEXT", "share REAL", "share__status TEXT",
                "agreed INTEGER", "agreed__status TEXT", "day TEXT",
                "day__status TEXT", "start INTEGER", "start__status TEXT",
            ])
    }

    @Test("a record is staged with its values in the types of SQL, and its statuses")
    func values() throws {
        let store = try prepared()
        try store.stage(
            SpecimenSurvey.bundle("a", [SpecimenSurvey.fullRecord(), SpecimenSurvey.shortRecord(2, "Beta")]))
        try store.setReturns([SpecimenSurvey.item("a", "AAA")])
        let columns = [
            "number", "title", "area", "stages", "share", "agreed", "day", "start", "share__status", "reporter",
            "round", "\"return\"", "record",
        ]
        let shown = columns.map { "ifnull(\($0), 'NULL')" }.joined(separator: " || '|' || ")
        #expect(
            try texts(store, "SELECT \(shown) FROM practices ORDER BY record") == [
                "1|Care, \"at home\"\nand away|GF070301|design;review|12.5|1|2026-03-02|2014|NULL|AAA|2026|aaaaaaaaaaaa|1",
                "2|Beta|NULL|NULL|NULL|NULL|NULL|NULL|M|AAA|2026|aaaaaaaaaaaa|2",
            ])
    }

    @Test("what was typed stands after a decision as before, also where a text holds a NUL")
    func restored() throws {
        let store = try prepared()
        let bundle = SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Al\0pha")])
        try store.stage(bundle)
        let length = "SELECT length(CAST(title AS BLOB)) FROM _staged_practices"
        #expect(try number(store, length) == 6)
        let typed = StagedRecord(returnID: bundle.id, record: bundle.records[0])
        try store.amend([StagedRecord(returnID: bundle.id, record: SpecimenSurvey.shortRecord(1, "B"))])
        #expect(try number(store, length) == 1)
        try store.restore([typed])
        #expect(try number(store, length) == 6)
        #expect(try store.stagedReturns() == [bundle.id])
    }

    @Test("a return is staged once, and known to be")
    func staged() throws {
        let store = try prepared()
        let bundle = SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Alpha")])
        #expect(try store.stagedReturns().isEmpty)
        try store.stage(bundle)
        #expect(try store.stagedReturns() == [bundle.id])
    }

    @Test("a return that cannot be staged whole is not staged at all")
    func transaction() throws {
        let store = try prepared()
        let twice = SpecimenSurvey.bundle(
            "a", [SpecimenSurvey.shortRecord(1, "Alpha"), SpecimenSurvey.remark(1, "a"), SpecimenSurvey.remark(1, "b")])
        #expect(throws: DatabaseError.self) { try store.stage(twice) }
        #expect(try store.stagedReturns().isEmpty)
        #expect(try number(store, "SELECT count(*) FROM _staged_practices") == 0)
    }

    @Test("the same definition keeps what is staged; another drops it, and the ledger stays")
    func definitionChange() throws {
        let store = try prepared(hash: "one")
        let received = ReceivedReturn(
            sha256: "ab", fileExtension: "xlsx", file: "a.xlsx", firstSeen: "2026-03-02T00:00:00Z")
        try store.remember([("a.xlsx", FileStamp(size: 1, modified: 2, inode: 3), received)])
        try store.stage(SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Alpha")]))
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        #expect(try store.stagedReturns() == [SpecimenSurvey.id("a")])
        try store.prepareStaging(
            definitionHash: "two", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        #expect(try store.stagedReturns().isEmpty)
        #expect(try number(store, "SELECT count(*) FROM _staged_practices") == 0)
        #expect(try store.receivedReturns() == [received])
    }

    @Test("whatever table the ledger has stays when the definition changes, also one that this build does not know")
    func ledgerStays() throws {
        let store = try prepared(hash: "one")
        try store.connections.write { try $0.execute(sql: "CREATE TABLE _ledger_more (a); CREATE TABLE _more (a)") }
        try store.prepareStaging(
            definitionHash: "two", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        let names = try texts(store, "SELECT name FROM sqlite_schema WHERE name IN ('_ledger_more', '_more')")
        #expect(names == ["_ledger_more"])
    }

    @Test("tables and views of an earlier definition are gone from a store on disk, and new ones are there")
    func tablesReplaced() throws {
        let folder = try ScratchFolder()
        let path = folder.url.appending(path: "canvass.sqlite").path
        let old = try store(path: path)
        try old.prepareStaging(definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        try old.stage(SpecimenSurvey.bundle("a", [SpecimenSurvey.remark(1, "A remark")]))
        let new = try store(try SpecimenSurvey.definition(changing: "  remarks:\n", to: "  notes:\n"), path: path)
        try new.prepareStaging(definitionHash: "two", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        let names = try texts(new, "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
        #expect(names.contains("notes") && names.contains("_staged_notes"))
        #expect(!names.contains("remarks") && !names.contains("_staged_remarks"))
    }

    @Test("records are published until they are kept out, and again when they are kept out no more")
    func published() throws {
        let store = try prepared()
        try store.stage(
            SpecimenSurvey.bundle("a", [SpecimenSurvey.fullRecord(), SpecimenSurvey.shortRecord(2, "Beta")]))
        func states() throws -> [String] {
            try texts(store, "SELECT record || ' ' || _state FROM _staged_practices ORDER BY record")
        }
        #expect(try states() == ["1 published", "2 published"])
        try store.setRejected([RecordID(returnID: SpecimenSurvey.id("a"), table: "practices", number: 2)])
        #expect(try states() == ["1 published", "2 rejected"])
        try store.setRejected([])
        #expect(try states() == ["1 published", "2 published"])
    }

    @Test("a return is found by one search: its id is the key by which its row is stored")
    func returnsWithoutRowid() throws {
        #expect(try number(try prepared(), "SELECT wr FROM pragma_table_list WHERE name = '_returns'") == 1)
    }

    @Test("rules may read the register, the rounds with the one before, and the codes")
    func commonTables() throws {
        let store = try prepared()
        #expect(
            try texts(
                store,
                "SELECT code || ' ' || name || ' ' || ifnull(language, '-') || ' ' || ifnull(contact, '-') FROM reporters ORDER BY code"
            ) == ["AAA Aland en -", "BBB Beland - desk@example.org"])
        #expect(
            try texts(
                store, "SELECT round || ' ' || number || ' ' || ifnull(previous, '-') FROM rounds ORDER BY number") == [
                    "2025 1 -", "2026 2 2025",
                ])
        #expect(
            try texts(
                store,
                "SELECT code || ' ' || level || ' ' || ifnull(parent, '-') FROM codes WHERE list = 'area' AND level > 1 ORDER BY code"
            ) == ["GF0703 2 GF07", "GF070301 3 GF0703"])
    }

    @Test("views show the records of live returns alone", arguments: ReturnState.allCases)
    func liveViews(_ state: ReturnState) throws {
        let store = try prepared()
        try store.stage(SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Alpha")]))
        try store.stage(SpecimenSurvey.bundle("b", [SpecimenSurvey.shortRecord(1, "Beta")]))
        try store.setReturns([SpecimenSurvey.item("a", "AAA"), SpecimenSurvey.item("b", "BBB", state: state)])
        #expect(
            try texts(store, "SELECT title FROM practices ORDER BY title")
                == (state == .live ? ["Alpha", "Beta"] : ["Alpha"]))
    }

    @Test("which returns count may change from run to run")
    func returnsReplaced() throws {
        let store = try prepared()
        try store.stage(SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Alpha")]))
        try store.setReturns([SpecimenSurvey.item("a", "AAA")])
        try store.setReturns([])
        #expect(try number(store, "SELECT count(*) FROM practices") == 0)
    }

    @Test(
        "who reads cannot write",
        arguments: ["DELETE FROM _returns", "CREATE TABLE t (a)", "INSERT INTO rounds VALUES ('x', 9, NULL)"])
    func readOnly(_ sql: String) throws {
        let store = try prepared()
        #expect(throws: LoadError.self) { try store.read { try $0.execute(sql: sql) } }
        #expect(try number(store, "SELECT count(*) FROM rounds") == 2)
    }

    @Test("a file that is no store is refused with what to do")
    func noStore() throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(path: "canvass.sqlite")
        try Data(String(repeating: "This is no database. ", count: 100).utf8).write(to: file)
        let error = try #require(throws: LoadError.self) { _ = try store(path: file.path) }
        #expect(error.kind == .store)
        #expect(error.description.contains("move the store away"))
    }

    // MARK: - Ledger

    @Test("a file is known by path, size, time and number together")
    func knownHash() throws {
        let store = try store()
        let stamp = FileStamp(size: 10, modified: 20, inode: .max)
        let received = ReceivedReturn(
            sha256: "ab", fileExtension: "xlsx", file: "in/a.xlsx", firstSeen: "2026-03-02T00:00:00Z")
        try store.remember([("in/a.xlsx", stamp, received)])
        #expect(try store.knownHashes(of: [("in/a.xlsx", stamp)]) == ["ab"])
        #expect(try store.knownHashes(of: [("in/b.xlsx", stamp), ("in/a.xlsx", stamp)]) == [nil, "ab"])
        for other in [
            FileStamp(size: 11, modified: 20, inode: .max), FileStamp(size: 10, modified: 21, inode: .max),
            FileStamp(size: 10, modified: 20, inode: 1),
        ] {
            #expect(try store.knownHashes(of: [("in/a.xlsx", other)]) == [nil])
        }
    }

    @Test("a file that changed is known by its new content; a return keeps the name and time under which it came first")
    func remembered() throws {
        let store = try store()
        let first = ReceivedReturn(
            sha256: "bb", fileExtension: "xlsx", file: "a.xlsx", firstSeen: "2026-03-02T00:00:00Z")
        let again = ReceivedReturn(
            sha256: "bb", fileExtension: "xlsx", file: "copy.xlsx", firstSeen: "2026-03-09T00:00:00Z")
        let changed = ReceivedReturn(
            sha256: "aa", fileExtension: "xlsx", file: "a.xlsx", firstSeen: "2026-03-10T00:00:00Z")
        let stamp = FileStamp(size: 1, modified: 1, inode: 1)
        let later = FileStamp(size: 2, modified: 2, inode: 1)
        try store.remember([("a.xlsx", stamp, first), ("copy.xlsx", stamp, again)])
        try store.remember([("a.xlsx", later, changed)])
        #expect(try store.receivedReturns() == [changed, first])
        #expect(try store.knownHashes(of: [("a.xlsx", later)]) == ["aa"])
        #expect(try store.knownHashes(of: [("a.xlsx", stamp)]) == [nil])
    }

    @Test("runs are listed newest first, and kept with the store")
    func runs() throws {
        let folder = try ScratchFolder()
        let path = folder.url.appending(path: "canvass.sqlite").path
        let runs = ["20260301T010000Z", "20260302T010000Z-2", "20260302T010000Z-10"].map {
            RunRecord(id: $0, started: "s", finished: "f", definition: "d", counts: "{}", manifest: "m")
        }
        let store = try store(path: path)
        for run in runs.shuffled() { try store.record(run) }
        #expect(try store.runs(limit: 2) == [runs[2], runs[1]])
        #expect(try self.store(path: path).runs(limit: 10) == runs.reversed())
        try store.noteRemoval(ofRuns: [runs[0].id], at: "t")
        #expect(try store.runs(limit: 10).map(\.removed) == [nil, nil, "t"])
    }

    @Test("a store of an earlier build, which knew less of runs, keeps those that it knows")
    func earlierRuns() throws {
        let folder = try ScratchFolder()
        let path = folder.url.appending(path: "canvass.sqlite").path
        try DatabaseQueue(path: path).write { database in
            try database.execute(
                sql: """
                    CREATE TABLE _ledger_runs (
                        id TEXT NOT NULL PRIMARY KEY, started TEXT NOT NULL, finished TEXT NOT NULL, definition TEXT NOT NULL, counts TEXT NOT NULL
                    ) STRICT;
                    INSERT INTO _ledger_runs VALUES ('20260301T010000Z', 's', 'f', 'd', '{}');
                    """)
        }
        let earlier = RunRecord(
            id: "20260301T010000Z", started: "s", finished: "f", definition: "d", counts: "{}", manifest: "")
        #expect(try StoreInspection.lastRuns(path: path, limit: 5) == [earlier])
        #expect(try store(path: path).runs(limit: 5) == [earlier])
    }
}
