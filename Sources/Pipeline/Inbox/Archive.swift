import Foundation
import Load
import SurveyModel

/// Every return ever received, as it came, under the hash of its content.
struct Archive: Sendable {
    let folder: URL

    /// Where a content is kept.
    func url(of sha256: String, fileExtension: String) -> URL {
        let name = fileExtension.isEmpty ? sha256 : "\(sha256).\(fileExtension)"
        return folder.appending(path: String(sha256.prefix(2))).appending(path: name)
    }

    /// Copies a file into the archive and returns its hash. The hash is that of the copy, so that a file which changes while it is read cannot
    /// be archived under a hash that is not its own.
    func take(_ file: InboxFile) throws -> String {
        let draft = folder.appending(path: ".incoming-\(ProcessInfo.processInfo.processIdentifier)-\(file.stamp.inode)")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try? FileManager.default.removeItem(at: draft)
            try FileManager.default.copyItem(at: file.url, to: draft)
            // The copy would have the sender's permissions.
            let mask = umask(0o027)
            _ = umask(mask)
            chmod(draft.path, 0o640 & ~mask)
        } catch {
            throw PipelineError(.io, "\(file.path) cannot be copied to the archive: \(error.localizedDescription).")
        }
        defer { try? FileManager.default.removeItem(at: draft) }
        let sha256 = try Digest.sha256(fileAt: draft)
        let target = url(of: sha256, fileExtension: file.fileExtension)
        guard !FileManager.default.fileExists(atPath: target.path) else { return sha256 }
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            let handle = try FileHandle(forUpdating: draft)
            try handle.synchronize()
            try handle.close()
            try FileManager.default.moveItem(at: draft, to: target)
        } catch {
            throw PipelineError(
                .cannotWrite,
                "The archive \(target.path) cannot be written: \(error.localizedDescription). Check permissions and room on the disk."
            )
        }
        return sha256
    }

    // MARK: - Receipts

    private var receipts: URL { folder.appending(path: "received.csv") }

    /// Writes down what was received, under which name and when: the store can be lost, the archive and its receipts are enough to make it anew.
    func record(_ received: ReceivedReturn) throws {
        var text = CSVText()
        if !FileManager.default.fileExists(atPath: receipts.path) {
            text.append(["sha256", "extension", "file", "first_seen"])
        }
        text.append([received.sha256, received.fileExtension, received.file, received.firstSeen])
        do {
            if !FileManager.default.fileExists(atPath: receipts.path) { try Data().write(to: receipts) }
            let handle = try FileHandle(forWritingTo: receipts)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(text.bytes))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw PipelineError(.cannotWrite, "\(receipts.path) cannot be written: \(error.localizedDescription).")
        }
    }

    /// Every return of which there is a receipt and a copy, the first receipt of each content.
    func received() throws -> [ReceivedReturn] {
        guard FileManager.default.fileExists(atPath: receipts.path) else { return [] }
        let rows = try RegisterRow.read(receipts, file: "archive/received.csv", needing: ["sha256", "file"])
        var seen: Set<String> = []
        return rows.compactMap { row in
            let sha256 = row.fields["sha256"] ?? ""
            let fileExtension = row.fields["extension"] ?? ""
            guard seen.insert(sha256).inserted,
                FileManager.default.fileExists(atPath: url(of: sha256, fileExtension: fileExtension).path)
            else { return nil }
            return ReceivedReturn(
                sha256: sha256, fileExtension: fileExtension, file: row.fields["file"] ?? sha256,
                firstSeen: row.fields["first_seen"] ?? "")
        }
    }
}
