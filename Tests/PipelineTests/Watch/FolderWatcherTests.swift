import Foundation
import Testing

@testable import Pipeline

/// A folder that is gone when the test is over.
final class WatchedFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(
            path: "canvass-watched-\(UUID().uuidString)/inbox", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

    func write(_ path: String, _ content: String = "content") throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: file)
    }

    func move(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(at: url.appending(path: path), to: url.appending(path: other))
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appending(path: path)) }
}

@Suite("What happens in a folder is told")
struct FolderWatcherTests {
    enum Kind: CaseIterable { case events, listing }

    private func watcher(_ kind: Kind, _ folder: WatchedFolder) throws -> any FolderWatcher {
        #if os(Linux)
            if kind == .events {
                return try InotifyWatcher(folder.url) { Inbox.isPassedOver($0, ["README*"]) }
            }
        #endif
        return try PollingWatcher(folder.url, ignoring: ["README*"], every: .seconds(1))
    }

    @Test(
        "new, renamed-in, changed and removed files, also in folders; none that is passed over",
        arguments: Kind.allCases)
    func files(_ kind: Kind) throws {
        let folder = try WatchedFolder()
        try folder.write("old.xlsx")
        try folder.write("FRA/old.xlsx")
        let watcher = try watcher(kind, folder)
        #expect(watcher.changes() == FolderChanges())

        for path in ["new.xlsx", "FRA/new.xlsx", ".hidden", "half.part", "README.txt", "FRA/.sync/x.xlsx"] {
            try folder.write(path)
        }
        try folder.write("old.xlsx", "something longer")
        #expect(watcher.changes().arrived == ["new.xlsx", "FRA/new.xlsx", "old.xlsx"])

        try folder.move("half.part", to: "whole.xlsx")
        #expect(watcher.changes() == FolderChanges(arrived: ["whole.xlsx"]))

        try folder.remove("FRA/new.xlsx")
        #expect(watcher.changes() == FolderChanges(departed: ["FRA/new.xlsx"]))
        #expect(watcher.changes() == FolderChanges())
    }

    @Test(
        "folders are watched whatever their names, but for dot folders: patterns are about files",
        arguments: Kind.allCases)
    func folderNames(_ kind: Kind) throws {
        let folder = try WatchedFolder()
        try folder.write("README old/a.xlsx")
        let watcher = try watcher(kind, folder)
        for path in ["README old/b.xlsx", "half.tmp/c.xlsx", ".dot/d.xlsx"] { try folder.write(path) }
        #expect(watcher.changes().arrived == ["README old/b.xlsx", "half.tmp/c.xlsx"])
    }

    @Test(
        "folders that are made, moved in and renamed later are watched too, and what is in them already is not missed",
        arguments: Kind.allCases)
    func nested(_ kind: Kind) throws {
        let folder = try WatchedFolder()
        let watcher = try watcher(kind, folder)
        try folder.write("NOR/2026/a.xlsx")
        #expect(watcher.changes().arrived == ["NOR/2026/a.xlsx"])
        try folder.write("NOR/2026/b.xlsx")
        #expect(watcher.changes().arrived == ["NOR/2026/b.xlsx"])

        try folder.write("../elsewhere/deep/c.xlsx")
        try folder.move("../elsewhere", to: "SWE")
        #expect(watcher.changes().arrived == ["SWE/deep/c.xlsx"])

        try folder.move("NOR", to: "NO")
        _ = watcher.changes()
        try folder.write("NO/2026/d.xlsx")
        #expect(watcher.changes().arrived == ["NO/2026/d.xlsx"])

        // What was moved away is no more ours.
        try folder.move("SWE", to: "../gone")
        _ = watcher.changes()
        try folder.write("../gone/deep/e.xlsx")
        #expect(watcher.changes() == FolderChanges())
    }

    @Test("a folder that is removed or moved away is told as lost", arguments: Kind.allCases, [true, false])
    func lost(_ kind: Kind, isMoved: Bool) throws {
        let folder = try WatchedFolder()
        let watcher = try watcher(kind, folder)
        if isMoved { try folder.move("", to: "../moved") } else { try folder.remove("") }
        #expect(watcher.changes().isLost)
    }

