import Foundation

/// What has happened in a watched folder since it was last asked.
struct FolderChanges: Equatable {
    /// Files that are new or have changed, by their paths below the folder.
    var arrived: Set<String> = []
    /// Files that are gone.
    var departed: Set<String> = []
    /// More happened than was kept: anything may have changed.
    var isOverflown = false
    /// Folders were moved, so that all are watched anew: what was in them, and what happened meanwhile, is told by no name.
    var isRearranged = false
    /// The folder itself is gone.
    var isLost = false
    /// The system cannot tell of changes here (any more), in words; the folder must be looked at from time to time.
    var mustPoll: String?
}

/// Tells what happens in a folder and in those inside it.
protocol FolderWatcher: AnyObject {
    /// Becomes readable when something happens; nil for a watcher that must be asked every ``interval``.
    var descriptor: Int32? { get }
    /// How often it must be asked; nil for one with a descriptor.
    var interval: Duration? { get }
    /// In words, for the log.
    var method: String { get }
    /// What has happened since the last call.
    func changes() -> FolderChanges
    /// Whether the folder's path leads to another folder now than the one that is watched, or to none: of that no event tells.
    func leadsElsewhere() -> Bool
}

/// Why a folder cannot be watched by the system's events.
struct CannotWatch: Error {
    let reason: String
    /// Whether the folder is not there at all.
    var isLost = false
}
