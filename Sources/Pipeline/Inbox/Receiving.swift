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
            for received in try archive.received() { try store.remember(received) }
        }
        var known = Set(try store.receivedReturns().map(\.sha256))
        var present: OrderedDictionary<String, ReceivedContent> = [:]
        var refused = inbox.refused.map { ReturnProcessor.refused($0.path, reason: $0.reason) }
        for file in inbox.files {
            let sha256: String
            do {
                sha256 = try take(file, &known)
            } catch let error as PipelineError where error.code == .io {
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

    /// The hash of a file's content, which is in the archive when this returns.
    private func take(_ file: InboxFile, _ known: inout Set<String>) throws -> String {
        if let sha256 = try store.knownHash(of: file.url.path, stamp: file.stamp) { return sha256 }
        let sha256 = try archive.take(file)
        logger.info("received", metadata: ["file": "\(file.path)", "sha256": "\(sha256.prefix(12))"])
        let received = ReceivedReturn(
            sha256: sha256, fileExtension: file.fileExtension, file: file.path, firstSeen: UTC.text(now))
        if known.insert(sha256).inserted { try archive.record(received) }
        try store.remember(file.url.path, stamp: file.stamp, received: received)
        return sha256
    }
}
