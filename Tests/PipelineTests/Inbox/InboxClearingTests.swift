import Foundation
import Logging
import Testing

@testable import Pipeline

@Suite("Files that are moved out of the inbox")
struct InboxClearingTests {
    private func clear(_ inbox: ScratchInbox, _ files: [InboxFile], refused: Set<String> = []) {
        InboxClearing(inbox: inbox.url, logger: Logger(label: "test")).clear(
            files.map { TakenFile(file: $0, contents: [$0.path]) }
        ) { refused.contains($0) }
    }

    private func text(_ inbox: ScratchInbox, _ path: String) -> String? {
        (try? Data(contentsOf: inbox.parent.appending(path: path))).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("what was read goes to Done and what was refused to Refused, each with its folders")
    func moved() throws {
        let inbox = try ScratchInbox()
        try inbox.put("2026-05-02/a.csv", "a")
        try inbox.put("b.pdf", "b")
        clear(inbox, try inbox.list().files, refused: ["b.pdf"])
        #expect(text(inbox, "Done/2026-05-02/a.csv") == "a")
        #expect(text(inbox, "Refused/b.pdf") == "b")
        #expect(try inbox.list().files.isEmpty)
    }

    @Test("no file is overwritten: a number is added before the ending")
    func numbered() throws {
        let inbox = try ScratchInbox()
        for content in ["1", "2", "3"] {
            try inbox.put("a.tar.csv", content)
            try inbox.put("bare", content)
            clear(inbox, try inbox.list().files)
        }
        #expect(["a.tar.csv", "a.tar-2.csv", "a.tar-3.csv"].map { text(inbox, "Done/\($0)") } == ["1", "2", "3"])
        #expect(["bare", "bare-2", "bare-3"].map { text(inbox, "Done/\($0)") } == ["1", "2", "3"])
    }

    @Test("a name that gets too long with a number loses as many of its characters, and keeps its ending")
    func longNames() throws {
        let inbox = try ScratchInbox()
        let stem = String(repeating: "y", count: 251)
        for content in ["1", "2"] {
            try inbox.put("\(stem).csv", content)
            clear(inbox, try inbox.list().files)
        }
        #expect(["\(stem).csv", "\(stem.dropLast(2))-2.csv"].map { text(inbox, "Done/\($0)") } == ["1", "2"])
        func numbered(_ name: String, _ number: Int) -> String {
            let bytes = InboxClearing.numbered(Array(name.utf8CString), number).dropLast()
            return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        let accents = String(repeating: "\u{E9}", count: 125)
        #expect(numbered("\(accents)y.csv", 2) == "\(accents.dropLast())-2.csv")
        #expect(numbered("a.\(stem)", 12).utf8.count == 255 && numbered("a.\(stem)", 12).hasPrefix("a.yy"))
        #expect(numbered("a.csv", 2) == "a-2.csv" && numbered(".csv", 3) == ".csv-3" && numbered("a", 1) == "a")
    }

    @Test(
        "a file that was changed or replaced after it was archived stays, and leaves nothing behind in Done",
        arguments: [true, false])
    func changed(replaced: Bool) throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", "before")
        let files = try inbox.list().files
        try Data("after, and longer".utf8).write(to: file, options: replaced ? .atomic : [])
        clear(inbox, files)
        #expect(text(inbox, "inbox/a.csv") == "after, and longer")
        #expect(text(inbox, "Done/a.csv") == nil)
    }

    @Test(
        "a link in the place of Done, or of a folder in it, is not followed: the file stays",
        arguments: ["Done", "Done/d"])
    func links(link: String) throws {
        let inbox = try ScratchInbox()
        try inbox.put("d/a.csv")
        let outside = inbox.parent.appending(path: "outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        let place = inbox.parent.appending(path: link)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(at: place, withDestinationURL: outside)
        clear(inbox, try inbox.list().files)
        #expect(text(inbox, "inbox/d/a.csv") == "x")
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }

    @Test("what is not in the run stays")
    func stays() throws {
        let inbox = try ScratchInbox()
        try inbox.put("b.csv")
        InboxClearing(inbox: inbox.url, logger: Logger(label: "test")).clear(
            try inbox.list().files.map { TakenFile(file: $0, contents: [$0.path]) }
        ) { $0 == "b.csv" ? nil : true }
        #expect(try inbox.list().files.map(\.path) == ["b.csv"])
    }

    @Test("a file that a program has open for writing stays, and goes when that has closed it")
    func open() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv", "before")
        let files = try inbox.list().files
        let writer = try FileHandle(forUpdating: file)
        clear(inbox, files)
        #expect(text(inbox, "inbox/a.csv") == "before")
        #expect(text(inbox, "Done/a.csv") == nil)
        try writer.close()
        clear(inbox, files)
        #expect(text(inbox, "Done/a.csv") == "before")
    }

    #if os(Linux)
        @Test(
            "a file gets its new name in one step: nothing is made in Done that a process which ends could leave behind"
        )
        func oneStep() throws {
            let inbox = try ScratchInbox()
            let done = inbox.parent.appending(path: "Done")
            try FileManager.default.createDirectory(at: done, withIntermediateDirectories: true)
            try Data("other".utf8).write(to: done.appending(path: "a.csv"))
            try inbox.put("a.csv", "mine")
            let events = try Descriptor(inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)), "inotify")
            #expect(inotify_add_watch(events.number, done.path, UInt32(IN_CREATE)) >= 0)
            clear(inbox, try inbox.list().files)
            #expect(text(inbox, "Done/a-2.csv") == "mine" && text(inbox, "Done/a.csv") == "other")
            var buffer = [UInt8](repeating: 0, count: 4_096)
            #expect(read(events.number, &buffer, buffer.count) == -1 && errno == EAGAIN)
        }
    #endif
}
