public import Foundation
public import Logging

/// A run as a process of its own, `canvass run <survey>`: the watcher's memory does not grow with runs, a fault in one costs that one, and a
/// Canvass that was upgraded is used from the next run on.
public struct ChildRun: Sendable {
    /// The option of `canvass run` that names the descriptor at which a watch listens for ``WaitingFiles``.
    public static let waitingOption = "waiting-to"
    private static let waitingDescriptor: Int32 = 3

    private let program: URL
    private let arguments: [String]
    private let stop: StopSignal
    private let logger: Logger

    /// - Parameters:
    ///   - program: the executable.
    ///   - arguments: options of `canvass run` that come behind the survey.
    ///   - stop: a first wish lets the run end, a second stops it too.
    ///   - logger: is told of both.
    public init(program: URL, arguments: [String], stop: StopSignal, logger: Logger) {
        self.program = program
        self.arguments = arguments
        self.stop = stop
        self.logger = logger
    }

    /// Runs a survey and waits.
    ///
    /// - Parameter survey: the survey's folder.
    /// - Throws: ``PipelineError`` where no process can be started.
    public func run(_ survey: URL) throws -> WatchOutcome {
        // Read without waiting: what a run has started may hold the other end longer than the run does.
        let ends = try PipeEnds(waitsToWrite: true)
        defer { close(ends.reading) }
        let process: pid_t
        do {
            defer { close(ends.writing) }
            process = try start(
                [program.path, "run", survey.path, "--\(Self.waitingOption)", String(Self.waitingDescriptor)]
                    + arguments,
                waiting: ends.writing)
        }
        var told = stop.requests
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process {
                return WatchOutcome(exitCode: Self.exitCode(status), waiting: Self.waiting(ends.reading))
            }
            if ended < 0, errno != EINTR {
                throw PipelineError(.internal, "The run was lost: \(String(cString: strerror(errno))).")
            }
            stop.wait(.milliseconds(100))
            let wishes = stop.requests
            if told == 0, wishes > 0 {
                logger.notice("stopping when the present run has ended; once more stops it too")
            }
            if told < 2, wishes >= 2 { kill(process, SIGTERM) }
            told = wishes
        }
    }

    private static func waiting(_ descriptor: Int32) -> WaitingFiles? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? WaitingFiles(told: Array(bytes[..<count])) : nil
    }

    private func start(_ words: [String], waiting: Int32) throws -> pid_t {
        do {
            let descriptors: [(number: Int32, source: ProcessLaunch.Source)] = [
                (STDIN_FILENO, .nothing), (Self.waitingDescriptor, .descriptor(waiting)),
            ]
            return try ProcessLaunch(words: words, descriptors: descriptors).start()
        } catch {
            throw PipelineError(.internal, "\(program.path) cannot be started: \(error.reason).")
        }
    }

    /// The exit code; 128 and the signal's number for a process that a signal ended.
    private static func exitCode(_ status: Int32) -> Int32 {
        switch WaitStatus(status) {
        case .exited(let code): code
        case .killed(let signal): 128 + signal
        }
    }
}
