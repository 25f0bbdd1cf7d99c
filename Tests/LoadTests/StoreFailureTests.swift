import Foundation
import class GRDB.Database
import struct GRDB.DatabaseError
import struct GRDB.ResultCode
import SurveyModel
import Testing

@testable import Load

@Suite("A store that fails")
struct StoreFailureTests {
    private func store(in folder: ScratchFolder) throws -> Store {
        let store = try Store(
            path: folder.url.appending(path: "canvass.sqlite").path, definition: SpecimenSurvey.definition(),
            codes: SpecimenSurvey.codes)
        try store.prepareStaging(
            definitionHash: "one", reporters: SpecimenSurvey.reporters, codes: SpecimenSurvey.codes)
        return store
    }

    @Test(
        "what SQLite says of the disk is told by what is to be done",
        arguments: [
            (ResultCode.SQLITE_FULL, LoadError.Kind.cannotWrite, "Make room"),
            (.SQLITE_READONLY, .cannotWrite, "Check the permissions"), (.SQLITE_IOERR, .device, "may be failing"),
            (.SQLITE_BUSY, .store, "held by another program"), (.SQLITE_PROTOCOL, .store, "held by another program"),
            (.SQLITE_NOMEM, .store, "too little memory"), (.SQLITE_CORRUPT, .store, "move the store away"),
        ])
    func words(code: ResultCode, kind: LoadError.Kind, words: String) throws {
        // This disk has room: an error of input and output is not taken for a lack of it.
        let path = FileManager.default.temporaryDirectory.appending(path: "canvass.sqlite").path
        let error = try #require(LoadError.ofStore(DatabaseError(resultCode: code, message: "so it says"), at: path))
        #expect(error.kind == kind)
        #expect(error.description.contains(words), "\(error)")
    }

    @Test("whatever is to be written, a store that cannot be written says so, and what to do")
    func writing() throws {
        let folder = try ScratchFolder()
        let store = try store(in: folder)
        try store.connections.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
        let received = ReceivedReturn(sha256: "ab", fileExtension: "xlsx", file: "a.xlsx", firstSeen: "")
        let bundle = SpecimenSurvey.bundle("a", [SpecimenSurvey.shortRecord(1, "Alpha")])
        let record = StagedRecord(returnID: bundle.id, record: SpecimenSurvey.shortRecord(1, "Alpha"))
        let run = RunRecord(id: "r", started: "", finished: "", definition: "", counts: "{}", manifest: "")
        let writings: [(String, () throws -> Void)] = [
            ("files", { try store.remember([("a", FileStamp(size: 1, modified: 1, inode: 1), received)]) }),
            ("receipts", { try store.remember([received]) }), ("paths", { try store.setFiles([received]) }),
            (
                "container",
                { try store.remember([OpenedContainer(sha256: "c", members: [], received: [])], under: "") }
            ),
            ("forgetting", { try store.forget("ab") }), ("note", { try store.setNote("n", "text") }),
            ("run", { try store.record(run) }), ("removal", { try store.noteRemoval(ofRuns: ["r"], at: "") }),
            ("owner", { try store.setOwner("here") }), ("staging", { try store.stage(bundle) }),
            ("unstaging", { try store.unstage(bundle.id) }), ("amending", { try store.amend([record]) }),
            ("restoring", { try store.restore([record]) }), ("returns", { try store.setReturns([]) }),
            ("rejected", { try store.setRejected([]) }),
            ("definition", { try store.prepareStaging(definitionHash: "two", reporters: [], codes: []) }),
        ]
        for (what, write) in writings {
            let error = #expect(throws: LoadError.self, "\(what)") { try write() }
            #expect(error?.kind == .cannotWrite, "\(what)")
            #expect(error?.description.contains(store.place) == true, "\(what)")
        }
        #expect(try !store.hasReceived())
    }

    @Test("whoever reads is told what is to be done where the disk fails, and what else it is as it is")
    func reading() throws {
        let folder = try ScratchFolder()
        let store = try store(in: folder)
        let failing: [(ResultCode) throws -> Void] = [
            { code in try store.read { _ in try Self.fail(code) } },
            { code in try store.readers { _ in try Self.fail(code) } },
            { code in try store.figures { _ in try Self.fail(code) } },
        ]
        for read in failing {
            let error = #expect(throws: LoadError.self) { try read(.SQLITE_CORRUPT) }
            #expect(error?.kind == .store)
            let other = #expect(throws: DatabaseError.self) { try read(.SQLITE_ERROR) }
            #expect(other?.resultCode == .SQLITE_ERROR)
        }
    }

    private static func fail(_ code: ResultCode) throws {
        throw DatabaseError(resultCode: code, message: "so it says")
    }
}
