import Foundation
import Load

/// Compares what is written down of returns and runs with what there is: receipts, ledger, archive, folders.
struct LedgerVerification {
    let output: URL
    let archive: Archive
    /// The copies that are whole, by hash.
    let archived: [String: URL]
    /// The contents that `canvass archive prune` has removed.
    let removed: Set<String>
    let runs: [String]

    func verify(_ result: inout Verification) throws {
        let receipts: [ReceivedReturn]
        do { receipts = try archive.receiptsOnFile() } catch {
            result.differences.append(.init(.archive, "received.csv cannot be read: \(error)"))
            return
        }
        for receipt in receipts where archived[receipt.sha256] == nil && !removed.contains(receipt.sha256) {
            result.differences.append(
                .init(
                    .archive,
                    "\(receipt.file) (\(receipt.sha256.prefix(12))) was received on \(receipt.firstSeen), and there is no whole copy of it."
                ))
        }
        let received = Set(receipts.map(\.sha256))
        for sha256 in archived.keys.sorted() where !received.contains(sha256) {
            result.differences.append(
                .init(
                    .archive, isFault: false,
                    "\(sha256.prefix(12)) has no receipt: its run broke off. If its file is still in the inbox, the next run takes it."
                ))
        }
        try verifyStore(receipts, &result)
    }

    private func verifyStore(_ receipts: [ReceivedReturn], _ result: inout Verification) throws {
        let path = output.appending(path: "canvass.sqlite").path
        guard FileManager.default.fileExists(atPath: path) else {
            result.differences.append(
                .init(.ledger, isFault: false, "There is no store; the next run makes it from the archive."))
            return
        }
        let store: StoreInspection
        do { store = try StoreInspection(path: path) } catch let error as LoadError {
            result.differences.append(.init(.ledger, error.description))
            return
        }
        result.differences += store.damage.map {
            .init(
                .ledger,
                "The store is damaged: \($0). Move canvass.sqlite away; the next run makes it from the archive.")
        }
        let received = Set(receipts.map(\.sha256))
        let known = Set(store.received.map(\.sha256))
        result.differences += store.received.filter { !received.contains($0.sha256) }.map {
            .init(
                .ledger,
                "\($0.file) (\($0.sha256.prefix(12))) is in the ledger and has no receipt in archive/received.csv.")
        }
        result.differences += receipts.filter { !known.contains($0.sha256) && !removed.contains($0.sha256) }.map {
            .init(.ledger, isFault: false, "\($0.file) has a receipt and is not in the ledger; the next run enters it.")
        }
        verify(receipts, with: store.received, &result)
        verify(store.runs, &result)
    }

    /// Receipts are a text file that anybody may edit who may write there: the ledger knows when each return came.
    private func verify(
        _ receipts: [ReceivedReturn], with ledger: [ReceivedReturn], _ result: inout Verification
    ) {
        let known = Dictionary(ledger.map { ($0.sha256, $0) }) { first, _ in first }
        for receipt in receipts {
            guard let entry = known[receipt.sha256] else { continue }
            if entry.firstSeen != receipt.firstSeen {
                result.differences.append(
                    .init(
                        .ledger,
                        "\(receipt.file) (\(receipt.sha256.prefix(12))) came on \(receipt.firstSeen) by archive/received.csv, and on \(entry.firstSeen) by the ledger: one of them has been changed."
                    ))
            }
            if entry.file != receipt.file {
                result.differences.append(
                    .init(
                        .ledger, isFault: false,
                        "\(receipt.sha256.prefix(12)) came as \(receipt.file) by archive/received.csv, and as \(entry.file) by the ledger: a run broke off between the two, or one of them has been changed."
                    ))
            }
        }
    }

    /// Each run that was published is there unless `keep:` has removed it, and its `run.json` is the one that was written.
    private func verify(_ ledger: [RunRecord], _ result: inout Verification) {
        let recorded = Set(ledger.map(\.id))
        result.differences += runs.filter { !recorded.contains($0) }.map {
            .init(.ledger, isFault: false, "The run \($0) is not in the ledger; the next run enters it.")
        }
        // Of what earlier builds have entered it is not known what was removed.
        for run in ledger.reversed() where !run.manifest.isEmpty {
            let folder = output.appending(path: "runs/\(run.id)", directoryHint: .isDirectory)
            if !FileManager.default.fileExists(atPath: folder.path) {
                // A run that goes on may have removed it since the ledger was looked into.
                guard run.removed == nil, !isRemoved(run.id) else { continue }
                result.differences.append(
                    .init(
                        .run,
                        "The run \(run.id), published on \(run.finished), is missing, and `keep:` has not removed it. Restore its folder from a back-up, or say that it was meant to go: canvass runs \(output.lastPathComponent) --remove \(run.id)"
                    ))
            } else if let actual = try? Digest.sha256(fileAt: folder.appending(path: "run.json")),
                actual != run.manifest
            {
                result.differences.append(
                    .init(.run, "\(run.id)/run.json has been changed since it was published, by what the ledger knows.")
                )
            }
        }
    }

    private func isRemoved(_ id: String) -> Bool {
        let runs = try? StoreInspection.lastRuns(path: output.appending(path: "canvass.sqlite").path, limit: Int.max)
        return runs?.contains { $0.id == id && $0.removed != nil } ?? false
    }
}
