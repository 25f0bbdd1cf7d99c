import Foundation
import Load
import Logging
import StableStorage
import SurveyModel

/// Takes what is new in an inbox: it is archived first, and only the archived copy is read.
struct Receiving {
    let archive: Archive
    let store: Store
    let settling: Settling
    let logger: Logger
    /// When the run started.
    let now: Date
    /// File names that are not returns, as patterns with `*` and `?`; for what is in containers.
    var ignoring: [String] = []
    /// Bytes of a file; for what is in containers.
    var fileBytes = InboxLimits().fileBytes
    /// By what containers are gone through; nil to do so in this process.
    var workers: ContainerWorkers?
    /// What the opening of a container may cost.
    var workerLimits = WorkerLimits()
    /// Where it is noted that a worker has failed; nil where none can.
    var cache: BundleCache?
    /// Where it is noted under which paths contents counted that come again under others; nil where that matters to nobody.
    var counted: CountedPaths?

    /// What there is to read.
    struct Outcome {
        /// Every content ever received, each once, under the first of its paths.
        var contents: [ReceivedContent] = []
        /// Ids that several contents would have, of which one has it.
        var sharedIDs: Set<String> = []
        /// What cannot be taken.
        var refused: [ReadReturn] = []
        /// Files that are left for the next run, since they have not settled or were changed while they were copied.
        var waiting: [Settling.Waiting] = []
        /// The files of the inbox whose contents are in the archive.
        var taken: [TakenFile] = []
    }

    /// Archives what is new in the inbox.
    func receive(_ inbox: Inbox) throws -> Outcome {
        if try !store.hasReceived() {
            // A new store: what was received before it is in the archive.
            try store.remember(try archive.received())
        }
        var outcome = Outcome()
        var containers = try ReceivedContainers(self)
        defer { containers.end() }
        let (files, hashes) = try take(inbox.files, &outcome)
        var contents = Contents(archive: archive)
        for (file, hash) in zip(files, hashes) {
            switch hash {
            case .success(let sha256):
                if let members = try containers.members(of: sha256, fileExtension: file.fileExtension, file: file.path)
                {
                    outcome.taken.append(
                        TakenFile(file: file, members: members, isToStay: containers.unsettled.contains(sha256)))
                    outcome.refused += contents.add(members, of: file.path)
                } else {
                    outcome.taken.append(TakenFile(file: file, contents: [sha256]))
                    contents.add(sha256, fileExtension: file.fileExtension, file: file.path)
                }
            case .failure(let error):
                if let reason = Self.change(of: file) {
                    outcome.waiting.append(Settling.Waiting(path: file.path, reason: reason))
                } else {
                    outcome.refused.append(
                        ReturnProcessor.refused(InboxRefusal(path: file.path, reason: error.description)))
                }
            }
        }
        try containers.flush()
        let known = try store.receivedReturns()
        for received in known where try !containers.isContainer(received) {
            contents.note(received, in: inbox)
        }
        try containers.flush()
        // What was in a container that was opened only now is noted too.
        for received in containers.opened { contents.note(received, in: inbox) }
        let all = contents.all
        try noteNewPaths(all, known: known)
        let shared = SharedIDs(all)
        outcome.contents = shared.kept
        outcome.sharedIDs = shared.ids
        outcome.refused = Self.refused(inbox.refused, beside: all) + outcome.refused + shared.refused
        for file in outcome.waiting {
            logger.warning(
                "left for the next run", metadata: ["file": "\(file.path)", "reason": "\(file.reason.sentence)"])
        }
        return outcome
    }

    /// What the inbox itself refuses. It is known by its content where that is read; but by its path where a return, or another that is refused, has this
    /// content: what is told of one must not become what is told of the other.
    private static func refused(_ refusals: [InboxRefusal], beside contents: [ReceivedContent]) -> [ReadReturn] {
        var ids = Set(contents.map { $0.sha256.prefix(12) })
        return refusals.map { refusal in
            var refusal = refusal
            if let id = refusal.sha256?.prefix(12), !ids.insert(id).inserted { refusal.sha256 = nil }
            return ReturnProcessor.refused(refusal)
        }
    }

