import Foundation
import Synchronization

/// Counts the processor time that the steps of a run take, for `run.json`.
///
/// What returns cost that are read at once, and staged beside that, adds up by thread; the steps that follow one another are taken from the process's
/// own clock.
final class StepClock: Sendable {
    /// The steps, in the order in which data flows.
    enum Step: String, CaseIterable {
        case extract, transform, constraints, stage, rules, publish
    }

    private let seconds = Mutex<[Step: Double]>([:])

    /// Runs a step of one return, and counts what its thread takes. The step must not change threads.
    func ofThread<Result>(_ step: Step, _ body: () throws -> Result) rethrows -> Result {
        try count(step, CLOCK_THREAD_CPUTIME_ID, body)
    }

    /// Runs a step during which nothing else is done, and counts what the process takes.
    func ofProcess<Result>(_ step: Step, _ body: () throws -> Result) rethrows -> Result {
        try count(step, CLOCK_PROCESS_CPUTIME_ID, body)
    }

    /// Seconds of processor time by step; steps that were not made are left out.
    var totals: [(step: Step, seconds: Double)] {
        seconds.withLock { Self.inOrder($0) }
    }

    /// The totals so far, which then begin anew: what a worker hands over with each return.
    func drain() -> [(step: Step, seconds: Double)] {
        seconds.withLock { seconds in
            defer { seconds = [:] }
            return Self.inOrder(seconds)
        }
    }

    /// Counts what another process has taken.
    func count(_ step: Step, seconds taken: Double) {
        seconds.withLock { $0[step, default: 0] += taken }
    }

    private func count<Result>(_ step: Step, _ clock: clockid_t, _ body: () throws -> Result) rethrows -> Result {
        let start = SystemClock.seconds(clock) ?? 0
        defer {
            let taken = (SystemClock.seconds(clock) ?? start) - start
            seconds.withLock { $0[step, default: 0] += taken }
        }
        return try body()
    }

    private static func inOrder(_ seconds: [Step: Double]) -> [(step: Step, seconds: Double)] {
        Step.allCases.compactMap { step in seconds[step].map { (step, $0) } }
    }
}
