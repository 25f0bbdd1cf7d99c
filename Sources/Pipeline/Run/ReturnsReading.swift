import Foundation
import Load
import SurveyModel

/// Reads the returns of a run that are not yet known, several at once; each costs itself only.
struct ReturnsReading {
    let survey: Survey
    let cache: BundleCache
    let clock: StepClock
    let progress: any RunProgress

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
            // What could not be read and has been taken away again is no longer anybody's concern.
            if head.bundle.format != nil || !content.isAbsent { read.append(content.read(head)) }
        }
        progress.step(
            unknown.isEmpty ? "No new returns: nothing is read" : "Reading \(unknown.count.counted("new return"))")
        let processor = ReturnProcessor(survey, clock: clock)
        let total = unknown.count
        let results = try await unknown.concurrentMap(width: ProcessInfo.processInfo.activeProcessorCount) { content in
            let name = URL(filePath: content.file).lastPathComponent
            let bundle = processor.process(path: content.url.path, name: name, sha256: content.sha256)
            return (content, Result { try heads.keep(bundle) })
        } each: { done, result in
            try Interruption.check()
            _ = try result.1.get()
            progress.read(done, of: total, file: result.0.file)
        }
        progress.finished()
        for (content, result) in results {
            let (head, whole) = try result.get()
            if head.bundle.format != nil || !content.isAbsent { read.append(content.read(head, whole: whole)) }
        }
        cache.prune()
        return (read, total)
    }
}
