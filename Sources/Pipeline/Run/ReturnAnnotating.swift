import Foundation
import Logging
import Report
import Spreadsheets
import SurveyModel

/// Annotates returns, several at once: in worker processes, or in this one, as ``ReturnReader`` reads them. What a return has in it that nobody reads is
/// gone through here for the first time.
protocol ReturnAnnotating: Sendable {
    /// Annotates a return. Nothing is thrown on input.
    ///
    /// - Parameters:
    ///   - task: what is made, and of what.
    ///   - url: where the return is archived.
    ///   - file: its path in the inbox, for the log.
    /// - Throws: ``PipelineError`` where no return can be annotated at all.
    func annotate(_ task: AnnotationTask, at url: URL, file: String) throws -> AnnotationAnswer

    /// Lets go of what it holds: when this returns, no process of its is left.
    func end()
}

/// Annotates returns in this process.
struct InProcessAnnotating: ReturnAnnotating {
    private let annotator: ReturnAnnotator

    init(_ survey: Survey) {
        annotator = ReturnAnnotator(again: survey)
    }

    func annotate(_ task: AnnotationTask, at url: URL, file: String) throws -> AnnotationAnswer {
        AnnotationAnswer {
            try annotator.annotate(
                descriptor: RegularFile.open(path: url.path), name: task.copy.name,
                questions: task.questions, language: task.copy.language)
        }
    }

    func end() {}
}

#if os(Linux)
    /// Annotates returns in worker processes: a crash, a hang or endless memory costs one copy.
    struct WorkerAnnotating: ReturnAnnotating {
        /// What is lost once may be the machine's fault.
        private static let attempts = 2

        let pool: WorkerPool
        let logger: Logger

        func annotate(_ task: AnnotationTask, at url: URL, file: String) throws -> AnnotationAnswer {
            let encoded = task.payload
            guard encoded.count <= Frame.questionBytes else {
                return .refusal("its questions are longer than \(Frame.questionBytes) bytes")
            }
            var reason = ""
            for _ in 0..<Self.attempts {
                do {
                    switch try pool.annotate(encoded, url: url) {
                    case .success(let answer): return answer
                    case .failure(let failure):
                        WorkerPool.tell(failure, file, logger)
                        reason = failure.finding(name: task.copy.name).message.text(in: "en")
                    }
                } catch let error as SpreadsheetError {
                    // It cannot be opened: no fault of what is in it.
                    return .loss("\(error)")
                }
            }
            return .loss(reason)
        }

        func end() { pool.endNow() }
    }
#endif

extension ReturnAnnotator {
    /// The annotator of a survey's returns, which have been read within its limits before.
    init(again survey: Survey) {
        let reading = SurveyReading(survey.definition).again
        self.init(survey.definition, limits: reading.limits, csv: reading.csv)
    }
}
