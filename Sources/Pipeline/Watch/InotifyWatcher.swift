#if os(Linux)
    import Foundation
    import Glibc

    /// Watches a folder, and those inside it that are or will be there, by the kernel's events: inotify(7).
    final class InotifyWatcher: FolderWatcher {
        /// What is asked of the kernel for each folder. Links are not followed, as ``Inbox`` does not.
        private static let mask = UInt32(
            IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB
                | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)
        private static let bufferSize = 1 << 16

        private let inotify: Int32
        private let root: String
        private let isPassedOver: (String) -> Bool
        /// The path below the root by watch descriptor; `""` for the root.
        private var paths: [Int32: String] = [:]

        var descriptor: Int32? { inotify }
        let interval: Duration? = nil

        /// How many folders are watched.
        var folderCount: Int { paths.count }

        var method: String { "by inotify (\(paths.count) \(paths.count == 1 ? "folder" : "folders"))" }

        /// - Parameters:
        ///   - folder: the folder; a link to one is followed here, and nowhere below it.
        ///   - isPassedOver: whether the path of a file below the folder is none of ours.
        /// - Throws: ``CannotWatch`` where the system does not tell of changes here, or has no room for more watches.
        init(_ folder: URL, isPassedOver: @escaping (String) -> Bool) throws(CannotWatch) {
            root = folder.path
            self.isPassedOver = isPassedOver
            inotify = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            guard inotify >= 0 else {
                throw CannotWatch(
                    reason:
                        "the system gives no more inotify instances (\(String(cString: strerror(errno))); fs.inotify.max_user_instances)"
                )
            }
            do {
                _ = try add("")
            } catch {
                close(inotify)
                throw error
            }
            guard !paths.isEmpty else {
                close(inotify)
                throw CannotWatch(reason: "the inbox \(root) cannot be read", isLost: true)
            }
        }

        deinit { close(inotify) }

        // MARK: - Watching folders

        /// Watches a folder and those in it; gives the files that are there. The watch comes before the listing, so that what arrives between
        /// the two is seen twice rather than never.
        private func add(_ path: String) throws(CannotWatch) -> Set<String> {
            var files: Set<String> = []
            var folders = [path]
            let kinds = FileSystemKinds()
            while let folder = folders.popLast() {
                let full = folder.isEmpty ? root : "\(root)/\(folder)"
                if let type = kinds.foreignType(at: full) {
                    throw CannotWatch(
                        reason:
                            "\(full) is on a file system of type \(type), where other machines' changes are not told")
                }
                let mask = folder.isEmpty ? Self.mask : Self.mask | UInt32(IN_DONT_FOLLOW)
                let watch = inotify_add_watch(inotify, full, mask)
                guard watch >= 0 else {
                    if errno == ENOSPC || errno == ENOMEM {
                        throw CannotWatch(
                            reason: "the system has no room for more watches (fs.inotify.max_user_watches)")
                    }
                    // It is gone again, or may not be looked into, which a run tells.
                    continue
                }
                paths[watch] = folder
                for name in (try? FileManager.default.contentsOfDirectory(atPath: full)) ?? [] {
                    let path = folder.isEmpty ? name : "\(folder)/\(name)"
                    var status = stat()
                    guard lstat("\(root)/\(path)", &status) == 0 else { continue }
                    if status.st_mode & S_IFMT == S_IFDIR {
                        if !Inbox.isFolderPassedOver(name) { folders.append(path) }
                    } else if !isPassedOver(path) {
                        files.insert(path)
                    }
                }
            }
            return files
        }

        /// Watches all folders anew: where folders were moved, paths that were noted are no longer theirs.
        private func rebuild() throws(CannotWatch) {
            for watch in paths.keys { inotify_rm_watch(inotify, watch) }
            paths = [:]
            _ = try add("")
        }

        // MARK: - Events

        func changes() -> FolderChanges {
            var changes = FolderChanges()
            var wasMoved = false
            do {
                // A bound, so that a flood of events does not keep us here.
                for _ in 0..<64 {
                    guard let events = nextEvents() else { break }
                    for event in events { try note(event, in: &changes, &wasMoved) }
                }
                if changes.isOverflown || wasMoved { try rebuild() }
            } catch {
                changes.mustPoll = error.reason
            }
            if paths.isEmpty { changes.isLost = true }
            return changes
        }

        private struct Event {
            let watch: Int32
            let mask: UInt32
            let name: String

            func has(_ flags: Int32) -> Bool { mask & UInt32(flags) != 0 }
        }

        /// The events of one read(2); nil where there are none.
        private func nextEvents() -> [Event]? {
            var buffer = [UInt8](repeating: 0, count: Self.bufferSize)
            let count = read(inotify, &buffer, buffer.count)
            guard count > 0 else { return nil }
            let head = MemoryLayout<inotify_event>.size
            return buffer.withUnsafeBytes { bytes in
                var events: [Event] = []
                var start = 0
                while start + head <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
                    let end = min(count, start + head + Int(event.len))
                    let name = bytes[(start + head)..<end].prefix { $0 != 0 }
                    events.append(
                        Event(watch: event.wd, mask: event.mask, name: String(decoding: name, as: UTF8.self)))
                    start = end
                }
                return events
            }
        }

        private func note(_ event: Event, in changes: inout FolderChanges, _ wasMoved: inout Bool) throws(CannotWatch) {
            if event.has(IN_Q_OVERFLOW) {
                changes.isOverflown = true
                return
            }
            guard let folder = paths[event.watch] else { return }
            if event.has(IN_IGNORED) {
                paths[event.watch] = nil
                return
            }
            if event.has(IN_UNMOUNT) || event.has(IN_DELETE_SELF) || event.has(IN_MOVE_SELF) {
                if folder.isEmpty { changes.isLost = true }
                if event.has(IN_MOVE_SELF) { wasMoved = true }
                return
            }
            // What happened to a folder itself, such as a change of its permissions.
            guard !event.name.isEmpty else { return }
            let path = folder.isEmpty ? event.name : "\(folder)/\(event.name)"
            let isFolder = event.has(IN_ISDIR)
            guard !(isFolder ? Inbox.isFolderPassedOver(event.name) : isPassedOver(path)) else { return }
            let isGone = event.has(IN_DELETE) || event.has(IN_MOVED_FROM)
            if isFolder {
                if isGone {
                    wasMoved = wasMoved || event.has(IN_MOVED_FROM)
                } else {
                    changes.arrived.formUnion(try add(path))
                }
            } else if isGone {
                changes.departed.insert(path)
            } else {
                changes.arrived.insert(path)
            }
        }
    }
#endif
