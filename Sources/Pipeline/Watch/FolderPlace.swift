import Foundation
import StableStorage

/// What a folder's path leads to. A mount, a link that is pointed elsewhere, or a folder above it that is made anew makes it another, and
/// no event of the folder that is watched tells so.
struct FolderPlace: Equatable {
    /// The type of its file system, where that is one on which others' changes are not told.
    let foreignType: String?
    private let device: UInt64
    private let inode: UInt64

    /// The place of a folder of which the system says this.
    init(_ status: stat, _ kinds: FileSystemKinds) {
        foreignType = kinds.foreignType(of: status)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// What a path leads to now, of which nothing is opened; nil where it leads nowhere.
    init?(of way: InboxPath, _ kinds: FileSystemKinds) {
        var status = stat()
        if way.names.isEmpty {
            guard stat(way.root, &status) == 0 else { return nil }
        } else {
            guard let parent = try? way.openParent(),
                let own = try? InboxPath.status(of: parent.name, in: parent.folder)
            else { return nil }
            status = own
        }
        self.init(status, kinds)
    }
}
