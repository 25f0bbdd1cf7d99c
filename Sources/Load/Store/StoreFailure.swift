import struct GRDB.DatabaseError
import struct GRDB.ResultCode
import StableStorage

extension LoadError {
    /// What SQLite says of the store, in words that tell what to do; nil for what is neither the disk's nor the file's nor the machine's.
    ///
    /// - Parameter path: the store.
    static func ofStore(_ error: DatabaseError, at path: String) -> LoadError? {
        let reason = error.message ?? "error \(error.extendedResultCode.rawValue)"
        let untouched = "The archive and the last published run are untouched."
        switch error.resultCode {
        case _ where isLackOfRoom(error, at: path):
            return LoadError(
                .cannotWrite,
                "The store \(path) cannot be written: there is no room on the disk. Make room. \(untouched)")
        // SQLite cannot make the files that it has beside the store, and does not say why.
        case .SQLITE_CANTOPEN where Folder.hasNoEntries(at: Folder.parent(of: path)):
            return LoadError(
                .cannotWrite,
                "The store \(path) cannot be written: the file system has no entries (inodes) left for files; see `df -i`. Make room. \(untouched)"
            )
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            return LoadError(
                .cannotWrite,
                "The store \(path) cannot be written: \(reason). Check the permissions of the file and of its folder. \(untouched)"
            )
        // What SQLite has given up by itself, it has for the disk.
        case .SQLITE_IOERR, .SQLITE_ABORT:
            return LoadError(
                .device,
                "The store \(path) cannot be read or written: \(reason). The disk may be failing: look into the system's log. \(untouched)"
            )
        case .SQLITE_NOMEM:
            return LoadError(
                .store,
                "The store \(path) cannot be read or written: \(reason). The machine, or what this account may have of it, has too little memory: end other programs, or give it more. \(untouched)"
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            return LoadError(
                .store, "The store \(path) is held by another program: \(reason). Close what has it open. \(untouched)")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return LoadError(
                .store,
                "The store \(path) cannot be opened: \(reason). Look into the system's log whether the disk is failing. If it is sound, move the store away; the archive is untouched, and the next run makes a new store from it."
            )
        default: return nil
        }
    }

    /// Whether there is no room. Of the files that SQLite has beside the store it does not say that it was for this that they cannot be written.
    static func isLackOfRoom(_ error: DatabaseError, at path: String) -> Bool {
        switch error.resultCode {
        case .SQLITE_FULL: true
        case .SQLITE_IOERR: Folder.freeBytes(at: path).map { $0 < leastRoom } ?? false
        default: false
        }
    }

    /// SQLite writes no less than that at once: the index of its log.
    private static let leastRoom: Int64 = 32_768
}
