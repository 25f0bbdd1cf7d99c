import Foundation
import SurveyModel

/// Reads returns in this process, in several threads.
struct InProcessReader: ReturnReader {
    private let processor: ReturnProcessor

    init(_ survey: Survey, clock: StepClock) {
        processor = ReturnProcessor(survey, clock: clock)
    }

    var width: Int { ProcessInfo.processInfo.activeProcessorCount }

    func read(_ content: ReceivedContent) async throws -> ReturnOutcome {
        let bundle = processor.process(path: content.path, name: content.name, sha256: content.sha256)
        return .bundle(BundleWriter.bytes(of: bundle), mayPass: bundle.mayPass)
    }

    func end() async {}
}
