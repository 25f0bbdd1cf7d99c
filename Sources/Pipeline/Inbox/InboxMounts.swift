import Foundation
import StableStorage

/// On how many disks, one in a folder of the other, the way to an inbox lies.
///
/// A disk or network folder that is not mounted leaves an empty folder in its place, which is no inbox without returns: then there are fewer of them
/// than there were. Numbers of devices would tell less, since a network folder has another each time.
struct InboxMounts: Equatable {
    /// How often the way leads to another disk.
    let crossings: Int

    init(_ inbox: Inbox) {
        let path = inbox.folder.standardizedFileURL.path
        var devices = [Self.device(of: path)]
        var folder = path
        while folder != "/", !folder.isEmpty {
            folder = Folder.parent(of: folder)
            devices.append(Self.device(of: folder))
        }
        crossings = zip(devices, devices.dropFirst()).count { $0 != $1 }
    }

    /// What ``text`` was made of; nil where it is none.
    init?(_ text: String) {
        guard let crossings = Int(text) else { return nil }
        self.crossings = crossings
    }

    var text: String { String(crossings) }

    /// Whether an inbox seems not to be mounted, by what its way was at the last run.
    static func areMissing(of inbox: Inbox, since last: InboxMounts) -> Bool {
        inbox.isEmpty && InboxMounts(inbox).crossings < last.crossings
    }

    private static func device(of path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(truncatingIfNeeded: status.st_dev) : nil
    }
}
