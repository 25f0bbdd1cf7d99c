import Foundation
import Load
import Logging

/// Brings the ledger up to what stands on the disk, where a run broke off between the two: the receipts and the published folders are what
/// counts. Of receipts that are lost the ledger knows what they said.
struct RunRecovery {
    let output: URL
    let store: Store
    let logger: Logger

    /// Enters what the ledger lacks, and writes receipts that are lost. Nothing is taken from it.
    func recover() throws {
        try recoverReceipts()
        try recoverRuns()
    }

    /// Notes in the store what is to be known of a run that is published. Where that fails, such as on a full disk, it is published all the same: the
    /// next run enters what the ledger lacks, and makes anew what it does not know to be made.
    func note(_ notes: () throws -> Void) {
        do {
            try notes()
        } catch {
            logger.warning("a published run could not be noted in the store", metadata: ["reason": "\(error)"])
        }
    }

    private func recoverReceipts() throws {
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        let known = try store.receivedHashes()
        // What `canvass archive prune` has removed has receipts and no copy. The night after a year's returns need not read all receipts for that.
        let written = try archive.receiptHashes()
        try rewriteReceipts(of: known.subtracting(written), in: archive)
        let unknown = written.subtracting(known)
        guard !unknown.isEmpty else { return }
        let removed = try archive.removed()
        guard try unknown.contains(where: { try !removed.contains($0) || !archive.copies(of: $0).isEmpty }) else {
            return
        }
        let missing = try archive.received().filter { !known.contains($0.sha256) }
        guard !missing.isEmpty else { return }
        logger.notice(
            "entered returns into the ledger of which there are receipts", metadata: ["count": "\(missing.count)"])
        try store.remember(missing)
    }

    /// Receipts come before the ledger: what it knows and has none has lost it, be it with the whole file.
    private func rewriteReceipts(of lost: Set<String>, in archive: Archive) throws {
        guard !lost.isEmpty else { return }
        let received = try store.receivedReturns().filter { lost.contains($0.sha256) }
        try archive.record(received)
        logger.warning(
            "receipts were lost from archive/received.csv, and were written anew from the ledger",
            metadata: ["count": "\(received.count)"])
    }

    private func recoverRuns() throws {
        let history = RunHistory(output: output)
        let known = Set(try store.runs(limit: Int.max).map(\.id))
        for id in try history.ids where !known.contains(id) {
            guard let run = LedgerEntry.record(of: id, in: history.folder(id)) else { continue }
            logger.notice("entered a run into the ledger that was published", metadata: ["run": "\(id)"])
            try store.record(run)
        }
    }
}

/// What the ledger keeps of a run, as its `run.json` tells.
struct LedgerEntry: Decodable {
    struct Definition: Decodable {
        let sha256: String
    }

    let started: String
    let finished: String
    let definition: Definition

    /// The ledger's line on a run that was published; nil where it cannot be read.
    static func record(of id: String, in folder: URL) -> RunRecord? {
        guard let data = try? Data(contentsOf: folder.appending(path: "run.json")),
            let manifest = try? JSONDecoder().decode(Self.self, from: data),
            let counts = PublishedManifest(data).member("counts")
        else { return nil }
        return RunRecord(
            id: id, started: manifest.started, finished: manifest.finished, definition: manifest.definition.sha256,
            counts: counts, manifest: Digest.sha256(data))
    }
}
