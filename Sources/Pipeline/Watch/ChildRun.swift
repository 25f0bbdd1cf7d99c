public import Foundation
public import Logging

/// A run as a process of its own, `canvass run <survey>`: the watcher's memory does not grow with runs, a fault in one costs that one, and a
/// Canvass that was upgraded is used from the next run on.
public struct ChildRun: Sendable {
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
        let process = try start([program.path, "run", survey.path] + arguments)
        var told = stop.requests
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return WatchOutcome(exitCode: Self.exitCode(status)) }
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

    /// Starts a program in a process group of its own, so that Ctrl-C in a terminal reaches the watcher alone, which lets the run end.
    private func start(_ words: [String]) throws -> pid_t {
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        var copies: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        var process: pid_t = 0
        let fault = posix_spawn(&process, program.path, &actions, &attributes, &copies, environ)
        guard fault == 0 else {
            throw PipelineError(
                .internal, "\(program.path) cannot be started: \(String(cString: strerror(fault))).")
        }
        return process
    }

    /// The exit code in a status of waitpid(2); 128 and the signal's number for a process that a signal ended.
    private static func exitCode(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
