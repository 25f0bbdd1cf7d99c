import Foundation

/// Hashes every copy in the archive.
struct ArchiveVerification {
    let archive: Archive

    /// The copies that are what their names say: their places, by hash.
    func verify(_ result: inout Verification) throws -> [String: URL] {
        var sound: [String: URL] = [:]
        for shard in names(in: archive.folder) where shard.count == 2 {
            let folder = archive.folder.appending(path: shard)
            for name in names(in: folder) {
                let url = folder.appending(path: name)
                let sha256 = String(name.prefix { $0 != "." })
                result.archived += 1
                do {
                    let actual = try Digest.sha256(fileAt: url)
                    guard actual == sha256 else {
                        result.differences.append(
                            .init(
                                .archive,
                                "\(shard)/\(name) has been changed: its content is \(actual.prefix(12)). Restore it from a copy, or let the sender send it again."
                            ))
                        continue
                    }
                    sound[sha256] = url
                } catch {
                    result.differences.append(
                        .init(.archive, "\(shard)/\(name) cannot be read: \(error.localizedDescription)."))
                }
            }
        }
        return sound
    }

    private func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }
            .sorted()
    }
}
