#if os(Linux)
    import Dispatch
    import Foundation
    import Logging
    import Spreadsheets
    import SurveyModel
    import Synchronization

    /// Worker processes, of which each reads or annotates one return after another until it fails.
    ///
    /// A worker has a thread of its own in this process (``WorkerLane``), which starts it when there is work, hands it one return at a
    /// time and waits for what comes of it. Returns are opened here and read there: a worker gets descriptors and opens nothing.
    final class WorkerPool: ReturnReader {
        /// Something to do, on the thread of a worker; it tells who waits for it.
        struct Job {
            let perform: @Sendable (inout WorkerSeat) -> Void
            /// Tells of what keeps it from being done.
            let fail: @Sendable (any Error) -> Void
        }

        private struct State {
            var width: Int
            var waiting: [Job] = []
            var idle = 0
            var lanes = 0
            var isOver = false
            var afterEnd: (@Sendable () -> Void)?
        }

        let program: WorkerProgram
        let survey: Survey
        let limits: WorkerLimits
        private let clock: StepClock
        private let logger: Logger
        private let state: Mutex<State>
        private let work = DispatchSemaphore(value: 0)
        private let isToldHow = Atomic(false)

        /// - Parameter width: the most workers at once; they are started as there is work for them.
        init(_ program: WorkerProgram, survey: Survey, width: Int, clock: StepClock, logger: Logger) {
            self.program = program
            self.survey = survey
            self.clock = clock
            self.logger = logger
            limits = WorkerLimits(survey.definition)
            state = Mutex(State(width: width))
        }

        /// The most workers at once.
        var width: Int { state.withLock { $0.width } }

        /// Lets it have more workers, as there is work for them.
        func widen(to width: Int) {
            state.withLock { $0.width = max($0.width, width) }
        }

        /// How many workers are worth their start, which takes as long as some small returns do, or one of some hundred kilobytes.
        static func width(for contents: [ReceivedContent], processors: Int) -> Int {
            let work = contents.reduce(0) { sum, content in
                let size = (try? FileManager.default.attributesOfItem(atPath: content.path)[.size]) as? NSNumber
                return sum + 1 + (size?.intValue ?? 0) / 100_000
            }
            return max(1, min(processors, contents.count, work / 4))
        }

        // MARK: - Those who ask

        func read(_ content: ReceivedContent) async throws -> ReturnOutcome {
            try await withCheckedThrowingContinuation { continuation in
                begin(
                    Job { seat in
                        continuation.resume(with: Result { try self.read(content, &seat) })
                    } fail: {
                        continuation.resume(throwing: $0)
                    })
            }
        }

        /// Annotates a return, while the calling thread waits.
        ///
        /// - Parameters:
        ///   - task: an ``AnnotationTask``, encoded.
        ///   - url: where the return is archived.
        /// - Throws: ``PipelineError`` where no worker can be had, or the process was told to stop; `SpreadsheetError` where the file cannot be opened.
        func annotate(_ task: [UInt8], url: URL) throws -> Result<AnnotationAnswer, WorkerFailure> {
            let waiting = Waiting<Result<AnnotationAnswer, WorkerFailure>>()
            begin(
                Job { seat in
                    waiting.take(Result { try self.annotate(task, url, &seat) })
                } fail: {
                    waiting.take(.failure($0))
                })
            return try waiting.result()
        }

        private func begin(_ job: Job) {
            let needsLane = state.withLock { state in
                state.waiting.append(job)
                guard state.waiting.count > state.idle, state.lanes < state.width else { return false }
                state.lanes += 1
                return true
            }
            if needsLane, !WorkerLane(self).start() { doWithout() }
            work.signal()
        }

        /// Does without a lane that the system gave no thread for. The others do its work; where there is none, nobody does, and who waits is told.
        private func doWithout() {
            let (lost, afterEnd) = state.withLock { state -> ([Job], (@Sendable () -> Void)?) in
                state.lanes -= 1
                guard state.lanes == 0 else { return ([], nil) }
                defer { state.waiting = [] }
                return (state.waiting, state.isOver ? state.afterEnd : nil)
            }
            for job in lost { job.fail(ThreadSupply.lack) }
            afterEnd?()
        }

        func end() async {
            await withCheckedContinuation { continuation in end { continuation.resume() } }
        }

        /// Ends all workers, while the calling thread waits.
        func endNow() {
            let ended = DispatchSemaphore(value: 0)
            end { ended.signal() }
            ended.wait()
        }

        private func end(_ after: @escaping @Sendable () -> Void) {
            let lanes = state.withLock { state in
                state.isOver = true
                if state.lanes > 0 { state.afterEnd = after }
                return state.lanes
            }
            if lanes == 0 { after() }
            for _ in 0..<lanes { work.signal() }
        }

        // MARK: - Those who work

        /// The next thing to do, for which it waits; nil when there will be none.
        func next() -> Job? {
            while true {
                state.withLock { $0.idle += 1 }
                work.wait()
                let (job, isOver) = state.withLock { state -> (Job?, Bool) in
                    state.idle -= 1
                    return (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isOver)
                }
                // It may be called for a job that was given up.
                if job != nil || isOver { return job }
            }
        }

        /// A lane has come to its end, and its worker with it.
        func leave() {
            let afterEnd = state.withLock { state in
                state.lanes -= 1
                return state.lanes == 0 && state.isOver ? state.afterEnd : nil
            }
            afterEnd?()
        }

        private func read(_ content: ReceivedContent, _ seat: inout WorkerSeat) throws -> ReturnOutcome {
            let task = WorkerTask(sha256: content.sha256, name: content.name)
            let file: Int32
            do throws(SpreadsheetError) {
                guard task.payload.count <= Frame.mostBytes else {
                    throw SpreadsheetError(.limit, "Its name is longer than names of files are.")
                }
                file = try RegularFile.open(path: content.path, followsLinks: false)
            } catch {
                let bundle = ReturnProcessor.unread(error, name: content.name, sha256: content.sha256)
                return .bundle(BundleWriter.bytes(of: bundle), mayPass: bundle.mayPass)
            }
            defer { close(file) }
            switch try seat.perform({ try $0.read(task, file: file) }) {
            case .success(let result):
                for item in result.steps { clock.count(item.step, seconds: item.seconds) }
                return .bundle(result.bundle, mayPass: result.mayPass)
            case .failure(let failure):
                Self.tell(failure, content.file, logger)
                return .failure(failure)
            }
        }

        private func annotate(
            _ task: [UInt8], _ url: URL, _ seat: inout WorkerSeat
        ) throws -> Result<AnnotationAnswer, WorkerFailure> {
            let file = try RegularFile.open(path: url.path, followsLinks: false)
            defer { close(file) }
            switch try seat.perform({ try $0.annotate(task, file: file) }) {
            case .success(let reply):
                clock.count(.publish, seconds: reply.seconds)
                return .success(reply.answer)
            case .failure(let failure):
                return .failure(failure)
            }
        }

        /// Tells how workers are confined, once.
        func tell(confinement: String) {
            guard !isToldHow.exchange(true, ordering: .relaxed) else { return }
            logger.info("workers are confined", metadata: ["by": "\(confinement)"])
        }

        /// Tells of a worker that was lost over a return, by its path in the inbox.
        static func tell(_ failure: WorkerFailure, _ file: String, _ logger: Logger) {
            logger.warning(
                "a worker was lost",
                metadata: ["rule": "\(failure.rule)", "file": "\(file)", "why": "\(failure.detail)"])
        }
    }

    /// What one thread waits for and another brings.
    private final class Waiting<Value: Sendable>: Sendable {
        private let value = Mutex<Result<Value, any Error>?>(nil)
        private let isThere = DispatchSemaphore(value: 0)

        func take(_ result: Result<Value, any Error>) {
            value.withLock { $0 = result }
            isThere.signal()
        }

        func result() throws -> Value {
            while true {
                if let result = value.withLock({ $0 }) { return try result.get() }
                isThere.wait()
            }
        }
    }
#endif
