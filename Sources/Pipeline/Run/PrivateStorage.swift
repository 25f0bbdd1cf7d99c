import Foundation
import Logging
import StableStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a survey keeps for itself holds private answers as they came: archive, bundles and store are then for their owner alone.
enum PrivateStorage {
    private static let folders = ["archive", "bundles"]

    /// Closes all of it before anything is put there.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite` or `io` where the folders cannot be made.
    static func prepare(_ output: URL, logger: Logger) throws {
        do {
            for name in folders { try Folder.make(output.appending(path: name).path) }
        } catch let error as FileSystemError {
            throw PipelineError(error)
        }
        close(output, logger: logger)
    }

    /// Takes the rights of group and others away.
    ///
    /// - Parameter output: the survey's output folder.
    static func close(_ output: URL, logger: Logger) {
        // By their names: whether the folder can be listed is no matter.
        for name in folders + ["", "-journal", "-shm", "-wal"].map({ "canvass.sqlite\($0)" }) {
            let isFolder = folders.contains(name)
            let path = output.appending(path: name).path
            guard chmod(path, isFolder ? 0o700 : 0o600) != 0, errno != ENOENT else { continue }
            logger.warning(
                "private answers can be read by others: the permissions cannot be changed",
                metadata: ["path": "\(path)", "reason": "\(String(cString: strerror(errno)))"])
        }
    }
}
