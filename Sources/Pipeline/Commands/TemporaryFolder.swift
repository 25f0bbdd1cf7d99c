import Foundation
import StableStorage

/// A folder in the system's temporary folder for what a command makes for a moment, private answers among it: for this account alone from its first
/// moment.
///
/// While it is in use it is locked by `flock`, which the system lets go of whatever becomes of the process. So what a killed command has left is told from
/// what another one uses, and the next command removes it.
final class TemporaryFolder: Sendable {
    /// What a folder is for, as the beginning of its name tells.
    enum Purpose: String, CaseIterable {
        case verification = "canvass-verification-"
        case trial = "canvass-comparison-"
    }

    /// Where it is.
    let url: URL
    private let descriptor: Int32

    /// Removes what killed commands have left, and makes a folder.
    ///
    /// - Parameters:
    ///   - purpose: what it is for.
    ///   - parent: where it is made.
    /// - Throws: ``PipelineError`` of code `cannotWrite` or `io`.
    init(for purpose: Purpose, in parent: URL = FileManager.default.temporaryDirectory) throws {
        Self.sweep(parent)
        let made = try Self.made(purpose, in: parent)
        url = made.url
        descriptor = made.descriptor
    }

    deinit { close(descriptor) }

    /// Removes it with all that is in it.
    func remove() { try? FileManager.default.removeItem(at: url) }

    /// How often a folder may be lost to another command's sweeping between its making and its locking, which are moments apart.
    private static let attempts = 100

    private static func made(_ purpose: Purpose, in parent: URL) throws -> (url: URL, descriptor: Int32) {
        do {
            for _ in 0..<attempts {
                let url = parent.appending(
                    path: "\(purpose.rawValue)\(UUID().uuidString)", directoryHint: .isDirectory)
                guard try Folder.makePrivate(url.path) else { continue }
                if let descriptor = locked(url.path) { return (url, descriptor) }
                rmdir(url.path)
            }
            throw FileSystemError(.made, parent.appending(path: purpose.rawValue).path, code: EBUSY)
        } catch let error as FileSystemError {
            throw PipelineError(
                PipelineError.code(of: error),
                "The temporary folder: \(error). Check its permissions and the room on the disk, or name another by TMPDIR."
            )
        }
    }

    /// A descriptor of a folder that was made just now, which holds its lock; nil where another command is about to sweep it away, or has done so.
    /// Where the file system knows no locks nobody sweeps.
    private static func locked(_ path: String) -> Int32? {
        guard let descriptor = opened(path) else { return nil }
        let isOthers = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
        guard !isOthers, isStill(descriptor, at: path) else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Whether a folder that is open still lies where it was opened.
    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var own = stat()
        var found = stat()
        return fstat(descriptor, &own) == 0 && lstat(path, &found) == 0 && own.st_ino == found.st_ino
            && own.st_dev == found.st_dev
    }

    /// Removes the folders of this account that no command uses any more. What cannot be removed stays.
    private static func sweep(_ parent: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where isOurs(name) {
            let path = parent.appending(path: name).path
            guard let descriptor = opened(path) else { continue }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
                flock(descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// A folder, to be locked; nil where there is none, or a link in its place: those are not followed.
    private static func opened(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        return descriptor >= 0 ? descriptor : nil
    }

    /// Whether a name is one that this type gives; somebody's `canvass-verification-notes` is none.
    private static func isOurs(_ name: String) -> Bool {
        Purpose.allCases.contains { purpose in
            name.hasPrefix(purpose.rawValue)
                && UUID(uuidString: String(name.dropFirst(purpose.rawValue.count))) != nil
        }
    }
}
