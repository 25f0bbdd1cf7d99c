import Foundation
import Spreadsheets
import Testing

@testable import Pipeline

@Suite("The inbox and the archive")
struct InboxTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "canvass-inbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "2026-03-01"), withIntermediateDirectories: true)
        for name in [
            "b.xlsx", "a.csv", ".hidden", "on-its-way.part", "half.tmp", "On-Its-Way.PART", "HALF.TMP", "~$b.xlsx",
            "README.md", "2026-03-01/c.xlsx",
        ] {
            try Data(name.utf8).write(to: folder.appending(path: name))
        }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "link.xlsx"), withDestinationURL: URL(filePath: "/etc/hostname"))
        return folder
    }

    @Test(
        "files are listed in the order of their paths, with those of folders; dot files, files on their way and ignored names are passed over"
    )
    func listing() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let inbox = try Inbox(folder, ignoring: ["READ*.md"])
        #expect(inbox.files.map(\.path) == ["2026-03-01/c.xlsx", "a.csv", "b.xlsx"])
        let lock = try #require(inbox.refused.first { $0.path == "~$b.xlsx" })
        #expect(lock.rule.rawValue == "file.lock-file")
    }

    @Test(
        "folders are looked into whatever their names end with, and though a pattern for files fits; but for dot folders"
    )
    func folderNames() throws {
        let inbox = try ScratchInbox()
        for path in ["README.md/a.csv", "old.tmp/b.csv", "x.part/README.md", ".hidden/c.csv"] { try inbox.put(path) }
        #expect(
            try Inbox(inbox.url, ignoring: ["README*"]).files.map(\.path) == ["README.md/a.csv", "old.tmp/b.csv"])
    }

    @Test("a symbolic link is not followed, but told")
    func links() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Inbox(folder, ignoring: []).refused.map(\.path) == ["link.xlsx", "~$b.xlsx"])
    }

    @Test("an inbox that is not there is an error that says so")
    func missing() {
        #expect(throws: PipelineError.self) { try Inbox(URL(filePath: "/no/such/inbox"), ignoring: []) }
    }

    @Test("the archive keeps a content once, under its hash, whatever its name; the inbox keeps its file")
    func archive() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("same".utf8).write(to: folder.appending(path: "a.csv"))
        try Data("same".utf8).write(to: folder.appending(path: "d.csv"))
        let archive = Archive(folder: folder.appending(path: ".archive"))
        let hashes = try Inbox(folder, ignoring: []).files.filter { $0.fileExtension == "csv" }.map {
            try archive.take([$0])[0].get()
        }
        #expect(hashes.count == 2 && Set(hashes).count == 1)
        let kept = URL(filePath: archive.path(of: hashes[0], fileExtension: "csv"))
        #expect(kept.path.hasSuffix("/\(hashes[0].prefix(2))/\(hashes[0]).csv"))
        #expect(try Data(contentsOf: kept) == Data("same".utf8))
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "a.csv").path))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: archive.folder.path).allSatisfy {
                !$0.hasPrefix(".incoming")
            })
    }
}
