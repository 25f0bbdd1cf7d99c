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

    /// Under what the store notes the inbox that was read last: how it lay, and its path.
    static let note = "inbox"

    /// What was noted; nil where it is none.
    static func last(_ note: String) -> (mounts: InboxMounts, path: String)? {
        let parts = note.split(separator: "\n", maxSplits: 1)
        // An earlier build has noted the path alone.
        guard parts.count == 2, let mounts = InboxMounts(String(parts[0])) else {
            return note.hasPrefix("/") ? (InboxMounts(crossings: 0), note) : nil
        }
        return (mounts, String(parts[1]))
    }

    private init(crossings: Int) { self.crossings = crossings }

    /// What is noted of an inbox.
    static func noted(_ inbox: Inbox) -> String {
        "\(InboxMounts(inbox).text)\n\(inbox.folder.standardizedFileURL.path)"
    }

    /// Whether an inbox seems not to be mounted, by what its way was at the last run.
    static func areMissing(of inbox: Inbox, since last: InboxMounts) -> Bool {
        inbox.isEmpty && InboxMounts(inbox).crossings < last.crossings
    }

    private static func device(of path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(truncatingIfNeeded: status.st_dev) : nil
    }
}
