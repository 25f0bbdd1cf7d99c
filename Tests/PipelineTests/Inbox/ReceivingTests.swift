import Foundation
import Load
import Logging
import StableStorage
import Testing

@testable import Pipeline

@Suite("What a run receives")
struct ReceivingTests {
    private func receive(_ inbox: ScratchInbox, _ listed: Inbox? = nil, store: Store? = nil) throws -> Receiving.Outcome
    {
        let survey = try SpecimenSurvey.load()
        let store = try store ?? Store(path: nil, definition: survey.definition, codes: [])
        return try Receiving(
            archive: inbox.archive, store: store, settling: Settling(seconds: 0), logger: Logger(label: "test"),
            now: Date()
        ).receive(try listed ?? inbox.list())
    }

    @Test(
        "a file that was changed, replaced or taken away since the inbox was listed is left for the next run, and the others are taken"
    )
    func changed() throws {
        let inbox = try ScratchInbox()
        let names = ["changed.csv", "gone.csv", "good.csv", "replaced.csv"]
        for name in names { try inbox.put(name, name) }
        let listed = try inbox.list()
        try inbox.put("changed.csv", "other", age: 10)
        try FileManager.default.removeItem(at: inbox.url.appending(path: "gone.csv"))
        try FileManager.default.removeItem(at: inbox.url.appending(path: "replaced.csv"))
        try FileManager.default.createDirectory(
            at: inbox.url.appending(path: "replaced.csv"), withIntermediateDirectories: true)
        let outcome = try receive(inbox, listed)
        #expect(outcome.contents.map(\.file) == ["good.csv"])
        #expect(outcome.waiting.map(\.path) == ["changed.csv", "gone.csv", "replaced.csv"])
        #expect(outcome.refused.isEmpty)
        #expect(try receive(inbox).contents.map(\.file) == ["changed.csv", "good.csv"])
    }

    @Test("a file that changes while it is read is not taken")
    func changesWhileRead() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", "before")
        let reading = try InboxReading(try inbox.list().files[0])
        #expect(try reading.next() == Array("before".utf8))
        #expect(try reading.isUnchanged)
        let writer = try FileHandle(forUpdating: file)
        try writer.seekToEnd()
        try writer.write(contentsOf: Data("after".utf8))
        #expect(try !reading.isUnchanged)
    }

    @Test(
        "a file that changes after it has settled and before it is opened is not taken, and no more of one that grows is read than it had",
        arguments: [true, false])
    func changesBeforeCopied(replaced: Bool) throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", "whole")
        let listed = try inbox.list().files
        if replaced {
            try Data("other".utf8).write(to: file, options: .atomic)
        } else {
            let writer = try FileHandle(forUpdating: file)
            try writer.seekToEnd()
            try writer.write(contentsOf: Data(" and half of more".utf8))
            let reading = try InboxReading(listed[0])
            #expect(try reading.next() == Array("whole".utf8))
            #expect(try reading.next() == nil)
        }
        #expect(throws: PipelineError.self) { try inbox.archive.take(listed)[0].get() }
        let kept = try FileManager.default.subpathsOfDirectory(atPath: inbox.archive.folder.path)
        #expect(kept.isEmpty)
    }

    @Test("a file that gives its place to another while it is read was read as a whole")
    func replacedWhileRead() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", "before")
        let reading = try InboxReading(try inbox.list().files[0])
        try Data("after, and longer".utf8).write(to: file, options: .atomic)
        #expect(try reading.next() == Array("before".utf8))
        #expect(try reading.next() == nil)
    }

    @Test("a file that is known is not waited for, though somebody has it open")
    func known() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv")
        let survey = try SpecimenSurvey.load()
        let store = try Store(path: nil, definition: survey.definition, codes: [])
        #expect(try receive(inbox, store: store).contents.count == 1)
        let writer = try Descriptor(open(file.path, O_WRONLY | O_CLOEXEC), file.path)
        let outcome = try receive(inbox, store: store)
        #expect(outcome.contents.count == 1 && outcome.waiting.isEmpty)
        withExtendedLifetime(writer) {}
    }

    @Test("a return that the archive has lost is archived again while it lies in the inbox, without a second receipt")
    func lostCopy() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv", "kept")
        let survey = try SpecimenSurvey.load()
        let store = try Store(path: nil, definition: survey.definition, codes: [])
        let copy = URL(filePath: try #require(try receive(inbox, store: store).contents.first).path)
        try FileManager.default.removeItem(at: copy)
        #expect(try receive(inbox, store: store).contents.count == 1)
        #expect(try Data(contentsOf: copy) == Data("kept".utf8))
        let receipts = try String(contentsOf: inbox.archive.folder.appending(path: "received.csv"), encoding: .utf8)
        #expect(receipts.split(separator: "\r\n").count == 2 || receipts.split(separator: "\n").count == 2)
    }

    @Test("a copy whose ending begins with a combining mark is one of its content, and is what it was")
    func combiningEnding() throws {
        let inbox = try ScratchInbox()
        let sha256 = Digest.sha256(Data("x".utf8))
        let copy = inbox.archive.path(of: sha256, fileExtension: "\u{301}csv")
        let shard = URL(filePath: copy).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: shard, withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: copy, contents: Data("x".utf8)))
        #expect(try inbox.archive.copies(of: sha256).count == 1)
        var verification = Verification()
        let sound = try ArchiveVerification(archive: inbox.archive).verify(&verification)
        #expect(Array(sound.keys) == [sha256])
        #expect(verification.differences.isEmpty)
    }

    @Test(
        "where the machine has no files or memory left, nobody is sent to look for permissions",
        arguments: [(EMFILE, true), (ENOMEM, true), (EACCES, false), (ENOSPC, false)])
    func advice(code: Int32, isLackOfMeans: Bool) {
        let error = PipelineError(FileSystemError(.opened, "/a", code: code), of: "The archive")
        #expect(error.description.hasPrefix("The archive: /a cannot be opened: "))
        #expect(error.description.contains("files or memory on this machine") == isLackOfMeans)
        #expect(error.description.contains("Check permissions") != isLackOfMeans)
    }

    @Test("receipts that cannot be read are not taken for none, so that no new ones are put in their place")
    func unreadableReceipts() throws {
        let inbox = try ScratchInbox()
        let item = ReceivedReturn(
            sha256: String(repeating: "a", count: 64), fileExtension: "csv", file: "a.csv",
            firstSeen: "2026-01-01T00:00:00Z")
        try FileManager.default.createDirectory(at: inbox.archive.folder, withIntermediateDirectories: true)
        try inbox.archive.record([item])
        let receipts = inbox.archive.folder.appending(path: "received.csv")
        try FileManager.default.removeItem(at: receipts)
        // A link to itself can be read by nobody, not by root either, and another file could be put in its place.
        try FileManager.default.createSymbolicLink(at: receipts, withDestinationURL: receipts)
        #expect(throws: PipelineError.self) { try inbox.archive.record([item]) }
    }
}
