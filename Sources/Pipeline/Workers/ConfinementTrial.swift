import Foundation

#if os(Linux)
    import CLinux
#endif

/// Tries what a worker gives up, before it is confined, under Landlock alone, and confined: what cannot be tried cannot be promised.
public struct ConfinementTrial: Sendable {
    /// A line for each thing that was tried, and what was seen.
    public let lines: [String]
    /// Whether all was possible before, and everything is refused that should be.
    public let isPassed: Bool

    /// Tries in a process of its own.
    ///
    /// - Parameter program: the program, with the arguments by which it comes to ``here()``, and prints its lines.
    /// - Throws: ``PipelineError`` where it cannot be started.
    public static func run(_ program: WorkerProgram) throws -> ConfinementTrial {
        let (end, output, _) = TimedCommand(
            arguments: [program.path] + program.arguments, environment: ProcessInfo.processInfo.environment, input: [],
            seconds: seconds, outputLimit: 1 << 16
        ).runApart()
        if case .notStarted(let reason) = end {
            throw PipelineError(.internal, "The self-test cannot be started: \(reason).")
        }
        let lines = output.split(separator: "\n").map(String.init)
        return ConfinementTrial(lines: lines, isPassed: end == .exited(0) && !lines.isEmpty)
    }

    /// It takes moments; a process that is stopped would be waited for without end.
    private static let seconds = 60.0

    /// Tries in this process, which can do little else after that but write to a pipe.
    public static func here() -> ConfinementTrial {
        #if os(Linux)
            let attempts = ConfinementAttempt.all
            let before = attempts.map { $0.error() }
            _ = canvass_prctl(PR_SET_NO_NEW_PRIVS, 1)
            let landlock = Landlock.denyAll()
            let under = attempts.map { landlock != nil && $0.isLandlocks ? $0.error() : nil }
            let confinement = Confinement.complete(memoryBytes: WorkerLimits().memoryBytes)
            let after = attempts.map { $0.error() }
            var lines = ["before    Landlock  confined  (what the system answers; - where Landlock is not asked)"]
            var isPassed = confinement.isWhole
            for (index, attempt) in attempts.enumerated() {
                let answers = [word(before[index]), under[index].map { word($0) } ?? "-", word(after[index])]
                lines.append(answers.map { pad($0) }.joined() + attempt.words)
                let isRefused = refusals.contains(after[index]) && (under[index].map { refusals.contains($0) } ?? true)
                isPassed = isPassed && isRefused && !refusals.contains(before[index])
            }
            lines.append("returns are read by processes that are confined by \(confinement.words)")
            return ConfinementTrial(lines: lines, isPassed: isPassed)
        #else
            return ConfinementTrial(
                lines: ["On this system returns are read in the run's own process, without workers."], isPassed: true)
        #endif
    }

    #if os(Linux)
        private static let refusals: Set<Int32> = [EPERM, EACCES]

        private static func word(_ error: Int32) -> String {
            let names: [Int32: String] = [
                0: "done", EPERM: "EPERM", EACCES: "EACCES", ENOENT: "ENOENT", ESRCH: "ESRCH", ENOSYS: "ENOSYS",
                EFAULT: "EFAULT",
            ]
            return names[error] ?? "error \(error)"
        }

        private static func pad(_ word: String) -> String {
            word + String(repeating: " ", count: max(1, 10 - word.count))
        }
    #endif
}
