public import Foundation
import Load
import Logging
import StableStorage
import SurveyModel

/// What may be removed from a survey's archive, and its removal. Nothing is ever removed from an archive but by this.
public struct ArchivePruning {
    /// A return in the archive that may go.
    public struct Candidate: Sendable {
        /// What the ledger knows of it.
        let received: ReceivedReturn
        /// What became of it in the last run: `superseded`, `refused`, or `left out`.
        public let state: String
        /// Its size in bytes; 0 where its copy is gone already.
        public let size: Int64
        /// Its copies: one for each ending under which it came.
        let copies: [URL]
    }

    /// What may go, the oldest first.
    public let candidates: [Candidate]
    /// Returns in the archive, whether they may go or not.
    public let archived: Int
    private let survey: Survey
    private let output: URL
    private let store: Store
    private let archive: Archive
    private let lock: SurveyLock

    /// Finds what may go: returns that were received long enough ago, that do not count in the last run (they are superseded or were refused), that
    /// do not tell whose an annotated copy is that does, and that no longer lie in the inbox, from where they would come back. A ZIP archive or mail
    /// goes when nothing in it counts any more.
    ///
    /// - Parameters:
    ///   - survey: the survey; its lock is held as long as this is.
    ///   - output: the folder in which its results have a folder.
    ///   - days: how many days ago a return must have been received, at least.
    ///   - now: the present time.
    /// - Throws: ``PipelineError`` of code `noInput` where nothing was published or the store is gone, `locked` where a run is under way,
    ///   `io` where the last run cannot be told.
    public init(_ survey: Survey, output: URL, olderThan days: Int, now: Date = Date()) throws {
        let folder = output.appending(path: survey.name, directoryHint: .isDirectory)
        let history = RunHistory(output: folder)
        let noRun = PipelineError(
            .noInput,
            "The survey \(survey.name) has no published run that can be read, so nothing tells which returns count. Start one with: canvass run \(survey.argument)"
        )
        // The lock would make the folder of a survey that has none.
        try history.requireNoFolderForLatest()
        guard history.latestID != nil else { throw noRun }
        // Before it is read what counts: a run that is published in between may have made a return count again.
        lock = try SurveyLock(folder)
        // What counts is told by a run only; without one, anything might.
        guard let latest = history.latestID, let manifest = EarlierRun.Manifest(in: history.folder(latest)),
            let started = UTC.date(ofRun: latest)
        else { throw noRun }
        self.survey = survey
        self.output = folder
        let store = try survey.madeStore(in: folder)
        self.store = store
        let archive = Archive(folder: folder.appending(path: "archive", directoryHint: .isDirectory))
        self.archive = archive
        try Self.requireInbox(store)
        let states = Dictionary(manifest.inputs.map { ($0.sha256, $0.state) }) { first, _ in first }
        let needed = Set(manifest.inputs.filter(\.isUsed).map(\.sha256)).union(
            TellingReturns.hashes(among: manifest.inputs))
        let before = UTC.text(now.addingTimeInterval(-Double(days) * 86_400))
        let received = try store.receivedReturns()
        let containers = try store.containers()
        archived = received.count
        // Times are compared as texts: all are ISO 8601 in UTC.
        let runStart = UTC.text(started)
        candidates = try received.compactMap { item -> Candidate? in
            let state = states[item.sha256] ?? "left out"
            // A ZIP archive or mail stays as long as anything in it counts: the trail of its values leads there.
            let own = [item.sha256] + (containers[item.sha256] ?? []).map(\.sha256)
            // What was received after the last run has not been judged yet.
            guard needed.isDisjoint(with: own), !item.firstSeen.isEmpty, item.firstSeen < before,
                item.firstSeen <= runStart
            else {
                return nil
            }
            guard try !store.paths(of: item.sha256).contains(where: { try Folder.holds($0) }) else { return nil }
            let copies = try archive.copies(of: item.sha256)
            let size = copies.reduce(Int64(0)) { sum, copy in
                sum + ((try? FileManager.default.attributesOfItem(atPath: copy.path)[.size] as? Int64) ?? 0)
            }
            return Candidate(received: item, state: state, size: size, copies: copies)
        }.sorted {
            ($0.received.firstSeen, $0.received.sha256) < ($1.received.firstSeen, $1.received.sha256)
        }
    }

