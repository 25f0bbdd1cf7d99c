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
    let logger: Logger

    /// Every return with its bundle's head, and how many had to be read; what could not be read and has been taken away again is left out. The
    /// bundles are in the cache, but for those of files that may be readable next time.
    func read(_ contents: [ReceivedContent]) async throws -> (read: [ReadReturn], newlyRead: Int) {
        var read: [ReadReturn] = []
        var unknown: [ReceivedContent] = []
        let heads = BundleHeads(cache: cache, definition: survey.definition)
        try contents.inOrder(width: ProcessInfo.processInfo.activeProcessorCount) { content in
            (content, heads.kept(content))
        } take: { content, head in
            guard let head else { return unknown.append(content) }
            if Self.isConcern(head, content) { read.append(content.read(head)) }
        }
        progress.step(
            unknown.isEmpty ? "No new returns: nothing is read" : "Reading \(unknown.count.counted("new return"))")
        let total = unknown.count
        let results = try await workers.reading(unknown, logger: logger) { reader in
            // Two more than are read at once: a worker that is done finds the next return waiting.
            try await unknown.concurrentMap(width: reader.width + 2) { content in
                progress.began(content.file)
                return (content, try await reader.read(content))
            } each: { done, result in
                defer { progress.read(done, of: total, file: result.0.file) }
                try Interruption.check()
                return (result.0, try keep(result.1, of: result.0, heads))
            }
        }
        progress.finished()
        for (content, (head, whole)) in results where Self.isConcern(head, content) {
            read.append(content.read(head, whole: whole))
        }
        cache.prune()
        return (read, total)
    }

    /// What could not be read and has been taken away again is no longer anybody's concern. What a worker was lost over may have been read before, and is
    /// missed in the dataset.
    private static func isConcern(_ head: BundleHead, _ content: ReceivedContent) -> Bool {
        head.bundle.format != nil || !content.isAbsent || WorkerFailure.isTold(in: head.bundle.findings)
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
