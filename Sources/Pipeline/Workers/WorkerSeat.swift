#if os(Linux)
    import Foundation

    /// The place of one worker: it is started when there is something to do, and replaced when it has failed.
    ///
    /// A worker is killed by the system when the thread ends that started it, so a seat belongs to one thread.
    struct WorkerSeat {
        /// How often a task is offered to a new worker after one was gone before it took the task.
        private static let attempts = 3

        private let program: WorkerProgram
        private let survey: Survey
        private let limits: WorkerLimits
        private let tell: (String) -> Void
        private var worker: WorkerProcess?

        /// - Parameters:
        ///   - program: what is started.
        ///   - survey: the survey that it loads.
        ///   - limits: what a task may take.
        ///   - tell: is told by what each worker is confined.
        init(
            _ program: WorkerProgram, survey: Survey, limits: WorkerLimits,
            tell: @escaping (_ confinement: String) -> Void
        ) {
            self.program = program
            self.survey = survey
            self.limits = limits
            self.tell = tell
        }

        /// Has a worker do something.
        ///
        /// - Parameter task: gives nil where the worker was gone before it took the task; then another is asked.
        /// - Throws: ``PipelineError`` where no worker takes it, or none can be started; what `task` throws.
        mutating func perform<Product>(
            _ task: (WorkerProcess) throws -> Result<Product, WorkerFailure>?
        ) throws -> Result<Product, WorkerFailure> {
            for _ in 0..<Self.attempts {
                guard let current = try worker ?? start() else { continue }
                let result: Result<Product, WorkerFailure>?
                do {
                    result = try task(current)
                } catch {
                    // It may be in the middle of something.
                    worker = nil
                    throw error
                }
                if case .success? = result {} else { worker = nil }
                if let result { return result }
            }
            throw PipelineError(
                .internal,
                "Worker processes end before they take a task, \(Self.attempts) in a row. Try `canvass worker --self-test`."
            )
        }

        /// Lets a worker go that should be replaced, so that the next task finds another.
        mutating func rest() {
            if worker?.isSpent ?? false { end() }
        }

        mutating func end() {
            worker?.end()
            worker = nil
        }

        private mutating func start() throws -> WorkerProcess? {
            guard let started = try WorkerProcess.start(program, survey: survey, limits: limits) else { return nil }
            tell(started.confinement)
            worker = started.worker
            return started.worker
        }
    }
#endif
