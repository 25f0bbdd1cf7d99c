import Foundation
import Load

/// Compares what is written down of returns and runs with what there is: receipts, ledger, archive, folders.
struct LedgerVerification {
    let output: URL
    let archive: Archive
    /// The copies that are whole, by hash.
    let archived: [String: URL]
    let runs: [String]

    func verify(_ result: inout Verification) throws {
        let receipts: [ReceivedReturn]
        do { receipts = try archive.receiptsOnFile() } catch {
            result.differences.append(.init(.archive, "received.csv cannot be read: \(error)"))
            return
        }
        for receipt in receipts where archived[receipt.sha256] == nil {
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
        result.differences += receipts.filter { !known.contains($0.sha256) }.map {
            .init(.ledger, isFault: false, "\($0.file) has a receipt and is not in the ledger; the next run enters it.")
        }
        let recorded = Set(store.runs)
        result.differences += runs.filter { !recorded.contains($0) }.map {
            .init(.ledger, isFault: false, "The run \($0) is not in the ledger; the next run enters it.")
        }
    }
}
