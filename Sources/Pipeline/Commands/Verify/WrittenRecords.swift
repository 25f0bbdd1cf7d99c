import Foundation
import Load

/// What is written down of returns: in the ledger, and in the receipts beside the archive.
///
/// A run copies a return into the archive, then writes its receipt, then the ledger. It is read the other way round, and the archive after it: then
/// whatever one of them knows the next one has, also while a run goes on. What the next one has more may be of a run that goes on; before anything is said
/// of it, it is looked for once more.
struct WrittenRecords {
    /// What the store holds; nil where there is none.
    let store: Result<StoreInspection?, any Error>
    /// The last receipt of each content.
    let receipts: Result<[ReceivedReturn], any Error>
    /// What the ledger knows, by hash; nothing where it cannot be read.
    let entries: [String: ReceivedReturn]
    /// The receipts by hash; none where they cannot be read.
    let receiptsByHash: [String: ReceivedReturn]

    /// Reads them.
    ///
    /// - Parameters:
    ///   - output: the survey's output folder.
    ///   - archive: its archive.
    ///   - didRead: is told what was read, before the next is.
    init(output: URL, archive: Archive, didRead: (SurveyVerification.Look) -> Void = { _ in }) {
        store = Result { try Self.inspection(of: output) }
        didRead(.ledger)
        receipts = Result { try archive.receiptsOnFile() }
        didRead(.receipts)
        let known = (try? store.get())?.received ?? []
        entries = Dictionary(known.map { ($0.sha256, $0) }) { first, _ in first }
        let received = (try? receipts.get()) ?? []
        receiptsByHash = Dictionary(received.map { ($0.sha256, $0) }) { first, _ in first }
    }

    private static func inspection(of output: URL) throws -> StoreInspection? {
        let path = output.appending(path: "canvass.sqlite").path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try StoreInspection(path: path)
    }
}
