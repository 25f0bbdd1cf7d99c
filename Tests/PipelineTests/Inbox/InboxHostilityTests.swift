import Foundation
import Spreadsheets
import StableStorage
import Testing

@testable import Pipeline

@Suite("An inbox into which anybody can put anything")
struct InboxHostilityTests {
    @Test("a named pipe, a socket and a link to a folder are refused, and none is opened")
    func notRegular() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a.csv")
        mkfifo(inbox.url.appending(path: "pipe.xlsx").path, 0o600)
        try FileManager.default.createSymbolicLink(
            at: inbox.url.appending(path: "folder"), withDestinationURL: URL(filePath: "/etc"))
        let socket = try Descriptor(Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0), "socket")
        #expect(Self.bind(socket, to: inbox.url.appending(path: "s.xlsx").path) == 0)
        let listed = try inbox.list()
        #expect(listed.files.map(\.path) == ["a.csv"])
        #expect(listed.refused.map(\.path) == ["folder", "pipe.xlsx", "s.xlsx"])
        #expect(listed.refused.allSatisfy { $0.rule == .unreadable })
    }

    private static func bind(_ socket: Descriptor, to path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.bind(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    @Test(
        "a file, or a folder on the way to it, that is swapped for a link after the inbox was listed leads nowhere",
        arguments: [true, false])
    func swapped(folder: Bool) throws {
        let inbox = try ScratchInbox()
        try inbox.put("d/secret.csv", "a return")
        let outside = inbox.parent.appending(path: "outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        try Data("a secret".utf8).write(to: outside.appending(path: "secret.csv"))
        let files = try inbox.list().files
        let swapped = inbox.url.appending(path: folder ? "d" : "d/secret.csv")
        try FileManager.default.removeItem(at: swapped)
        try FileManager.default.createSymbolicLink(
            at: swapped, withDestinationURL: folder ? outside : outside.appending(path: "secret.csv"))
        #expect(throws: PipelineError.self) { try inbox.archived(files[0]) }
        #expect(throws: FileSystemError.self) { try files[0].way.stamp() }
        let settling = try Settling(seconds: 0).settle(files)
        #expect(settling.settled.isEmpty)
        #expect(settling.waiting.map(\.path) == ["d/secret.csv"])
    }

    @Test("a pipe that takes a file's place after the inbox was listed does not make the run wait")
    func swappedForPipe() throws {
        let inbox = try ScratchInbox()
        let file = try inbox.put("a.csv")
        let files = try inbox.list().files
        try FileManager.default.removeItem(at: file)
        mkfifo(file.path, 0o600)
        #expect(throws: PipelineError.self) { try inbox.archived(files[0]) }
    }

    @Test("folders in each other beyond the limit are refused, and so is a file beyond the limit of size")
    func depthAndSize() throws {
        let inbox = try ScratchInbox()
        try inbox.put("1/2/in.csv")
        try inbox.put("1/2/3/out.csv")
        try inbox.put("large.csv", String(repeating: "x", count: 101))
        try inbox.put("just.csv", String(repeating: "x", count: 100))
        var limits = InboxLimits()
        limits.depth = 2
        limits.fileBytes = 100
        let listed = try inbox.list(limits)
        #expect(listed.files.map(\.path) == ["1/2/in.csv", "just.csv"])
        #expect(listed.refused.map(\.path) == ["1/2/3", "large.csv"])
        #expect(listed.refused.allSatisfy { $0.rule == .limit })
    }

    @Test("a folder with too many entries is refused as a whole; the others are read")
    func entries() throws {
        let inbox = try ScratchInbox()
        for number in 0..<20 { try inbox.put("many/\(number).csv") }
        try inbox.put("few/a.csv")
        try inbox.put("z.csv")
        var limits = InboxLimits()
        limits.entries = 10
        let listed = try inbox.list(limits)
        #expect(listed.files.map(\.path) == ["few/a.csv", "z.csv"])
        #expect(listed.refused.map(\.path) == ["many"])
        #expect(listed.refused[0].rule == .limit)
        limits.entries = 2
        #expect(try inbox.list(limits).refused.map(\.path) == ["."])
    }

    @Test("a folder that is nested a thousand deep is refused at the limit")
    func deep() throws {
        let inbox = try ScratchInbox()
        // Each from within the one before: the whole path is longer than the system takes.
        var folder = try InboxPath(root: inbox.url.path).openFolder()
        for _ in 0..<1_000 {
            #expect(mkdirat(folder.number, "d", 0o700) == 0)
            folder = try Descriptor(openat(folder.number, "d", O_RDONLY | O_DIRECTORY), "d")
        }
        #expect(try inbox.list().refused.count == 1)
    }

    @Test(
        "names that are no text, and names that differ only in how an accent is written, are files like others, always in one order"
    )
    func names() throws {
        let inbox = try ScratchInbox()
        let names: [[UInt8]] = [
            [0x61, 0xFF, 0x2E, 0x63, 0x73, 0x76], Array("\u{E9}.csv".utf8), Array("e\u{301}.csv".utf8),
        ]
        let folder = try InboxPath(root: inbox.url.path).openFolder()
        for name in names {
            let way = name.map { CChar(bitPattern: $0) } + [0]
            let file = try Descriptor(openat(folder.number, way, O_WRONLY | O_CREAT, 0o600), "file")
            #expect(write(file.number, name, name.count) == name.count)
        }
        let files = try inbox.list().files
        #expect(
            files.map { Array($0.path.utf8) } == [
                Array("a\u{FFFD}.csv".utf8), Array("e\u{301}.csv".utf8), Array("\u{E9}.csv".utf8),
            ])
        #expect(Set(try files.map { try inbox.archived($0) }).count == 3)
    }

    @Test("an ending too long for the archive's names is none")
    func ending() throws {
        let inbox = try ScratchInbox()
        try inbox.put("a." + String(repeating: "x", count: 240))
        let file = try inbox.list().files[0]
        #expect(file.fileExtension.isEmpty)
        #expect(try inbox.archived(file).count == 64)
    }

    @Test("a pattern of stars takes no more time than name times pattern, whatever the name")
    func stars() {
        let pattern = String(repeating: "*a", count: 40) + "b"
        #expect(!Inbox.isPassedOver(String(repeating: "a", count: 250), [pattern]))
        #expect(Inbox.isPassedOver(String(repeating: "a", count: 250) + "b", [pattern]))
        #expect(Inbox.isPassedOver("README.md", ["READ*.?d"]))
        #expect(!Inbox.isPassedOver("README.md", ["READ*.d"]))
        #expect(Inbox.isPassedOver("a", ["**"]))
    }
}
