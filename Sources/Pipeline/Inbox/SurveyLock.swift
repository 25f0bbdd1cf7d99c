import Foundation

/// The lock of a survey's output: one run at a time. Held by `flock`, so that the system lets go of it whatever becomes of the process.
final class SurveyLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``PipelineError`` of code `locked`, which names the holder, or `cannotWrite`.
    init(_ folder: URL) throws {
        let path = folder.appending(path: ".lock").path
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw PipelineError(
                .cannotWrite, "The output folder \(folder.path) cannot be made: \(error.localizedDescription).")
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw PipelineError(.cannotWrite, "\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            throw PipelineError(
                .locked,
                "Another run holds this survey\(holder.isEmpty ? "" : " (\(holder))"). Wait for it to end, or stop it.")
        }
        let note = "process \(ProcessInfo.processInfo.processIdentifier)"
        ftruncate(descriptor, 0)
        _ = note.withCString { write(descriptor, $0, strlen($0)) }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
