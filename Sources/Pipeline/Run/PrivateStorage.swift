import Foundation
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a survey keeps for itself holds private answers as they came: archive, bundles and store are then for their owner alone.
enum PrivateStorage {
    /// Takes the rights of group and others away.
    ///
    /// - Parameter output: the survey's output folder.
    static func close(_ output: URL, logger: Logger) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
        for name in names.sorted() {
            let isFolder = name == "archive" || name == "bundles"
            guard isFolder || name.hasPrefix("canvass.sqlite") else { continue }
            let path = output.appending(path: name).path
            guard chmod(path, isFolder ? 0o700 : 0o600) != 0, errno != ENOENT else { continue }
            logger.warning(
                "private answers can be read by others: the permissions cannot be changed",
                metadata: ["path": "\(path)", "reason": "\(String(cString: strerror(errno)))"])
        }
    }
}
