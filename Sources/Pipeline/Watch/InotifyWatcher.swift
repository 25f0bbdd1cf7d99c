#if os(Linux)
    import Foundation
    import Glibc
    import StableStorage

    /// Watches a folder, and those inside it that are or will be there, by the kernel's events: inotify(7).
    final class InotifyWatcher: FolderWatcher {
        /// What is asked of the kernel for each folder.
        private static let mask = UInt32(
            IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB
                | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)
        private static let bufferSize = 1 << 16
        /// A run looks into no deeper folders, and lists no more.
        private static let limits = InboxLimits()

        /// A folder that is watched.
        private struct Watched {
            let way: InboxPath
            let place: FolderPlace
        }

        private let inotify: Descriptor
        private let root: InboxPath
        private let isPassedOver: (String) -> Bool
        private let mountTable: () -> FileSystemKinds
        /// The mounts as they were when it was last looked where the folders' paths lead.
        private var mounts: FileSystemKinds
        /// The folders by watch descriptor.
        private var folders: [Int32: Watched] = [:]

        var descriptor: Int32? { inotify.number }
        let interval: Duration? = nil

        /// How many folders are watched.
        var folderCount: Int { folders.count }

        var method: String { "by inotify (\(folderCount) \(folderCount == 1 ? "folder" : "folders"))" }

        /// - Parameters:
        ///   - folder: the folder; a link to one is followed here, and nowhere below it.
        ///   - isPassedOver: whether the path of a file below the folder is none of ours.
        ///   - mountTable: tells what is mounted.
        /// - Throws: ``CannotWatch`` where the system does not tell of changes here, or has no room for more watches.
        init(
            _ folder: URL, isPassedOver: @escaping (String) -> Bool,
            mountTable: @escaping () -> FileSystemKinds = { FileSystemKinds() }
        ) throws(CannotWatch) {
            root = InboxPath(root: folder.path)
            self.isPassedOver = isPassedOver
            self.mountTable = mountTable
            mounts = mountTable()
            do {
                inotify = try Descriptor(inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)), "inotify")
            } catch {
                throw CannotWatch(
                    reason:
                        "the system gives no more inotify instances (\(error.reason); fs.inotify.max_user_instances)")
            }
            _ = try add(root)
            guard !folders.isEmpty else {
                throw CannotWatch(reason: "the inbox \(root.root) cannot be read", isLost: true)
            }
        }

        // MARK: - Watching folders

        /// Watches a folder and those in it; gives the files that are there. The watch comes before the listing, so that what arrives between
        /// the two is seen twice rather than never.
        private func add(_ way: InboxPath) throws(CannotWatch) -> Set<String> {
            var files: Set<String> = []
            var ways = [way]
            let kinds = mountTable()
            while let way = ways.popLast() {
                // Where it cannot be opened it is gone again, or may not be looked into, which a run tells.
                guard let folder = try? way.openFolder(), let status = try? folder.status() else { continue }
                try watch(folder, way, FolderPlace(status, kinds))
                for name in names(in: folder) {
                    let inner = way.appending(name)
                    guard let status = try? InboxPath.status(of: name, in: folder) else { continue }
                    if status.st_mode & S_IFMT == S_IFDIR {
                        if isLookedInto(inner, name) { ways.append(inner) }
                    } else if !isPassedOver(inner.text) {
                        files.insert(inner.text)
                    }
                }
            }
            return files
        }

        /// The names in a folder. One with more than a run looks into, or that cannot be listed, is told by the run.
        private func names(in folder: Descriptor) -> [[CChar]] {
            (try? folder.names(atMost: Self.limits.entries)) ?? []
        }

        private func isLookedInto(_ way: InboxPath, _ name: [CChar]) -> Bool {
            way.names.count <= Self.limits.depth && !Inbox.isFolderPassedOver(InboxPath.text(of: name))
        }

        /// Watches a folder that is open.
        private func watch(_ folder: Descriptor, _ way: InboxPath, _ place: FolderPlace) throws(CannotWatch) {
            if let type = place.foreignType {
                throw CannotWatch(
                    reason:
                        "\(folder.path) is on a file system of type \(type), where other machines' changes are not told"
                )
            }
            // By its descriptor: what was looked at is what is watched, whatever bytes its name has and whatever takes its place.
            let path = "/proc/self/fd/\(folder.number)"
            let watch = inotify_add_watch(inotify.number, path, Self.mask)
            guard watch >= 0 else {
                let code = errno
                guard code != ENOSPC, code != ENOMEM else {
                    throw CannotWatch(
                        reason: "the system has no room for more watches (fs.inotify.max_user_watches)")
                }
                throw CannotWatch(reason: "\(FileSystemError(.opened, path, code: code)), to watch \(folder.path)")
            }
            folders[watch] = Watched(way: way, place: place)
        }

        /// Watches all folders anew: where folders were moved, paths that were noted are no longer theirs.
        private func rebuild() throws(CannotWatch) {
            for watch in folders.keys { inotify_rm_watch(inotify.number, watch) }
            folders = [:]
            _ = try add(root)
        }

        func leadsElsewhere() -> Bool {
            let kinds = mountTable()
            // Below the root no link is followed, and events tell of moves: nothing but a mount leads elsewhere there.
            let mayBeBelow = kinds != mounts
            mounts = kinds
            return folders.values.contains { folder in
                let isRoot = folder.way.names.isEmpty
                guard isRoot || mayBeBelow else { return false }
                // Of folders below that are gone events tell.
                guard let place = FolderPlace(of: folder.way, kinds) else { return isRoot }
                return place != folder.place
            }
        }

        // MARK: - Events

        func changes() -> FolderChanges {
            var changes = FolderChanges()
            do {
                // A bound, so that a flood of events does not keep us here.
                for _ in 0..<64 {
                    guard let events = nextEvents() else { break }
                    for event in events { try note(event, in: &changes) }
                }
                if changes.isOverflown || changes.isRearranged { try rebuild() }
            } catch {
                changes.mustPoll = error.reason
            }
            if folders.isEmpty, changes.mustPoll == nil { changes.isLost = true }
            return changes
        }

        private struct Event {
            let watch: Int32
            let mask: UInt32
            /// The name's bytes, without the NUL at their end; none where it is about the folder itself.
            let name: [CChar]

            func has(_ flags: Int32) -> Bool { mask & UInt32(flags) != 0 }
        }

        /// The events of one read(2); nil where there are none.
        private func nextEvents() -> [Event]? {
            var buffer = [UInt8](repeating: 0, count: Self.bufferSize)
            let count = read(inotify.number, &buffer, buffer.count)
            guard count > 0 else { return nil }
            let head = MemoryLayout<inotify_event>.size
            return buffer.withUnsafeBytes { bytes in
                // In bounds: the kernel has written `count` bytes, which the buffer has room for; the head of an event is read where all of it lies
                // before them, and a name ends there whatever length the head tells.
                var events: [Event] = []
                var start = 0
                while start + head <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
                    let end = min(count, start + head + Int(event.len))
                    let name = bytes[(start + head)..<end].prefix { $0 != 0 }
                    events.append(
                        Event(watch: event.wd, mask: event.mask, name: name.map { CChar(bitPattern: $0) }))
                    start = end
                }
                return events
            }
        }

        private func note(_ event: Event, in changes: inout FolderChanges) throws(CannotWatch) {
            if event.has(IN_Q_OVERFLOW) {
                changes.isOverflown = true
                return
            }
            guard let folder = folders[event.watch]?.way else { return }
            if event.has(IN_IGNORED) {
                folders[event.watch] = nil
                return
            }
            if event.has(IN_UNMOUNT) || event.has(IN_DELETE_SELF) || event.has(IN_MOVE_SELF) {
                if folder.names.isEmpty { changes.isLost = true }
                // What lay under a mount is another folder, which is not watched.
                if event.has(IN_MOVE_SELF) || event.has(IN_UNMOUNT) { changes.isRearranged = true }
                return
            }
            // What happened to a folder itself, such as a change of its permissions.
            guard !event.name.isEmpty else { return }
            let name = event.name + [0]
            let way = folder.appending(name)
            let isFolder = event.has(IN_ISDIR)
            guard isFolder ? isLookedInto(way, name) : !isPassedOver(way.text) else { return }
            let isGone = event.has(IN_DELETE) || event.has(IN_MOVED_FROM)
            if isFolder {
                if event.has(IN_MOVED_FROM) { changes.isRearranged = true }
                if !isGone { changes.arrived.formUnion(try add(way)) }
            } else if isGone {
                changes.departed.insert(way.text)
            } else {
                changes.arrived.insert(way.text)
            }
        }
    }
#endif