    /// Writes down the paths of known contents that came again under others. Else a content that has left the inbox would go back to the path
    /// of its first coming, and what counts would change with it.
    private func noteNewPaths(_ contents: [ReceivedContent], known: [ReceivedReturn]) throws {
        let known = Dictionary(known.map { ($0.sha256, $0) }) { first, _ in first }
        let moved = contents.compactMap { content -> ReceivedReturn? in
            guard !content.isAbsent, let earlier = known[content.sha256],
                earlier.file != content.file, !content.copies.contains(earlier.file)
            else { return nil }
            logger.info("received again", metadata: ["file": "\(content.file)", "before": "\(earlier.file)"])
            return ReceivedReturn(
                sha256: earlier.sha256, fileExtension: earlier.fileExtension, file: content.file,
                firstSeen: earlier.firstSeen)
        }
        // First: where the run is stopped, the next one does not see any more that they have moved.
        try counted?.note(moved, among: contents)
        try archive.record(moved)
        try store.setFiles(moved)
    }

    /// Files that have settled, in their order, and the hashes of their contents, which are in the archive when this returns; or why a file
    /// cannot be taken.
    private func take(_ files: [InboxFile], _ outcome: inout Outcome) throws -> (
        [InboxFile], [Result<String, PipelineError>]
    ) {
        let known = try store.knownHashes(of: files.map { ($0.location, $0.stamp) })
        let ledger = zip(files, known).map { file, sha256 in
            // What the archive has lost is archived anew.
            sha256.flatMap { archive.has($0, fileExtension: file.fileExtension) ? $0 : nil }
        }
        let new = zip(files, ledger).filter { $0.1 == nil }.map(\.0)
        let rest = try settling.settle(new)
        outcome.waiting += rest.waiting
        let hashes = try take(new: rest.settled)
        // Both lists are in the order of the files, so that they are merged by going along.
        var merged: [(InboxFile, Result<String, PipelineError>)] = []
        var position = 0
        for (file, known) in zip(files, ledger) {
            if let known {
                merged.append((file, .success(known)))
            } else if position < rest.settled.count, rest.settled[position].way == file.way {
                merged.append((rest.settled[position], hashes[position]))
                position += 1
            }
        }
        return (merged.map(\.0), merged.map(\.1))
    }

    /// How many files are archived at once: a disk takes as long for one as for many.
    private static let batch = 256

    /// Archives files that are not known yet. A batch is begun when the one before is acknowledged: else one could be acknowledged by a synchronisation of
    /// folders that comes after another's has failed.
    private func take(new files: [InboxFile]) throws -> [Result<String, PipelineError>] {
        guard !files.isEmpty else { return [] }
        var known = try store.receivedHashes()
        let removed = try archive.firstReceiptsOfRemoved()
        var hashes: [Result<String, PipelineError>] = []
        for start in stride(from: 0, to: files.count, by: Self.batch) {
            try Interruption.check()
            let some = Array(files[start..<min(start + Self.batch, files.count)])
            let taken = try archive.take(some)
            try acknowledge(some, taken, &known, removed)
            hashes += taken
        }
        return hashes
    }

    /// Notes what is in the archive, and tells of it.
    ///
    /// - Parameters:
    ///   - known: the hashes of which there are receipts.
    ///   - removed: when what was removed from the archive was first received.
    private func acknowledge(
        _ files: [InboxFile], _ taken: [Result<String, PipelineError>], _ known: inout Set<String>,
        _ removed: [String: String]
    ) throws {
        var received: [(path: String, stamp: FileStamp, received: ReceivedReturn)] = []
        for (file, hash) in zip(files, taken) {
            guard case .success(let sha256) = hash else { continue }
            let item = ReceivedReturn(
                sha256: sha256, fileExtension: file.fileExtension, file: file.path,
                firstSeen: removed[sha256] ?? UTC.text(now))
            received.append((file.location, file.stamp, item))
        }
        // The receipts before the ledger: what the ledger knows is not asked for again.
        try archive.record(received.map(\.received).filter { known.insert($0.sha256).inserted })
        try store.remember(received)
        // Told when nothing can take it back: who reads it may take the file away.
        for (_, _, item) in received {
            logger.info("received", metadata: ["file": "\(item.file)", "sha256": "\(item.sha256.prefix(12))"])
        }
    }

    /// What has become of a file that could not be copied, if anything; nil where it is as it was, so that it is the file that cannot be read.
    private static func change(of file: InboxFile) -> WaitingReason? {
        do {
            return try file.way.stamp() == file.stamp ? nil : .changed
        } catch  where error.isAbsence {
            return .taken
        } catch {
            return nil
        }
    }
}
