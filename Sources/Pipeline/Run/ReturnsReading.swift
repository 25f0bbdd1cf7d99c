import Foundation
import SurveyModel

/// Reads the returns of a run that are not yet known, several at once; each costs itself only.
struct ReturnsReading {
    let survey: Survey
    let cache: BundleCache
    let clock: StepClock
    let progress: any RunProgress

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
        let processor = ReturnProcessor(survey, clock: clock)
        let total = unknown.count
        let results = try await unknown.concurrentMap(width: ProcessInfo.processInfo.activeProcessorCount) { content in
            progress.began(content.file)
            let name = URL(filePath: content.file).lastPathComponent
            return (content, processor.process(path: content.url.path, name: name, sha256: content.sha256))
        } each: { done, result in
            if !ReturnProcessor.mayPass(result.1) { try cache.keep(result.1) }
            progress.read(done, of: total, file: result.0.file)
        }
        progress.finished()
        read += results.filter { $0.1.format != nil || !$0.0.isAbsent }.map { $0.0.read($0.1) }
        cache.prune()
        return (read, total)
    }
}
