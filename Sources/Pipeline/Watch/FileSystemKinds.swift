import Foundation

/// Which file systems are written by other machines: the kernel does not hear of what they do there, so that no event tells it.
///
/// Known by the type's name in the table of mounts, `/proc/self/mountinfo` (proc_pid_mountinfo(5)): its third column is the device that stat(2)
/// gives for each file on it. Where the table does not tell, as with Btrfs, whose devices are its own, the file system is a local one.
struct FileSystemKinds: Equatable {
    /// The types' names as mount(8) and the kernel have them; those of FUSE are `fuse`, `fuseblk` or `fuse.` and a name.
    private static let foreign: Set<String> = [
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "fuse", "fuseblk", "gfs2", "glusterfs", "gpfs", "lustre",
        "ncpfs",
        "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
    ]

    /// The table, which is another after each mount.
    private let mounts: String
    private var types: [String: String] = [:]

    /// The kinds of the file systems that are mounted.
    init() {
        self.init(mounts: KernelFile.contents(of: "/proc/self/mountinfo") ?? "")
    }

    /// - Parameter mounts: the table of mounts.
    init(mounts: String) {
        self.mounts = mounts
        for line in mounts.split(separator: "\n") {
            let words = line.split(separator: " ")
            // Optional columns end with a hyphen; behind it stands the type.
            guard words.count > 6, let hyphen = words[6...].firstIndex(of: "-"), hyphen + 1 < words.count else {
                continue
            }
            types[String(words[2])] = String(words[hyphen + 1])
        }
    }

    /// The name of a type on which others' changes are not told; nil where they are.
    static func isForeign(_ type: String) -> Bool { foreign.contains(type) || type.hasPrefix("fuse.") }

    /// The type of a device, such as `0:52`; nil where the table does not hold it.
    func type(ofDevice device: String) -> String? { types[device] }

    /// The type of the file system on which a folder lies, where others' changes are not told; nil where they are.
    func foreignType(at path: String) -> String? {
        var status = stat()
        return stat(path, &status) == 0 ? foreignType(of: status) : nil
    }

    /// The same of a folder of which the system says this.
    func foreignType(of status: stat) -> String? {
        type(ofDevice: Self.device(of: status)).flatMap { Self.isForeign($0) ? $0 : nil }
    }

    /// The device on which a file lies, as the table writes it.
    static func device(of status: stat) -> String {
        // As gnu_dev_major(3) and gnu_dev_minor(3), which are macros.
        let device = UInt64(truncatingIfNeeded: status.st_dev)
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & 0xFFFF_FF00
        return "\(major):\(minor)"
    }
}