    /// A return whose file cannot be seen since its disk is not mounted still lies in the inbox.
    private static func requireInbox(_ store: Store) throws {
        guard let note = try store.note(InboxMounts.note), let last = InboxMounts.last(note) else { return }
        do {
            let inbox = try Inbox(URL(filePath: last.path, directoryHint: .isDirectory), ignoring: [])
            guard !InboxMounts.areMissing(of: inbox, since: last.mounts) else {
                throw PipelineError(.io, "The inbox \(last.path) seems not to be mounted.")
            }
        } catch let error as PipelineError {
            throw PipelineError(
                .io,
                "\(error) Which returns still lie there cannot be told, so nothing is removed. Where it has gone for good, make an empty folder in its place and put a file named .keep into it."
            )
        }
    }

    /// Removes what may go: what was read from it, the archived copy, and its place in the ledger. `archive/pruned.csv` says what was removed and when.
    ///
    /// The ledger is the last to forget it: whatever breaks off before, the same command finds it again.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite` or `io`, ``LoadError``; what was not removed by then can be removed by the same command again.
    public func prune(now: Date = Date()) throws {
        try store.prepareStaging(definitionHash: survey.readingHash, reporters: survey.reporters, codes: survey.codes)
        let folder = output.appending(path: "bundles").path
        let bundles = Dictionary(grouping: try Folder.names(in: folder) ?? []) { String($0.prefix(64)) }
        try archive.recordRemoval(of: candidates.map { ($0.received, $0.state) }, at: now)
        for candidate in candidates {
            let sha256 = candidate.received.sha256
            do {
                try Self.remove((bundles[sha256] ?? []).map { "\(folder)/\($0)" })
                try Self.remove(candidate.copies.map(\.path))
                // Before the ledger: it must not have forgotten what a power cut brings back.
                for shard in Set(candidate.copies.map { Folder.parent(of: $0.path) }) { try Folder.synchronize(shard) }
                try store.unstage(String(sha256.prefix(12)))
                try store.forget(sha256)
            } catch let error as LoadError {
                throw LoadError(
                    error.kind,
                    "\(error) What is gone by now stays gone: give the command again, and it removes the rest.")
            } catch let error as FileSystemError {
                throw PipelineError(
                    PipelineError.code(of: error),
                    "\(candidate.received.file) (\(sha256)) is not removed from the archive: \(error). Check permissions and the disk, and give the command again: it removes the rest."
                )
            }
        }
    }

    /// Removes files. One that is gone already, since a removal broke off or somebody has taken it away, is no obstacle.
    private static func remove(_ paths: [String]) throws(FileSystemError) {
        for path in paths where unlink(path) != 0 {
            let code = errno
            if code != ENOENT { throw FileSystemError(.removed, path, code: code) }
        }
    }

    /// The candidates for people, a line each.
    public var text: String {
        let lines = candidates.map {
            "\($0.received.sha256.prefix(12))  \($0.received.firstSeen)  \($0.state)  \($0.size) bytes  \($0.received.file.onOneLine)"
        }
        let size = candidates.reduce(0) { $0 + $1.size }
        return (lines + ["\(candidates.count) of \(archived.counted("archived return")), \(size) bytes"])
            .joined(separator: "\n")
    }

    /// The candidates for programs, one object a line.
    public var json: String {
        candidates.map {
            JSONText.object([
                ("sha256", JSONText.quoted($0.received.sha256)), ("file", JSONText.quoted($0.received.file)),
                ("first_seen", JSONText.quoted($0.received.firstSeen)), ("state", JSONText.quoted($0.state)),
                ("bytes", String($0.size)),
            ])
        }.joined(separator: "\n")
    }
}
