import Foundation
import Logging
import SurveyModel
import Synchronization

/// By what a run's returns are read and annotated: worker processes, or this process where there is no program for them.
///
/// Workers that have read few returns stay and annotate, since starting others takes longer than either. Those that have read many end: what they have
/// learnt of texts on the way is memory, which the checks between need.
final class RunWorkers: Sendable {
    /// The most returns after whose reading workers stay.
    private static let few = 500

    private let program: WorkerProgram?
    private let survey: Survey
    private let clock: StepClock
    #if os(Linux)
        /// The workers that have read and may annotate.
        private let kept = Mutex<WorkerPool?>(nil)
    #endif

    /// - Parameter program: what is started; nil to work in this process.
    init(_ program: WorkerProgram?, survey: Survey, clock: StepClock) {
        self.program = program
        self.survey = survey
        self.clock = clock
    }

    /// Whether returns are read and annotated outside this process: whoever asks for it waits, and holds none of what is worked on.
    var areProcesses: Bool {
        #if os(Linux)
            program != nil
        #else
            false
        #endif
    }

    /// How many processors there are to keep busy.
    private var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Lends what reads returns.
    ///
    /// - Parameters:
    ///   - contents: what there is to be read.
    ///   - logger: is told of workers that were lost.
    /// - Throws: what the body throws.
    func reading<Result>(
        _ contents: [ReceivedContent], logger: Logger, _ body: (any ReturnReader) async throws -> Result
    ) async throws -> Result {
        #if os(Linux)
            if let program {
                let pool = WorkerPool(
                    program, survey: survey, width: WorkerPool.width(for: contents, processors: processors),
                    clock: clock, logger: logger)
                guard survey.definition.hasAnnotatedCopies, (1...Self.few).contains(contents.count) else {
                    return try await pool.ended(after: body)
                }
                // Whoever has them ends them, also where this throws.
                kept.withLock { $0 = pool }
                return try await body(pool)
            }
        #endif
        return try await body(InProcessReader(survey, clock: clock))
    }

    /// What annotates returns, and is to be ended after it.
    ///
    /// - Parameter logger: is told of workers that were lost.
    func annotator(logger: Logger) -> any ReturnAnnotating {
        #if os(Linux)
            if let program {
                let pool =
                    takeKept()
                    ?? WorkerPool(program, survey: survey, width: processors, clock: clock, logger: logger)
                pool.widen(to: processors)
                return WorkerAnnotating(pool: pool, logger: logger)
            }
        #endif
        return InProcessAnnotating(survey)
    }

    /// Ends workers that were kept and not asked to annotate: when this returns, no process of theirs is left.
    func end() {
        #if os(Linux)
            takeKept()?.endNow()
        #endif
    }

    #if os(Linux)
        private func takeKept() -> WorkerPool? {
            kept.withLock { pool in
                defer { pool = nil }
                return pool
            }
        }
    #endif
}
