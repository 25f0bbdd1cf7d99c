import Foundation
import Load

/// Compares what is written down of returns and runs with what there is: receipts, ledger, archive, folders.
struct LedgerVerification {
    let output: URL
    /// What a command line calls the survey.
    let argument: String
    let archive: Archive
    /// What is written down, as it was read before the archive was.
    let records: WrittenRecords
    /// The copies that are whole, by hash.
    let archived: [String: URL]
    /// The contents that `canvass archive prune` has removed, as it was read after the archive was.
    let removed: Set<String>
    let runs: [String]
    /// What is written down by now. Looked up where something seems amiss: checking the store again takes its time.
    lazy var now = WrittenRecords(output: output, archive: archive)

    mutating func verify(_ result: inout Verification) throws {
        let receipts: [ReceivedReturn]
        do { receipts = try records.receipts.get() } catch {
            result.differences.append(.init(.archive, "The receipts: \(error)"))
            return
        }
        for receipt in receipts where archived[receipt.sha256] == nil && !removed.contains(receipt.sha256) {
            result.differences.append(
                .init(
                    .archive,
                    "\(receipt.file) (\(receipt.sha256.prefix(12))) was received on \(receipt.firstSeen), and there is no whole copy of it."
                ))
        }
        // Of those that the ledger knows it is told below.
        for sha256 in archived.keys.sorted()
        where records.receiptsByHash[sha256] == nil && records.entries[sha256] == nil {
            // Its run may have come to the receipt since.
            guard now.receiptsByHash[sha256] == nil else { continue }
            result.differences.append(
                .init(
                    .archive, isFault: false,
                    "\(sha256.prefix(12)) has no receipt: its run broke off. If its file is still in the inbox, the next run takes it."
                ))
        }
        try verifyStore(receipts, &result)
    }

    private mutating func verifyStore(_ receipts: [ReceivedReturn], _ result: inout Verification) throws {
        let store: StoreInspection
        do {
            guard let inspection = try records.store.get() else {
                result.differences.append(
                    .init(.ledger, isFault: false, "There is no store; the next run makes it from the archive."))
                return
            }
            store = inspection
        } catch let error as LoadError {
            result.differences.append(.init(.ledger, error.description))
            return
        }
        result.differences += store.damage.map {
            .init(
                .ledger,
                "The store is damaged: \($0). Move canvass.sqlite away; the next run makes it from the archive.")
        }
        for entry in store.received where records.receiptsByHash[entry.sha256] == nil {
            result.differences.append(
                .init(
                    .ledger,
                    "\(entry.file) (\(entry.sha256.prefix(12))) is in the ledger and has no receipt in archive/received.csv: it was removed there, or the file was lost. The next run writes it anew from the ledger."
                ))
        }
        for receipt in receipts where records.entries[receipt.sha256] == nil && !removed.contains(receipt.sha256) {
            // Its run may have come to the ledger since.
            guard now.entries[receipt.sha256] == nil else { continue }
            result.differences.append(
                .init(
                    .ledger, isFault: false,
                    "\(receipt.file) has a receipt and is not in the ledger; the next run enters it."))
        }
        compare(receipts, &result)
        verify(store.runs, &result)
    }

    /// Receipts are a text file that anybody may edit who may write there: the ledger knows when each return came.
    private mutating func compare(_ receipts: [ReceivedReturn], _ result: inout Verification) {
        for found in receipts {
            guard let known = records.entries[found.sha256], !Self.agree(found, known) else { continue }
            // One that comes again is written down anew, in one after the other. Where that can be read no more, what was found stands.
            let receipt = now.receiptsByHash[found.sha256] ?? found
            let entry = now.entries[found.sha256] ?? known
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

    private static func agree(_ receipt: ReceivedReturn, _ entry: ReceivedReturn) -> Bool {
        receipt.firstSeen == entry.firstSeen && receipt.file == entry.file
    }

    /// Each run that was published is there unless `keep:` has removed it, and its `run.json` is the one that was written.
    private func verify(_ ledger: [RunRecord], _ result: inout Verification) {
        let byNow = RunsInLedger(output: output)
        let recorded = Set(ledger.map(\.id))
        let unrecorded = runs.filter { !recorded.contains($0) }
        // A run that was published since may have come to the ledger as well.
        let entered = unrecorded.isEmpty ? [] : byNow.ids
        result.differences += unrecorded.filter { !entered.contains($0) }.map {
            .init(.ledger, isFault: false, "The run \($0) is not in the ledger; the next run enters it.")
        }
        // Of what earlier builds have entered it is not known what was removed.
        for run in ledger.reversed() where !run.manifest.isEmpty {
            let folder = output.appending(path: "runs/\(run.id)", directoryHint: .isDirectory)
            if !FileManager.default.fileExists(atPath: folder.path) {
                guard run.removed == nil, !byNow.isRemoved(run.id) else { continue }
                result.differences.append(
                    .init(
                        .run,
                        "The run \(run.id), published on \(run.finished), is missing, and `keep:` has not removed it. Restore its folder from a back-up, or say that it was meant to go: canvass runs \(argument) --remove \(run.id)"
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
}
