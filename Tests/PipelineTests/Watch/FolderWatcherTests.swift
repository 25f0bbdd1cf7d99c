import Foundation
import Synchronization
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

    /// Points a link elsewhere in one step, so that its path is never without a file.
    func link(_ path: String, to destination: String) throws {
        let other = url.appending(path: "link-\(UUID().uuidString)").path
        try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: destination)
        #expect(rename(other, url.appending(path: path).path) == 0)
    }

    /// Writes a file in a folder whose name need be no text, so that no URL can say it.
    func write(_ file: String, inFolder name: [UInt8]) throws {
        let folder: [UInt8] = Array("\(url.path)/".utf8) + name
        let whole: [UInt8] = folder + Array("/\(file)".utf8)
        let folderPath: [CChar] = folder.map { CChar(bitPattern: $0) } + [0]
        let path: [CChar] = whole.map { CChar(bitPattern: $0) } + [0]
        let (made, code) = (mkdir(folderPath, 0o755), errno)
        #expect(made == 0 || code == EEXIST)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0)
        #expect(close(descriptor) == 0)
    }
}

extension FileSystemKinds {
    /// A table of mounts in which the file system of a folder is of a type.
    static func mounted(at folder: URL, _ type: String) throws -> FileSystemKinds {
        var status = stat()
        try #require(stat(folder.path, &status) == 0)
        return FileSystemKinds(mounts: "36 22 \(device(of: status)) / / rw - \(type) source rw")
    }
}

@Suite("What happens in a folder is told")
struct FolderWatcherTests {
    enum Kind: CaseIterable { case events, listing }

    private func watcher(_ kind: Kind, _ folder: WatchedFolder) throws -> any FolderWatcher {
        try watcher(kind, at: folder.url)
    }

    private func watcher(_ kind: Kind, at folder: URL) throws -> any FolderWatcher {
        #if os(Linux)
            if kind == .events {
                return try InotifyWatcher(folder) { Inbox.isPassedOver($0, ["README*"]) }
            }
        #endif
        return try PollingWatcher(folder, ignoring: ["README*"], limits: InboxLimits(), every: .seconds(1))
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

    @Test("a listing tells of changes to each file that the survey's own limit lets in, and of no others")
    func limits() throws {
        let folder = try WatchedFolder()
        var limits = InboxLimits()
        limits.fileBytes = 8
        try folder.write("small.csv", "1")
        try folder.write("large.csv", "123456789")
        let watcher = try PollingWatcher(folder.url, ignoring: [], limits: limits, every: .seconds(1))
        try folder.write("small.csv", "12345678")
        try folder.write("large.csv", "1234567890")
        #expect(watcher.changes().arrived == ["small.csv"])
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

    @Test(
        "a folder in it that is moved away or renamed is told, though the kernel names none of the files in it",
        arguments: Kind.allCases, ["../gone", "NO"])
    func movedFolder(_ kind: Kind, to place: String) throws {
        let folder = try WatchedFolder()
        try folder.write("NOR/2026/a.xlsx")
        let watcher = try watcher(kind, folder)
        try folder.move("NOR", to: place)
        let changes = watcher.changes()
        #expect(changes.isRearranged || changes.departed == ["NOR/2026/a.xlsx"])
        #expect(watcher.changes() == FolderChanges())
    }

    @Test("a path that leads to another folder than before, or to none, is told", arguments: Kind.allCases)
    func elsewhere(_ kind: Kind) throws {
        let place = try WatchedFolder()
        for name in ["old", "new"] { try place.write("\(name)/inbox/a.xlsx") }
        try place.link("way", to: "old")
        let watcher = try watcher(kind, at: place.url.appending(path: "way/inbox"))
        #expect(!watcher.leadsElsewhere())
        try place.write("old/inbox/deep/b.xlsx")
        #expect(watcher.changes().arrived == ["deep/b.xlsx"])
        #expect(!watcher.leadsElsewhere())

        try place.link("way", to: "new")
        #expect(watcher.leadsElsewhere())
        try place.link("way", to: "old")
        #expect(!watcher.leadsElsewhere())

        // A folder above it is renamed, of which the folder itself hears nothing, and then made anew.
        try place.move("old", to: "older")
        #expect(watcher.leadsElsewhere())
        try place.write("old/inbox/a.xlsx")
        #expect(watcher.leadsElsewhere())
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
        @Test("folders whose names are no text are watched, and those in them", arguments: Kind.allCases)
        func bytes(_ kind: Kind) throws {
            let folder = try WatchedFolder()
            // As a program that writes Latin-1 names them: F and G with an accented e.
            let (one, other): ([UInt8], [UInt8]) = ([0x46, 0xE9], [0x47, 0xE9])
            try folder.write("a.xlsx", inFolder: one)
            let watcher = try watcher(kind, folder)
            try folder.write("b.xlsx", inFolder: one)
            #expect(watcher.changes().arrived == ["F\u{FFFD}/b.xlsx"])
            try folder.write("c.xlsx", inFolder: other)
            #expect(watcher.changes().arrived == ["G\u{FFFD}/c.xlsx"])
            try folder.write("d.xlsx", inFolder: other)
            #expect(watcher.changes().arrived == ["G\u{FFFD}/d.xlsx"])
            try folder.write("e.xlsx", inFolder: other + Array("/2026".utf8))
            #expect(watcher.changes().arrived == ["G\u{FFFD}/2026/e.xlsx"])
        }

        @Test(
            "a network folder that is mounted over it is told, and one that is taken away again",
            arguments: Kind.allCases)
        func foreignMount(_ kind: Kind) throws {
            let folder = try WatchedFolder()
            try folder.write("FRA/a.xlsx")
            let local = FileSystemKinds(mounts: "")
            let network = try FileSystemKinds.mounted(at: folder.url, "nfs4")
            let table = Mutex(kind == .events ? local : network)
            let mountTable = { @Sendable in table.withLock { $0 } }
            let watcher: any FolderWatcher =
                switch kind {
                case .events:
                    try InotifyWatcher(folder.url, isPassedOver: { _ in false }, mountTable: mountTable)
                case .listing:
                    try PollingWatcher(
                        folder.url, ignoring: [], limits: InboxLimits(), every: .seconds(1), mountTable: mountTable)
                }
            #expect(!watcher.leadsElsewhere())
            table.withLock { $0 = kind == .events ? network : local }
            #expect(watcher.leadsElsewhere())
        }

        @Test("a network folder gives no events")
        func foreignFolder() throws {
            let folder = try WatchedFolder()
            let network = try FileSystemKinds.mounted(at: folder.url, "nfs4")
            let error = #expect(throws: CannotWatch.self) {
                _ = try InotifyWatcher(folder.url, isPassedOver: { _ in false }, mountTable: { network })
            }
            #expect(error?.isLost == false)
            #expect(error?.reason.contains("of type nfs4") == true)
        }

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
