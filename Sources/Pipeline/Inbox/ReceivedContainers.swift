import Foundation
import Load
import Logging
import Spreadsheets

/// The containers among what was received, with what is in them. Each is opened once, and again only where the ledger was lost.
struct ReceivedContainers {
    private let receiving: Receiving
    private var known: [String: [ContainerMember]]
    /// Hashes of what looks like a container by its ending and is none.
    private var others: Set<String> = []
    /// Hashes of contents of which there are receipts; empty until it matters.
    private var receipts: Set<String> = []
    /// Containers that were opened in this run.
    private var tried: Set<String> = []
    private let opening: ContainerOpening
    /// The returns that were found in containers which were opened just now.
    private(set) var opened: [ReceivedReturn] = []

    init(_ receiving: Receiving) throws {
        self.receiving = receiving
        known = try receiving.store.containers()
        opening = ContainerOpening(
            archive: receiving.archive, ignoring: receiving.ignoring, fileBytes: receiving.fileBytes,
            scratch: Leftovers.scratch(in: receiving.archive.folder.deletingLastPathComponent()))
    }

    /// What is in a container; nil where the content is none. What is in one that is new is in the archive when this returns, and there are
    /// receipts of it.
    mutating func members(of sha256: String, fileExtension: String, file: String) throws -> [ContainerMember]? {
        guard ContainerOpening.endings.contains(fileExtension), !others.contains(sha256) else { return nil }
        if let members = known[sha256], try !isToTryAgain(sha256, members) { return members }
        try Interruption.check()
        let url = receiving.archive.url(of: sha256, fileExtension: fileExtension)
        guard FileManager.default.fileExists(atPath: url.path), let members = try opening.open(url, name: file) else {
            others.insert(sha256)
            return nil
        }
        var seen: Set<String> = []
        let received = members.filter { !$0.sha256.isEmpty && seen.insert($0.sha256).inserted }.map {
            ReceivedReturn(
                sha256: $0.sha256, fileExtension: $0.fileExtension, file: "\(file)/\($0.name)",
                firstSeen: UTC.text(receiving.now))
        }
        try readReceipts()
        let new = received.filter { receipts.insert($0.sha256).inserted }
        try receiving.archive.record(new)
        try receiving.store.remember(sha256, members, received: new)
        receiving.logger.info(
            "opened", metadata: ["file": "\(file)", "members": "\(members.count)"])
        opened += new
        known[sha256] = members
        return members
    }

    /// Whether a content is a container, in the inbox or not.
    mutating func isContainer(_ received: ReceivedReturn) throws -> Bool {
        if known[received.sha256] != nil { return true }
        return try members(of: received.sha256, fileExtension: received.fileExtension, file: received.file) != nil
    }

    /// A limit may have been raised since, and a return may have been removed from the archive: such containers are opened once more.
    private mutating func isToTryAgain(_ sha256: String, _ members: [ContainerMember]) throws -> Bool {
        try readReceipts()
        let lacks = members.contains {
            $0.rule == SpreadsheetError.Code.limit.rawValue || !($0.sha256.isEmpty || receipts.contains($0.sha256))
        }
        return lacks && tried.insert(sha256).inserted
    }

    private mutating func readReceipts() throws {
        if receipts.isEmpty { receipts = Set(try receiving.store.receivedReturns().map(\.sha256)) }
    }
}
