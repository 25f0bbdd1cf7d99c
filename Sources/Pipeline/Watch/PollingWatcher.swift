import Foundation
import Load
import StableStorage

/// Lists a folder from time to time and compares: for file systems of which the kernel tells nothing, and for systems without inotify.
final class PollingWatcher: FolderWatcher {
    let descriptor: Int32? = nil
    let interval: Duration?
    private let folder: URL
    private let patterns: [String]
    private let limits: InboxLimits
    private let place: FolderPlace
    private let mountTable: () -> FileSystemKinds
    private var seen: [String: FileStamp]

    /// - Parameters:
    ///   - folder: the folder.
    ///   - patterns: names of files that are passed over.
    ///   - limits: what it may hold, as a run looks into it: else a file that a run takes would be one that is refused, of which no change is told.
    ///   - interval: how often it is to be asked.
    ///   - mountTable: tells what is mounted.
    /// - Throws: ``CannotWatch`` where the folder cannot be listed.
    init(
        _ folder: URL, ignoring patterns: [String], limits: InboxLimits, every interval: Duration,
        mountTable: @escaping () -> FileSystemKinds = { FileSystemKinds() }
    ) throws(CannotWatch) {
        // Opened, which mounts what is mounted when it is wanted.
        guard let status = try? InboxPath(root: folder.path).openFolder().status(),
            let seen = Self.list(folder, patterns, limits)
        else {
            throw CannotWatch(reason: "the inbox \(folder.path) cannot be read", isLost: true)
        }
        place = FolderPlace(status, mountTable())
        self.mountTable = mountTable
        self.folder = folder
        self.patterns = patterns
        self.limits = limits
        self.interval = interval
        self.seen = seen
    }

    var method: String { "by listing it every \((interval ?? .zero).inSeconds) s" }

    func changes() -> FolderChanges {
        var changes = FolderChanges()
        guard let now = Self.list(folder, patterns, limits) else {
            changes.isLost = true
            return changes
        }
        for (path, stamp) in now where seen[path] != stamp { changes.arrived.insert(path) }
        for path in seen.keys where now[path] == nil { changes.departed.insert(path) }
        seen = now
        return changes
    }

    /// It is listed by its path, wherever that leads; but elsewhere there may be events.
    func leadsElsewhere() -> Bool { FolderPlace(of: InboxPath(root: folder.path), mountTable()) != place }

    private static func list(_ folder: URL, _ patterns: [String], _ limits: InboxLimits) -> [String: FileStamp]? {
        guard let inbox = try? Inbox(folder, ignoring: patterns, limits: limits) else { return nil }
        var stamps = Dictionary(inbox.files.map { ($0.path, $0.stamp) }) { first, _ in first }
        // What is refused is told by a run as well, once.
        for item in inbox.refused { stamps[item.path] = FileStamp(size: 0, modified: 0, inode: 0) }
        return stamps
    }
}

extension Duration {
    /// Whole seconds where it is such, else with a decimal.
    var inSeconds: String {
        let (seconds, attoseconds) = components
        guard attoseconds != 0 else { return String(seconds) }
        return String((Double(seconds) * 10 + Double(attoseconds) / 1e17).rounded() / 10)
    }
}