    @Test("a folder that is not there cannot be watched", arguments: Kind.allCases)
    func missing(_ kind: Kind) throws {
        let folder = try WatchedFolder()
        try folder.remove("")
        #expect(throws: CannotWatch.self) { try watcher(kind, folder) }
    }

    #if os(Linux)
        @Test("more events than the kernel keeps are told as such, and folders that were made meanwhile are watched")
        func overflow() throws {
            let most = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
            let limit = try #require(Int(most.filter(\.isNumber)))
            let folder = try WatchedFolder()
            let watcher = try InotifyWatcher(folder.url) { Inbox.isPassedOver($0, []) }
            let one = folder.url.appending(path: "a.xlsx").path
            let two = folder.url.appending(path: "b.xlsx").path
            try folder.write("a.xlsx")
            for _ in 0..<(limit / 4 + 2) {
                #expect(rename(one, two) == 0 && rename(two, one) == 0)
            }
            try folder.write("late/c.xlsx")
            var changes = watcher.changes()
            while !changes.isOverflown, changes != FolderChanges() { changes = watcher.changes() }
            #expect(changes.isOverflown)
            try folder.write("late/d.xlsx")
            #expect(watcher.changes().arrived.contains("late/d.xlsx"))
        }

        @Test("folders that come and go leave nothing behind")
        func leak() throws {
            let folder = try WatchedFolder()
            let watcher = try InotifyWatcher(folder.url) { Inbox.isPassedOver($0, []) }
            for number in 0..<500 {
                try folder.write("\(number)/a.xlsx")
                _ = watcher.changes()
                try folder.remove("\(number)")
                _ = watcher.changes()
            }
            // A folder is gone when nobody has it open any more: a program that a test beside this one starts has it until it runs.
            let deadline = ContinuousClock.now + .seconds(60)
            while watcher.folderCount > 1, ContinuousClock.now < deadline {
                usleep(20_000)
                _ = watcher.changes()
            }
            #expect(watcher.folderCount == 1)
        }

        @Test("links to folders are not followed, as a run does not")
        func links() throws {
            let folder = try WatchedFolder()
            try folder.write("../other/a.xlsx")
            try FileManager.default.createSymbolicLink(
                atPath: folder.url.appending(path: "link").path, withDestinationPath: "../other")
            let watcher = try InotifyWatcher(folder.url) { Inbox.isPassedOver($0, []) }
            #expect(watcher.folderCount == 1)
            try folder.write("../other/b.xlsx")
            #expect(watcher.changes() == FolderChanges())
        }

        @Test("the table of mounts tells on which file system a folder lies")
        func mounts() {
            let kinds = FileSystemKinds(
                mounts: """
                    22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
                    36 22 0:52 / /srv/in\\040box rw,relatime shared:7 master:2 - nfs4 files:/in rw,vers=4.2
                    37 22 0:53 / /home/a/mnt rw - fuse.sshfs a@b: rw
                    38 22 0:54
                    """)
            #expect(kinds.type(ofDevice: "254:1") == "ext4")
            #expect(kinds.type(ofDevice: "0:52") == "nfs4")
            #expect(kinds.type(ofDevice: "0:53") == "fuse.sshfs")
            #expect(kinds.type(ofDevice: "0:54") == nil)
        }

        @Test("what stat(2) gives for a folder is found in this machine's table")
        func here() throws {
            let kinds = FileSystemKinds()
            #expect(kinds.foreignType(at: "/proc") == nil)
            var status = stat()
            try #require(stat("/proc", &status) == 0)
            // The kernel gives /proc a device without a major number.
            #expect(kinds.type(ofDevice: "0:\(status.st_dev & 0xFF | (status.st_dev >> 12) & 0xFFFF_FF00)") == "proc")
        }

        @Test(
            "file systems on which other machines write are listed, not watched",
            arguments: ["nfs", "nfs4", "cifs", "smb3", "fuse", "fuse.sshfs", "fuseblk", "9p", "ceph", "virtiofs"])
        func foreign(type: String) {
            #expect(FileSystemKinds.isForeign(type))
        }

        @Test(
            "those of this machine are watched",
            arguments: ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fusectl"])
        func own(type: String) {
            #expect(!FileSystemKinds.isForeign(type))
        }
    #endif
}
