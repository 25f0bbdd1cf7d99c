#if os(Linux)
    import Dispatch
    import Foundation
    import Logging
    import Spreadsheets
    import Synchronization

    /// Reads returns in worker processes, of which each reads one after another until it fails.
    ///
    /// A worker has a thread of its own in this process (``WorkerLane``), which starts it when there is work, hands it one return at a
    /// time and waits for what comes of it. Returns are opened here and read there: a worker gets descriptors and opens nothing.
    final class WorkerPool: ReturnReader {
        /// A return, and who waits for it.
        struct Job: Sendable {
            let content: ReceivedContent
            let done: CheckedContinuation<ReturnOutcome, any Error>
        }

        private struct State {
            var waiting: [Job] = []
            var idle = 0
            var lanes = 0
            var isOver = false
            var afterEnd: CheckedContinuation<Void, Never>?
        }

        let width: Int
        let program: WorkerProgram
        let survey: Survey
        let limits: WorkerLimits
        private let clock: StepClock
        private let logger: Logger
        private let state = Mutex(State())
        private let work = DispatchSemaphore(value: 0)
        private let isToldHow = Atomic(false)

        init(
            _ program: WorkerProgram, survey: Survey, contents: [ReceivedContent], clock: StepClock, logger: Logger
        ) {
            self.program = program
            self.survey = survey
            self.clock = clock
            self.logger = logger
            limits = WorkerLimits(survey.definition)
            width = Self.width(for: contents, processors: ProcessInfo.processInfo.activeProcessorCount)
        }

        /// How many workers are worth their start, which takes as long as some small returns do, or one of some hundred kilobytes.
        static func width(for contents: [ReceivedContent], processors: Int) -> Int {
            let work = contents.reduce(0) { sum, content in
                let size = (try? FileManager.default.attributesOfItem(atPath: content.url.path)[.size]) as? NSNumber
                return sum + 1 + (size?.intValue ?? 0) / 100_000
            }
            return max(1, min(processors, contents.count, work / 4))
        }

        // MARK: - Those who ask

        func read(_ content: ReceivedContent) async throws -> ReturnOutcome {
            try await withCheckedThrowingContinuation { continuation in
                let needsLane = state.withLock { state in
                    state.waiting.append(Job(content: content, done: continuation))
                    guard state.waiting.count > state.idle, state.lanes < width else { return false }
                    state.lanes += 1
                    return true
                }
                if needsLane { WorkerLane(self).start() }
                work.signal()
            }
        }

        func end() async {
            await withCheckedContinuation { continuation in
                let lanes = state.withLock { state in
                    state.isOver = true
                    if state.lanes > 0 { state.afterEnd = continuation }
                    return state.lanes
                }
                if lanes == 0 { continuation.resume() }
                for _ in 0..<lanes { work.signal() }
            }
        }

        // MARK: - Those who work

        /// The next return, for which it waits; nil when there will be none.
        func next() -> Job? {
            state.withLock { $0.idle += 1 }
            work.wait()
            return state.withLock { state in
                state.idle -= 1
                return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
        }

        /// A lane has come to its end, and its worker with it.
        func leave() {
            let afterEnd = state.withLock { state in
                state.lanes -= 1
                return state.lanes == 0 && state.isOver ? state.afterEnd : nil
            }
            afterEnd?.resume()
        }

        /// Counts what a return took.
        func count(_ steps: [(step: StepClock.Step, seconds: Double)]) {
            for item in steps { clock.count(item.step, seconds: item.seconds) }
        }

        /// Tells how workers are confined, once.
        func tell(confinement: String) {
            guard !isToldHow.exchange(true, ordering: .relaxed) else { return }
            logger.info("workers are confined", metadata: ["by": "\(confinement)"])
        }

        /// Tells that a worker has failed.
        func tell(_ failure: WorkerFailure, _ content: ReceivedContent) {
            logger.warning(
                "a worker was lost",
                metadata: ["rule": "\(failure.rule)", "file": "\(content.file)", "why": "\(failure)"])
        }
    }
#endif
