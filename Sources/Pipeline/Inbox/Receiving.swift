import Foundation
import Load
import Logging
import OrderedCollections
import SurveyModel

/// Takes what is new in an inbox: it is archived first, and only the archived copy is read.
struct Receiving {
    let archive: Archive
    let store: Store
    let logger: Logger
    /// When the run started.
    let now: Date

    /// Archives what is new in the inbox, and gives every content ever received, each once, under the first of its paths. What cannot be
    /// taken is a refused return.
    func receive(_ inbox: Inbox) throws -> (contents: [ReceivedContent], refused: [ReadReturn]) {
        if try store.receivedReturns().isEmpty {
            // A new store: what was received before it is in the archive.
            try store.remember(try archive.received())
        }
        let hashes = try take(inbox.files)
        var present: OrderedDictionary<String, ReceivedContent> = [:]
        var refused = inbox.refused.map { ReturnProcessor.refused($0.path, reason: $0.reason) }
        for (file, hash) in zip(inbox.files, hashes) {
            let sha256: String
            switch hash {
            case .success(let hash): sha256 = hash
            case .failure(let error):
                refused.append(ReturnProcessor.refused(file.path, reason: error.description))
                continue
            }
            if present[sha256] == nil {
                let url = archive.url(of: sha256, fileExtension: file.fileExtension)
                present[sha256] = ReceivedContent(sha256: sha256, file: file.path, url: url, isAbsent: false)
            } else {
                present[sha256]?.copies.append(file.path)
            }
        }
        for received in try store.receivedReturns() where present[received.sha256] == nil {
            let url = archive.url(of: received.sha256, fileExtension: received.fileExtension)
            present[received.sha256] = ReceivedContent(
                sha256: received.sha256, file: received.file, url: url, isAbsent: true)
        }
        return (Array(present.values), refused)
    }

    /// How many files are archived at once: a disk takes as long for one as for many.
    private static let batch = 256

    /// The hashes of files' contents, which are in the archive when this returns; or why a file cannot be taken.
    private func take(_ files: [InboxFile]) throws -> [Result<String, PipelineError>] {
        var hashes: [Result<String, PipelineError>?] = try files.map { file in
            try store.knownHash(of: file.url.path, stamp: file.stamp).map { .success($0) }
        }
        var known = Set(try store.receivedReturns().map(\.sha256))
        let new = files.indices.filter { hashes[$0] == nil }
        for start in stride(from: 0, to: new.count, by: Self.batch) {
            try Interruption.check()
            let indexes = new[start..<min(start + Self.batch, new.count)]
            var received: [(file: InboxFile, item: ReceivedReturn)] = []
            for (index, hash) in zip(indexes, try archive.take(indexes.map { files[$0] })) {
                hashes[index] = hash
                guard case .success(let sha256) = hash else { continue }
                let file = files[index]
                logger.info("received", metadata: ["file": "\(file.path)", "sha256": "\(sha256.prefix(12))"])
                received.append(
                    (
                        file,
                        ReceivedReturn(
                            sha256: sha256, fileExtension: file.fileExtension, file: file.path,
                            firstSeen: UTC.text(now))
                    ))
            }
            // The receipts before the ledger: what the ledger knows is not asked for again.
            try archive.record(received.map(\.item).filter { known.insert($0.sha256).inserted })
            try store.remember(received.map { ($0.file.url.path, $0.file.stamp, $0.item) })
        }
        return hashes.compactMap(\.self)
    }
}
