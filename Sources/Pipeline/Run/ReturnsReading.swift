import Foundation
import Load
import Logging
import SurveyModel

/// Reads the returns of a run that are not yet known, several at once; each costs itself only.
struct ReturnsReading {
    let survey: Survey
    let cache: BundleCache
    let clock: StepClock
    let progress: any RunProgress
    /// By what returns are read.
    let workers: RunWorkers
    /// What is told of returns that cannot be read and have left the inbox.
    let missed: MissedReturns
    /// Whether it ends where a copy in the archive may not be read.
    var requiresReadableCopies = true
    let logger: Logger
    /// Stages what was read while others are read; nil where all is staged later, or nothing.
    var ahead: StagingAhead?

    /// Every return with its bundle's head, and how many had to be read; what could not be read and has been taken away again is left out, but for
    /// what is missed. The bundles are in the cache, but for those of files that may be readable next time.
    ///
    /// They are read in the order of their hashes, and so of their ids: the staged tables have these for their keys, and what comes in that order is
    /// appended to them. In any other, each return changes pages all over the store: three times as many bytes are written.
    ///
    /// - Throws: ``PipelineError`` of code `io` where a copy in the archive may not be read: what was received must not go for what is not there;
    ///   what has kept a return from being staged.
    func read(_ contents: [ReceivedContent]) async throws -> (read: [ReadReturn], newlyRead: Int) {
        var read: [ReadReturn] = []
        var gone: [ReadReturn] = []
        var unknown: [ReceivedContent] = []
        let heads = BundleHeads(cache: cache, definition: survey.definition)
        let lost = try missed.lost(among: contents)
        try contents.inOrder(width: ProcessInfo.processInfo.activeProcessorCount, together: 16) { content in
            (content, lost.contains(content.sha256) ? nil : heads.kept(content))
        } take: { content, head in
            guard let head else { return unknown.append(content) }
            let own = content.read(head)
            if Self.isConcern(head.bundle, content) { read.append(own) } else { gone.append(own) }
        }
        if requiresReadableCopies { try unknown.forEach(Self.requireReadable) }
        try ahead?.willRead(unknown.map(\.returnID))
        progress.step(
            unknown.isEmpty ? "No new returns: nothing is read" : "Reading \(unknown.count.counted("new return"))")
        let total = unknown.count
        let inOrder = unknown.sorted { $0.sha256 < $1.sha256 }
        let results = try await workers.reading(unknown, logger: logger) { reader in
            // Two more than are read at once: a worker that is done finds the next return waiting.
            try await inOrder.concurrentMap(width: reader.width + 2) { content in
                progress.began(content.file)
                if let damaged = Self.damaged(content) { return (content, damaged) }
                return (content, try await reader.read(content))
            } each: { done, result in
                defer { progress.read(done, of: total, file: result.0.file) }
                try Interruption.check()
                let (head, whole) = try keep(result.1, of: result.0, heads)
                let own = result.0.read(head, whole: whole)
                try ahead?.take(own)
                return (result.0, own)
            }
        }
        progress.finished()
        for (content, own) in results {
            if Self.isConcern(own.head.bundle, content) { read.append(own) } else { gone.append(own) }
        }
        cache.prune()
        return (read + (try missed.among(gone)), total)
    }

    /// What could not be read and has been taken away again may be no longer anybody's concern. What lies in the machine and not in the file is: it
    /// may have been read before, and the next run tries again.
    static func isConcern(_ bundle: ReturnBundle, _ content: ReceivedContent) -> Bool {
        bundle.format != nil || !content.isAbsent || ReturnProcessor.mishap(in: bundle) != nil
    }

    private static func requireReadable(_ content: ReceivedContent) throws {
        guard access(content.path, R_OK) != 0, errno == EACCES else { return }
        throw PipelineError(
            .io,
            "The copy of \(content.file) in the archive, \(content.path), may not be read by this account. Give the archive back to the account of the job (chown -R, chmod -R u+rwX); what is published is untouched."
        )
    }

    /// What is told of a return whose copy in the archive is gone, or is no longer what was received; nil where it is. What such a copy says would be published
    /// under the hash of what the reporter has sent.
    private static func damaged(_ content: ReceivedContent) -> ReturnOutcome? {
        let bundle: ReturnBundle
        if content.isLost {
            bundle = ReturnProcessor.lost(name: content.name, sha256: content.sha256)
        } else if Archive.isDamaged(content.path, sha256: content.sha256) {
            bundle = ReturnProcessor.damaged(name: content.name, sha256: content.sha256)
        } else {
            return nil
        }
        return .bundle(BundleWriter.bytes(of: bundle), mayPass: true)
    }

    /// Keeps what was read for the next run, unless that is to try again: then all of it is given back beside the head.
    private func keep(
        _ outcome: ReturnOutcome, of content: ReceivedContent, _ heads: BundleHeads
    ) throws -> (head: BundleHead, whole: ReturnBundle?) {
        switch outcome {
        case .bundle(let bytes, let mayPass):
            return try heads.keep(bytes, of: content.sha256, mayPass: mayPass)
        case .failure(let failure):
            let bundle = ReturnProcessor.unread(
                failure.finding(name: content.name), name: content.name, sha256: content.sha256)
            let isFirst = !cache.hasFailed(content.sha256)
            if isFirst { try cache.noteFailure(content.sha256) }
            return try heads.keep(BundleWriter.bytes(of: bundle), of: content.sha256, mayPass: isFirst)
        }
    }
}
