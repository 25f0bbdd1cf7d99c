import Crypto
import Foundation
import Load
import OrderedCollections
import StableStorage
import SurveyModel

/// Every return ever received, as it came, under the hash of its content.
struct Archive: Sendable {
    /// How the names of copies begin that are not yet archived.
    static let draftPrefix = ".incoming-"

    let folder: URL

    private let path: String

    init(folder: URL) {
        self.folder = folder
        path = folder.path
    }

    /// Where a content is kept.
    func path(of sha256: String, fileExtension: String) -> String {
        let name = fileExtension.isEmpty ? sha256 : "\(sha256).\(fileExtension)"
        return "\(path)/\(sha256.prefix(2))/\(name)"
    }

    /// Whether there is a copy of a content. Asked for every file of the inbox in every run.
    func has(_ sha256: String, fileExtension: String) -> Bool {
        access(path(of: sha256, fileExtension: fileExtension), F_OK) == 0
    }

    /// Whether a copy is gone from its place. Of one that cannot be looked at that is told where it is read.
    static func isLost(_ path: String) -> Bool {
        access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)
    }

    /// Whether a copy is no longer what was received, since its hash is not its name. Of one that cannot be read that is told where it is read.
    static func isDamaged(_ path: String, sha256: String) -> Bool {
        guard let hash = try? Digest.sha256(fileAt: URL(filePath: path)) else { return false }
        return hash != sha256
    }

    /// Copies files into the archive. When this returns, the copies are on the disk and so are their names.
    ///
    /// - Returns: for each file its hash, or why it cannot be read.
    /// - Throws: ``PipelineError`` of code `cannotWrite` or `io` where the archive cannot be written; then none of the files is acknowledged.
    func take(_ files: [InboxFile]) throws -> [Result<String, PipelineError>] {
        var drafts: [Draft] = []
        defer { for draft in drafts { try? FileManager.default.removeItem(atPath: draft.output.path) } }
        return try Self.writing {
            try Folder.make(folder.path)
            var hashes: [Result<String, PipelineError>] = []
            for file in files {
                do {
                    let draft = try copy(file, number: drafts.count)
                    drafts.append(draft)
                    hashes.append(.success(draft.sha256))
                } catch let error as PipelineError {
                    hashes.append(.failure(error))
                }
            }
            try Barrier.synchronize(drafts.map(\.output))
            var shards: Set<String> = []
            for draft in drafts {
                let shard = Folder.parent(of: draft.target)
                if shards.insert(shard).inserted { try Folder.makeAlone(shard) }
                // A content that is there already is the same, bit for bit.
                try Folder.rename(draft.output.path, to: draft.target)
            }
            drafts = []
            // Also of shards that were there: whoever made them may not have come so far.
            try Barrier.synchronize(folders: shards.sorted() + (shards.isEmpty ? [] : [folder.path]))
            return hashes
        }
    }

    /// A copy under way.
    private struct Draft {
        let output: OutputFile
        let sha256: String
        let target: String
    }

    /// The hash is that of the bytes that are written, so that no content can be archived under a hash that is not its own; and a file that
    /// changes while it is read is not taken at all.
    private func copy(_ file: InboxFile, number: Int) throws -> Draft {
        let source: InboxReading
        do { source = try InboxReading(file) } catch { throw try Self.unreadable(file, error) }
        // Between the look by which it had settled and now, many other files may have been copied.
        try Self.requireUnchanged(source, file)
        let path = "\(folder.path)/\(Self.draftPrefix)\(ProcessInfo.processInfo.processIdentifier)-\(number)"
        let output = try OutputFile.anew(path)
        do {
            var hasher = SHA256()
            while let piece = try Self.piece(of: source, file) {
                hasher.update(data: piece)
                try output.write(piece)
            }
            try Self.requireUnchanged(source, file)
            let sha256 = hasher.finalize().hex
            return Draft(
                output: output, sha256: sha256, target: self.path(of: sha256, fileExtension: file.fileExtension))
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    private static func requireUnchanged(_ source: InboxReading, _ file: InboxFile) throws {
        let isUnchanged: Bool
        do { isUnchanged = try source.isUnchanged } catch { throw try unreadable(file, error) }
        guard isUnchanged else {
            throw PipelineError(.io, "\(file.path) was changed while it was copied; the next run takes it.")
        }
    }

    private static func piece(of source: InboxReading, _ file: InboxFile) throws -> [UInt8]? {
        do { return try source.next() } catch { throw try unreadable(file, error) }
    }

    /// What is told of a file that cannot be read.
    ///
    /// - Throws: the error itself where it is about no file: it ends the run, or each file of the inbox would be told to be unreadable.
    private static func unreadable(_ file: InboxFile, _ error: any Error) throws -> PipelineError {
        let refusal = error as? FileSystemError
        if let refusal, refusal.isLackOfMeans { throw refusal }
        let reason = refusal?.reason ?? "\(error)"
        return PipelineError(.io, "\(file.path) cannot be copied to the archive: \(reason).")
    }

    // MARK: - Receipts

    private var receipts: URL { folder.appending(path: "received.csv") }
    private var removals: URL { folder.appending(path: "pruned.csv") }

    /// Writes down what was received, under which name and when: the store can be lost, the archive and its receipts are enough to make it anew.
    func record(_ received: [ReceivedReturn]) throws {
        try add(
            received.map { [$0.sha256, $0.fileExtension, $0.file, $0.firstSeen] },
            under: ["sha256", "extension", "file", "first_seen"], to: receipts)
    }

    /// Writes down what is about to be removed, and why it may: an archive never lacks what no file explains.
    func recordRemoval(of returns: [(received: ReceivedReturn, state: String)], at now: Date) throws {
        try add(
            returns.map { [$0.received.sha256, $0.received.file, $0.received.firstSeen, $0.state, UTC.text(now)] },
            under: ["sha256", "file", "first_seen", "state", "pruned"], to: removals)
    }

    private func add(_ rows: [[String]], under header: [String], to file: URL) throws {
        guard !rows.isEmpty else { return }
        var bytes = try Self.bytes(of: file)
        var text = CSVText()
        if bytes.isEmpty {
            text.append(header)
        } else {
            try requireOwn(bytes, header, file)
            // Somebody's editor may have left the end of the last line out.
            if bytes.last != 0x0A { bytes.append(0x0A) }
        }
        for row in rows { text.append(row) }
        bytes += text.bytes
        // Written anew as a whole: of lines appended, half of one could be left.
        try Self.writing {
            try Folder.make(folder.path)
            try Folder.replace(file.path, with: bytes)
        }
    }

    /// Lines that stand under other columns, or under none, would be read as something else.
    private func requireOwn(_ bytes: [UInt8], _ header: [String], _ file: URL) throws {
        // Programs that save such a file may put a mark before it, and quotes around its texts.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let line = bytes.prefix { $0 != 0x0A }.filter { $0 != 0x0D && $0 != 0x22 }
        guard !line.elementsEqual(header.joined(separator: ",").utf8) else { return }
        throw PipelineError(
            .io,
            "\(file.path) does not begin with the line \(header.joined(separator: ",")): somebody has changed it, or it is damaged. \(advice(for: file))"
        )
    }

    /// What to do about a list of the archive's own that is not as it was written.
    private func advice(for file: URL) -> String {
        let own =
            " While canvass.sqlite is whole it may be moved away instead: the next run writes it anew from the ledger."
        return "Restore it from a back-up.\(file == receipts ? own : "") What is published is untouched."
    }

    /// The lines of a list of the archive's own; none where there is no such file.
    ///
    /// - Throws: ``PipelineError`` of code `io` where it cannot be read, with advice that fits such a file: no sender can send it again.
    private func rows(of file: URL, needing columns: [String]) throws(PipelineError) -> [RegisterRow] {
        guard try SurveyFile.isThere(file) else { return [] }
        do {
            return try RegisterRow.read(file, file: file.lastPathComponent, needing: columns)
        } catch {
            let reason = (error as? DefinitionError)?.diagnostics.first?.message ?? OwnFileFault.words(error)
            throw PipelineError(.io, "\(file.path) cannot be read: \(reason). \(advice(for: file))")
        }
    }

    /// Whether there is a file of receipts.
    ///
    /// - Throws: ``PipelineError`` of code `io` where that cannot be told.
    func hasReceipts() throws(PipelineError) -> Bool { try SurveyFile.isThere(receipts) }

    /// A file's bytes; none where there is no such file. One that cannot be read is not taken for empty: its lines would be lost with the next.
    private static func bytes(of file: URL) throws -> [UInt8] {
        try SurveyFile.content(of: file) ?? []
    }

    /// The contents that `canvass archive prune` has removed: there are receipts of them, and no copies.
    func removed() throws -> Set<String> { Set(try firstReceiptsOfRemoved().keys) }

    /// When the contents that `canvass archive prune` has removed were first received, by their hashes. One that comes again keeps that time: else an
    /// early version would be later than the one that has taken its place since.
    func firstReceiptsOfRemoved() throws -> [String: String] {
        let rows = try rows(of: removals, needing: ["sha256"])
        return Dictionary(rows.map { ($0.fields["sha256"] ?? "", $0.fields["first_seen"] ?? "") }) { first, _ in first }
    }

    /// Under which name the contents that `canvass archive prune` has removed had come, and when they were removed last, ISO 8601 in UTC, by their hashes.
    func lastRemovals() throws -> [String: (file: String, at: String)] {
        let rows = try rows(of: removals, needing: ["sha256", "file", "pruned"])
        return Dictionary(
            rows.map { ($0.fields["sha256"] ?? "", (file: $0.fields["file"] ?? "", at: $0.fields["pruned"] ?? "")) }
        ) { _, last in last }
    }

    /// The hashes of which there are receipts, each once, found without reading more of the receipts than how their lines begin. A line
    /// break in a file's name can add what is none.
    ///
    /// - Throws: ``PipelineError`` of code `io` where they cannot be read.
    func receiptHashes() throws -> Set<String> {
        Set(
            try Self.bytes(of: receipts).split(separator: 0x0A).dropFirst().compactMap { line in
                // Programs that save the file may put quotes around its texts.
                let quote = UInt8(ascii: "\"")
                let isQuoted = line.first == quote
                let hash = line.dropFirst(isQuoted ? 1 : 0).prefix(Self.hashDigits)
                let rest = line[hash.endIndex...].drop { isQuoted && $0 == quote }
                guard hash.count == Self.hashDigits, rest.first == UInt8(ascii: ",") else { return nil }
                return String(decoding: hash, as: UTF8.self)
            })
    }

    /// Digits of SHA-256 in hex.
    private static let hashDigits = 64

    /// The copies of a content: one for each ending under which it came.
    ///
    /// - Throws: `FileSystemError` where they cannot be listed.
    func copies(of sha256: String) throws -> [URL] {
        let shard = folder.appending(path: String(sha256.prefix(2)))
        let names = try Folder.names(in: shard.path) ?? []
        // By bytes: an ending may begin with a combining mark, and the dot before it is no character of its own.
        return names.filter { $0 == sha256 || $0.utf8.starts(with: "\(sha256).".utf8) }.sorted()
            .map { shard.appending(path: $0) }
    }

    /// Every return of which there is a receipt, the last receipt of each content, but for those that `canvass archive prune` has removed. One whose
    /// copy was lost otherwise is among them: it is missed.
    func received() throws -> [ReceivedReturn] {
        let removed = try removed()
        return try receiptsOnFile().filter {
            !removed.contains($0.sha256) || has($0.sha256, fileExtension: $0.fileExtension)
        }
    }

    /// The last receipt of each content. There are several of one that was removed from the archive and came again, and it is the last by which the
    /// ledger knows it.
    func receiptsOnFile() throws -> [ReceivedReturn] {
        var last: OrderedDictionary<String, ReceivedReturn> = [:]
        for row in try rows(of: receipts, needing: ["sha256", "file"]) {
            let sha256 = row.fields["sha256"] ?? ""
            last[sha256] = ReceivedReturn(
                sha256: sha256, fileExtension: row.fields["extension"] ?? "", file: row.fields["file"] ?? sha256,
                firstSeen: row.fields["first_seen"] ?? "")
        }
        return Array(last.values)
    }

    /// The earliest date of a folder in which each content came, by all of its receipts; none of those of which no folder tells.
    private func folderDays(_ identity: ReturnIdentity) throws -> [String: String] {
        var days: [String: String] = [:]
        for row in try rows(of: receipts, needing: ["sha256", "file"]) {
            guard let sha256 = row.fields["sha256"], let file = row.fields["file"] else { continue }
            let day = identity.received(in: file)
            if !day.isEmpty { days[sha256] = min(days[sha256] ?? day, day) }
        }
        return days
    }

    /// The contents with the days that their receipts' folders tell, where a round is closed: what came in time is not late for coming again, and then its
    /// first path stands in the receipts alone.
    func dated(_ contents: [ReceivedContent], in survey: Survey) throws -> [ReceivedContent] {
        guard !survey.definition.round.closed.isEmpty else { return contents }
        let days = try folderDays(ReturnIdentity(survey: survey))
        return contents.map { content in
            var told = content
            told.folderDay = days[content.sha256] ?? ""
            return told
        }
    }

    private static func writing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as FileSystemError {
            throw PipelineError(
                error, of: "The archive", "; nothing was published, and the next run goes on")
        }
    }
}
