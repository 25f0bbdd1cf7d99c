import Foundation
import Logging
import SurveyModel

/// Reads the returns of a run that are not yet known, several at once; each costs itself only.
struct ReturnsReading {
    let survey: Survey
    let cache: BundleCache
    let clock: StepClock
    let progress: any RunProgress
    /// The program by which returns are read; nil to read them in this process.
    let workers: WorkerProgram?
    let logger: Logger

    /// Every return's bundle, and how many had to be read; what could not be read and has been taken away again is left out.
    func read(_ contents: [ReceivedContent]) async throws -> (read: [ReadReturn], newlyRead: Int) {
        var read: [ReadReturn] = []
        var unknown: [ReceivedContent] = []
        for content in contents {
            if let bundle = cache.bundle(content.sha256, name: content.file) {
                // What could not be read and has been taken away again is no longer anybody's concern.
                if bundle.format == nil, content.isAbsent { continue }
                read.append(content.read(bundle))
            } else {
                unknown.append(content)
            }
        }
        progress.step(
            unknown.isEmpty ? "No new returns: nothing is read" : "Reading \(unknown.count.counted("new return"))")
        let total = unknown.count
        let results = try await reader(for: unknown).ended { reader in
            // Two more than are read at once: a worker that is done finds the next return waiting.
            try await unknown.concurrentMap(width: reader.width + 2) { content in
                (content, try await reader.read(content))
            } each: { done, result in
                defer { progress.read(done, of: total, file: result.0.file) }
                return (result.0, try keep(result.1, of: result.0))
            }
        }
        progress.finished()
        read += results.filter { $0.1.format != nil || !$0.0.isAbsent }.map { $0.0.read($0.1) }
        cache.prune()
        return (read, total)
    }

    private func reader(for contents: [ReceivedContent]) -> any ReturnReader {
        #if os(Linux)
            if let workers {
                return WorkerPool(workers, survey: survey, contents: contents, clock: clock, logger: logger)
            }
        #endif
        return InProcessReader(survey, clock: clock)
    }

    /// Keeps what was read for the next run, unless that is to try again.
    private func keep(_ outcome: ReturnOutcome, of content: ReceivedContent) throws -> ReturnBundle {
        switch outcome {
        case .bundle(let bytes, let mayPass):
            if !mayPass { try cache.keep(bytes, of: content.sha256) }
            return try BundleReader.bundle(in: bytes)
        case .failure(let failure):
            let bundle = ReturnProcessor.unread(
                failure.finding(name: content.name), name: content.name, sha256: content.sha256)
            if cache.hasFailed(content.sha256) {
                try cache.keep(bundle)
            } else {
                try cache.noteFailure(content.sha256)
            }
            return bundle
        }
    }
}
