import Foundation
import StableStorage

/// The lock of a survey's output: one run at a time. Held by `flock`, so that the system lets go of it whatever becomes of the process.
final class SurveyLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``PipelineError`` of code `locked`, which names the holder, or `cannotWrite`.
    init(_ folder: URL) throws {
        let path = folder.appending(path: ".lock").path
        do {
            try Folder.make(folder.path)
        } catch let error as FileSystemError {
            throw PipelineError(error, of: "The output folder")
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o664)
        guard descriptor >= 0 else { throw PipelineError(FileSystemError(.written, path, code: errno)) }
        guard Self.isTaken(descriptor) else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw PipelineError(
                    .io,
                    "\(path) cannot be locked: \(String(cString: strerror(code))). Keep the output on a local disk.")
            }
            let holder = (try? String(contentsOfFile: path, encoding: .utf8))?.onOneLine ?? ""
            throw PipelineError(
                .locked,
                "Another run holds this survey\(holder.isEmpty ? "" : " (\(holder))"). Wait for it to end, or stop it.")
        }
        self.descriptor = descriptor
        // For people only: the lock is held whether or not this can be written.
        let note =
            "process \(ProcessInfo.processInfo.processIdentifier) on \(ProcessInfo.processInfo.hostName), since \(UTC.text(Date()))"
        ftruncate(descriptor, 0)
        _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }

    private static func isTaken(_ descriptor: Int32) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
