import Foundation
import Spreadsheets

/// Hashes every copy in the archive.
struct ArchiveVerification {
    let archive: Archive

    /// The copies that are what their names say: their places, by hash.
    ///
    /// - Throws: ``PipelineError`` where the process was told to stop.
    func verify(_ result: inout Verification) throws -> [String: URL] {
        var sound: [String: URL] = [:]
        for shard in names(in: archive.folder) where shard.count == 2 {
            let folder = archive.folder.appending(path: shard)
            for name in names(in: folder) {
                try Interruption.check(SurveyVerification.nothingChanged)
                let url = folder.appending(path: name)
                let sha256 = String(Substring(name.utf8.prefix { $0 != UInt8(ascii: ".") }))
                do {
                    let actual = try hash(of: url)
                    if actual == sha256 {
                        sound[sha256] = url
                    } else {
                        result.differences.append(
                            .init(
                                .archive,
                                "\(shard)/\(name) has been changed: its content is \(actual.prefix(12)). Restore it from a copy, or let the sender send it again."
                            ))
                    }
                } catch {
                    // `canvass archive prune` may have removed it meanwhile; of one that went otherwise its receipt tells.
                    guard isThere(url) else { continue }
                    let reason = error is SpreadsheetError ? OwnFileFault.words(error) : error.localizedDescription
                    result.differences.append(.init(.archive, "\(shard)/\(name) cannot be read: \(reason)."))
                }
                result.archived += 1
            }
        }
        return sound
    }

    /// The hash of a copy. Of one that cannot be opened Foundation says little more than that the operation could not be completed.
    private func hash(of url: URL) throws -> String {
        close(try RegularFile.open(path: url.path))
        return try Digest.sha256(fileAt: url)
    }

    private func isThere(_ url: URL) -> Bool {
        var status = stat()
        return lstat(url.path, &status) == 0 || errno != ENOENT
    }

    private func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }
            .sorted()
    }
}
