import Foundation
import Logging
import SurveyModel

extension SurveyRun {
    /// Runs, and tells those who want to know: the log, the file of metrics and the commands that the definition names. Trouble in telling never undoes
    /// a run.
    ///
    /// - Throws: ``PipelineError`` where the run cannot be done; the last published run is then untouched.
    public func run() async throws -> Outcome {
        let started = Date()
        logger.info("the run starts")
        if let warning = ResultRights(folder: output).warningOfRoot { logger.warning("\(warning)") }
        do {
            let outcome = try await publishedRun(started)
            let counts = outcome.result.counts
            logger.info(
                "the run is published",
                metadata: [
                    "run": "\(outcome.id)", "returns": "\(counts.returnsRead)", "refused": "\(counts.returnsRefused)",
                    "newly_read": "\(outcome.newlyRead)", "published": "\(counts.recordsPublished)",
                    "errors": "\(counts.issues[.error] ?? 0)",
                ])
            tell(outcome)
            return outcome
        } catch {
            tell(error, started: started)
            throw error
        }
    }

    private func tell(_ outcome: Outcome) {
        var metrics = RunMetrics()
        metrics.add(outcome)
        write(metrics)
        Notification(survey: survey, logger: logger).tell(outcome)
    }

    private func tell(_ error: any Error, started: Date) {
        let code = PipelineError.code(of: error)
        // The run that holds the lock writes its own figures, and nobody needs to be told of it.
        if code == .locked { return }
        var metrics = RunMetrics()
        metrics.add(failed: survey.name, code: code, output: output, started: started, finished: Date())
        write(metrics)
        Notification(survey: survey, logger: logger).tell(failure: PipelineError.message(of: error), code: code)
    }

    private func write(_ metrics: RunMetrics) {
        guard let url = survey.metricsFile else { return }
        do {
            try metrics.write(to: url)
        } catch {
            logger.warning("\(error)")
        }
    }
}
