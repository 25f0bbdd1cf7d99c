import Foundation
import StableStorage

/// On how many disks, one in a folder of the other, the way to an inbox lies.
///
/// A disk or network folder that is not mounted leaves an empty folder in its place, which is no inbox without returns: then there are fewer of them
/// than there were when files lay in it. Numbers of devices would tell less, since a network folder has another each time.
struct InboxMounts: Equatable {
    /// How often the way leads to another disk.
    let crossings: Int
    /// Whether anything lay in it.
    let holdsSomething: Bool

    init(_ inbox: Inbox) {
        crossings = Self.crossings(to: inbox.folder.standardizedFileURL.path)
        holdsSomething = !inbox.isEmpty
    }

    /// What ``text`` was made of; nil where it is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let crossings = Int(parts[0]) else { return nil }
        self.crossings = crossings
        holdsSomething = parts[1] == "full"
    }

    var text: String { "\(crossings) \(holdsSomething ? "full" : "empty")" }

    /// Whether the inbox seems not to be mounted, by what it was at the last run.
    func isMissing(since last: InboxMounts) -> Bool {
        !holdsSomething && last.holdsSomething && crossings < last.crossings
    }

    private static func crossings(to path: String) -> Int {
        var devices = [device(of: path)]
        var folder = path
        while folder != "/", !folder.isEmpty {
            folder = Folder.parent(of: folder)
            devices.append(device(of: folder))
        }
        return zip(devices, devices.dropFirst()).count { $0 != $1 }
    }

    private static func device(of path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_dev) : nil
    }
}
