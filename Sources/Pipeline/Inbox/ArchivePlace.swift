import Foundation
import Load

/// Tells an archive that is not in its place, such as on a disk that is not mounted, from one of which something is lost.
enum ArchivePlace {
    /// Sees that something of what the ledger knows is in the archive or in the inbox. A run that went on without would publish next to nothing, and write
    /// receipts into the folder in the archive's place.
    ///
    /// - Throws: ``PipelineError`` of code `io` where there is nothing.
    static func require(_ archive: Archive, _ store: Store, _ inbox: Inbox) throws {
        guard try !archive.hasReceipts() else { return }
        let received = try store.receivedReturns()
        guard !received.isEmpty,
            !received.contains(where: { archive.has($0.sha256, fileExtension: $0.fileExtension) }),
            try store.knownHashes(of: inbox.files.map { ($0.location, $0.stamp) }).allSatisfy({ $0 == nil })
        else { return }
        throw PipelineError(
            .io,
            "The archive \(archive.folder.path) is empty or gone, and none of the \(received.count.counted("return")) that were received lies in the inbox: the disk that holds it seems not to be mounted. What is published is untouched, and the next run goes on when it is there again. If it is lost, restore it from a back-up; without one, move canvass.sqlite* away, and the next run begins anew with what the inbox has."
        )
    }
}
