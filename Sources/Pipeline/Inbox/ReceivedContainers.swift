import Foundation
import Load
import Logging

/// The containers among what was received, with what is in them, in the inbox or not. Each is opened once, and again where the ledger was lost or the
/// conditions are others by now under which it was opened.
struct ReceivedContainers {
    /// How many are written down at once: the file of receipts is written as a whole each time, however few are new.
    private static let batch = 256

    private let receiving: Receiving
    private var known: [String: [ContainerMember]]
    /// Under which conditions they were opened.
    private let conditions: [String: OpeningConditions]
    private let present: OpeningConditions
    /// Hashes of what looks like a container by its ending and is none.
    private var others: Set<String> = []
    /// Hashes of contents of which there are receipts; empty until it matters.
    private var receipts: Set<String> = []
    /// When what was removed from the archive was first received; nil until it matters.
    private var removed: [String: String]?
    /// Containers that were opened in this run, or need not be.
    private var tried: Set<String> = []
    /// Containers that were opened and are not written down yet.
    private var pending: [OpenedContainer] = []
    /// Containers that the next run opens again, since what kept it may lie in the machine.
    private(set) var unsettled: Set<String> = []
    private let opening: ContainerOpening
    /// The returns that were found in containers which were opened just now.
    private(set) var opened: [ReceivedReturn] = []

    init(_ receiving: Receiving) throws {
        self.receiving = receiving
        known = try receiving.store.containers()
        conditions = try receiving.store.containerConditions().compactMapValues { OpeningConditions($0) }
        present = OpeningConditions(
            ignoring: receiving.ignoring, fileBytes: receiving.fileBytes, worker: receiving.workerLimits)
        opening = ContainerOpening(
            archive: receiving.archive, ignoring: receiving.ignoring, fileBytes: receiving.fileBytes,
            scratch: Leftovers.scratch(in: receiving.archive.folder.deletingLastPathComponent()),
            workers: receiving.workers)
    }

    /// Ends the worker that opens containers.
    func end() { opening.end() }

    /// What is in a container; nil where the content is none. What is in one that is new is in the archive when this returns; there are receipts of it
    /// when ``flush()`` has returned.
    mutating func members(of sha256: String, fileExtension: String, file: String) throws -> [ContainerMember]? {
        try members(
            of: ReceivedReturn(
                sha256: sha256, fileExtension: fileExtension, file: file, firstSeen: UTC.text(receiving.now)),
            isAbsent: false)
    }

    /// - Parameters:
    ///   - container: its receipt, by whose time what is found in it only now had come.
    ///   - isAbsent: whether it has left the inbox. What was removed from the archive comes back by the inbox only.
    private mutating func members(of container: ReceivedReturn, isAbsent: Bool) throws -> [ContainerMember]? {
        let (sha256, fileExtension, file) = (container.sha256, container.fileExtension, container.file)
        guard ContainerNames.endings.contains(fileExtension), !others.contains(sha256) else { return nil }
        if let members = known[sha256], try !isToTryAgain(sha256, members, isAbsent: isAbsent) {
            tried.insert(sha256)
            return members
        }
        // What was opened by then is not opened once more by the next run.
        if Interruption.isPending { try flush() }
        try Interruption.check()
        // Where there is no copy to open, or a damaged one, what was found at another time stands.
        let copy = URL(filePath: receiving.archive.path(of: sha256, fileExtension: fileExtension))
        let isThere =
            receiving.archive.has(sha256, fileExtension: fileExtension)
            && !Archive.isDamaged(copy.path, sha256: sha256)
        guard isThere || known[sha256] == nil else { return known[sha256] }
        let removed = try readRemoved()
        guard isThere, let members = try opening.open(copy, name: file, without: isAbsent ? Set(removed.keys) : [])
        else {
            others.insert(sha256)
            return nil
        }
        // What was removed and is not archived again is not received.
        let taken = isAbsent ? members.filter { removed[$0.sha256] == nil || isArchived($0) } : members
        try readReceipts()
        let new = Self.received(taken, in: container, removed).filter { receipts.insert($0.sha256).inserted }
        // What failed for the machine's sake is not what is in it: the next run opens it again.
        let isFinal =
            try isBelieved(members, of: sha256)
            && !members.contains { ReturnProcessor.rulesOfMachine.contains($0.rule) }
        if !isFinal { unsettled.insert(sha256) }
        receiving.logger.info(
            "opened", metadata: ["file": "\(file)", "members": "\(members.count)"])
        opened += new
        pending.append(OpenedContainer(sha256: sha256, members: isFinal ? members : nil, received: new))
        if pending.count == Self.batch { try flush() }
        tried.insert(sha256)
        // What was found at another time is more than what could not be read now.
        if isFinal || known[sha256] == nil { known[sha256] = members }
        return known[sha256]
    }

