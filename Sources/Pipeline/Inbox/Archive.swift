import Crypto
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

    /// Copies a file into the archive and returns its hash. The hash is that of the bytes that are written, so that no content can be archived
    /// under a hash that is not its own; and a file that changes while it is read is not taken at all.
    ///
    /// - Throws: ``PipelineError`` of code `io` where the file cannot be read or has changed, which is that file's trouble alone; of code
    ///   `cannotWrite` where the archive cannot be written.
    func take(_ file: InboxFile) throws -> String {
        let draft = folder.appending(path: ".incoming-\(ProcessInfo.processInfo.processIdentifier)-\(file.stamp.inode)")
        let source: InboxReading
        do { source = try InboxReading(file) } catch { throw Self.unreadable(file, error) }
        defer { try? FileManager.default.removeItem(at: draft) }
        let output = try writing(draft) {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data().write(to: draft)
            return try FileHandle(forWritingTo: draft)
        }
        var hasher = SHA256()
        while let piece = try Self.piece(of: source, file) {
            hasher.update(data: piece)
            try writing(draft) { try output.write(contentsOf: piece) }
        }
        guard try source.isUnchanged else {
            throw PipelineError(.io, "\(file.path) was changed while it was copied; the next run takes it.")
        }
        let sha256 = Digest.hex(hasher.finalize())
        let target = url(of: sha256, fileExtension: file.fileExtension)
        try writing(target) {
            try output.synchronize()
            try output.close()
            guard !FileManager.default.fileExists(atPath: target.path) else { return }
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.moveItem(at: draft, to: target)
        }
        return sha256
    }

    private static func piece(of source: InboxReading, _ file: InboxFile) throws -> [UInt8]? {
        do { return try source.next() } catch { throw unreadable(file, error) }
    }

    private static func unreadable(_ file: InboxFile, _ error: any Error) -> PipelineError {
        PipelineError(.io, "\(file.path) cannot be copied to the archive: \(error).")
    }

    private func writing<Result>(_ url: URL, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw PipelineError(
                .cannotWrite,
                "The archive \(url.path) cannot be written: \(error.localizedDescription). Check permissions and room on the disk."
            )
        }
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
