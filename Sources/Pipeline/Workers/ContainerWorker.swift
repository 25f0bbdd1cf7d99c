#if os(Linux)
    import Foundation
    import Logging
    import SurveyModel

    /// Has a worker go through containers, one after another.
    final class ContainerWorker {
        private var seat: WorkerSeat
        private let workers: ContainerWorkers

        init(_ workers: ContainerWorkers) {
            self.workers = workers
            let logger = workers.logger
            seat = WorkerSeat(
                workers.program, survey: workers.survey, limits: WorkerLimits(workers.survey.definition)
            ) { confinement in
                logger.debug("a worker that opens containers is confined", metadata: ["by": "\(confinement)"])
            }
        }

        /// Has a container gone through.
        ///
        /// - Parameters:
        ///   - file: the open file, which stays the caller's.
        ///   - name: the name under which it was sent.
        ///   - files: takes what is in it.
        /// - Returns: whether it is one, or why that was not found out: then what was taken so far is not all.
        /// - Throws: ``PipelineError`` where no worker can be had, where what was found cannot be written, and where the process was told to stop.
        func go(through file: Int32, name: String, into files: ContainerFiles) throws -> Result<Bool, WorkerFailure> {
            defer { seat.rest() }
            let result = try seat.perform { worker in
                // What another worker told that was gone too soon is nothing: it had not taken the task.
                try worker.go(through: file, name: name, ContainerTelling(files, of: file))
            }
            if case .failure(let failure) = result {
                workers.logger.warning(
                    "a worker was lost",
                    metadata: ["rule": "\(failure.rule)", "file": "\(name)", "why": "\(failure.detail)"])
            }
            return result
        }

        func end() { seat.end() }
    }
#endif