    /// Writes down what was found in containers. A run that breaks off before opens them once more, and finds their files in the archive.
    mutating func flush() throws {
        // The receipts before the ledger: what the ledger knows is not asked for again.
        try receiving.archive.record(pending.flatMap(\.received))
        try receiving.store.remember(pending, under: present.text)
        pending = []
    }

    /// The receipts of what is in a container, each content once. What was removed from the archive came when it first came.
    private static func received(
        _ members: [ContainerMember], in container: ReceivedReturn, _ removed: [String: String]
    ) -> [ReceivedReturn] {
        var seen: Set<String> = []
        return members.filter { !$0.sha256.isEmpty && seen.insert($0.sha256).inserted }.map {
            ReceivedReturn(
                sha256: $0.sha256, fileExtension: $0.fileExtension, file: "\(container.file)/\($0.name)",
                firstSeen: removed[$0.sha256] ?? container.firstSeen)
        }
    }

    /// Whether what came of an opening is kept. That a worker failed is believed at the second time, as with returns: it may lie in the machine.
    private func isBelieved(_ members: [ContainerMember], of sha256: String) throws -> Bool {
        guard members.contains(where: { WorkerFailure(rule: $0.rule, detail: $0.reason) != nil }) else {
            receiving.cache?.forgetFailure(sha256)
            return true
        }
        guard let cache = receiving.cache, !cache.hasFailed(sha256) else { return true }
        try cache.noteFailure(sha256)
        return false
    }

    /// Whether a content is a container, in the inbox or not. Asked when all that is in the inbox has been gone through.
    mutating func isContainer(_ received: ReceivedReturn) throws -> Bool {
        // The name of its receipt need not be one by which it is looked for: it may have come under another before.
        let isKnown = known[received.sha256] != nil
        return try members(of: received, isAbsent: true) != nil || isKnown
    }

    /// What `ignore` says, the limits and this program may be others by now, and a return may have been removed from the archive, or been lost there: then
    /// a container is opened once more.
    private mutating func isToTryAgain(
        _ sha256: String, _ members: [ContainerMember], isAbsent: Bool
    ) throws -> Bool {
        guard !tried.contains(sha256) else { return false }
        let conditions = conditions[sha256]
        if conditions?.ignoring != present.ignoring { return true }
        if conditions != present, members.contains(where: \.sha256.isEmpty) { return true }
        try readReceipts()
        let lacking = members.filter { member in
            !member.sha256.isEmpty && !(receipts.contains(member.sha256) && isArchived(member))
        }
        guard isAbsent, !lacking.isEmpty else { return !lacking.isEmpty }
        let removed = try readRemoved()
        return lacking.contains { removed[$0.sha256] == nil }
    }

    private func isArchived(_ member: ContainerMember) -> Bool {
        receiving.archive.has(member.sha256, fileExtension: member.fileExtension)
    }

    private mutating func readRemoved() throws -> [String: String] {
        if let removed { return removed }
        let read = try receiving.archive.firstReceiptsOfRemoved()
        removed = read
        return read
    }

    private mutating func readReceipts() throws {
        if receipts.isEmpty { receipts = try receiving.store.receivedHashes() }
    }
}
