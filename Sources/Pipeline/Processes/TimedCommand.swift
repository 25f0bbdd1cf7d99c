#if os(Linux)
    import CLinux
#endif
import Foundation

/// A program that is run for a while with bytes on standard input, and whose output is kept up to a limit. No shell is between.
///
/// Foundation's `Process` has no limit of time, and waits by a clock that can be set back.
struct TimedCommand {
    /// How it ended.
    enum End: Hashable {
        case exited(Int32)
        case killed(signal: Int32)
        case timedOut
        /// Ended since this process was told to stop meanwhile.
        case stopped
        case notStarted(String)

        /// What went wrong; nil where nothing did.
        var trouble: String? {
            switch self {
            case .exited(0): nil
            case .exited(let code): "exits \(code)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .timedOut: "took longer than it may, and was ended"
            case .stopped: "was ended, since this program was told to stop"
            case .notStarted(let reason): "cannot be started: \(reason)"
            }
        }
    }

    /// Seconds between asking it to end and making it.
    private static let grace = 2.0
    /// The most seconds that it may take where this process was told to stop before.
    private static let mostWhenStopping = 5.0

    /// The program, by its path or by its name in PATH, and its arguments.
    let arguments: [String]
    let environment: [String: String]
    let input: [UInt8]
    /// How long it may take.
    let seconds: Double
    /// Bytes of its output that are kept.
    var outputLimit = 2048
    /// Whether this process was told to stop.
    var isToStop: @Sendable () -> Bool = { Interruption.isPending }

    /// Runs it to its end, to the limit of time, or until this process is told to stop: then it and what it has started get SIGTERM, and SIGKILL soon
    /// after. It is always waited for.
    ///
    /// What it leaves in the background has the same time, and nothing stays behind: `mail` ends while the program is still at work that sends the mail.
    ///
    /// - Returns: how it ended, and the first bytes of what it wrote, standard output and standard error together.
    func run() -> (end: End, output: String) {
        let (end, texts) = run(pipes: 1)
        return (end, texts[0])
    }

    /// Runs it as ``run()`` does.
    ///
    /// - Returns: how it ended, and the first bytes of what it wrote to standard output, and of what it wrote to standard error.
    func runApart() -> (end: End, output: String, errors: String) {
        let (end, texts) = run(pipes: 2)
        return (end, texts[0], texts[1])
    }

    /// - Parameter count: 1 where standard output and standard error share a pipe, else 2.
    private func run(pipes count: Int) -> (End, [String]) {
        let nothing = [String](repeating: "", count: count)
        var stdin = ProcessLaunch.Source.nothing
        // Without input no file is needed, which a full disk has no room for.
        if !input.isEmpty {
            guard let file = Self.file(with: input) else { return (.notStarted(Self.reason(errno)), nothing) }
            stdin = .descriptor(file)
        }
        defer { if case .descriptor(let file) = stdin { close(file) } }
        var pipes: [CommandPipe] = []
        defer { for pipe in pipes { pipe.close() } }
        for _ in 0..<count {
            guard let pipe = CommandPipe(limit: outputLimit) else { return (.notStarted(Self.reason(errno)), nothing) }
            pipes.append(pipe)
        }
        // In a group of its own what it starts ends with it; signals are as a program expects them.
        let launch = ProcessLaunch(
            words: arguments, environment: environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" },
            descriptors: [
                (0, stdin), (1, .descriptor(pipes[0].end)), (2, .descriptor(pipes[count - 1].end)),
            ],
            signals: .of([SIGINT, SIGTERM, SIGPIPE, SIGCHLD]))
        // Asked before it is there: a wish that comes at once is one that came meanwhile.
        let wasToStop = isToStop()
        let started = Result { () throws(ProcessLaunch.Failure) in try launch.start() }
        for index in pipes.indices { pipes[index].closeEnd() }
        switch started {
        case .success(let child):
            let end = wait(for: child, wasToStop: wasToStop, &pipes)
            return (end, pipes.map(\.text))
        case .failure(let failure): return (.notStarted(failure.reason), nothing)
        }
    }

    private func wait(for child: pid_t, wasToStop: Bool, _ pipes: inout [CommandPipe]) -> End {
        let start = SystemClock.monotonic
        let limit = wasToStop ? min(seconds, Self.mostWhenStopping) : seconds
        var isStopped = false
        let group = ProcessGroup(leader: child)
        var asked: Double?
        var state = ProcessGroup.LeaderState.running
        while true {
            Self.read(&pipes)
            state = group.leaderState
            if state == .gone { break }
            if state == .ended {
                let isOver = asked.map { SystemClock.monotonic - start - $0 > Self.grace } ?? false
                if isOver || group.hasOthers != true { break }
                // To look for them goes through all processes: not too often.
                usleep(100_000)
            }
            let taken = SystemClock.monotonic - start
            if let asked, taken - asked > Self.grace {
                group.signal(SIGKILL)
            } else if asked == nil, taken > limit || !wasToStop && isToStop() {
                isStopped = taken <= limit
                group.signal(SIGTERM)
                asked = taken
            }
        }
        // Also where nobody else was seen: one may just have started another. Where that cannot be told, what still has time is left alone.
        let isUnknown = asked == nil && group.hasOthers == nil
        let status = state == .gone ? 0 : group.end(isLeftAlone: isUnknown)
        for index in pipes.indices { pipes[index].drain() }
        if asked != nil { return isStopped ? .stopped : .timedOut }
        switch WaitStatus(status) {
        case .exited(let code): return .exited(code)
        case .killed(let signal): return .killed(signal: signal)
        }
    }

    /// Waits a moment for output, and takes what is there.
    private static func read(_ pipes: inout [CommandPipe]) {
        var polls = pipes.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        // A closed pipe is always ready: then time passes by sleeping.
        if poll(&polls, nfds_t(polls.count), 50) > 0, polls.allSatisfy({ $0.revents & Int16(POLLIN) == 0 }) {
            usleep(20_000)
        }
        for index in pipes.indices { pipes[index].drain() }
    }

    /// A file without a name that holds the bytes, open for reading; nil where none can be made (`errno` says why). It lies in memory where the system has
    /// such files: what is to be told may be that the disk is full.
    private static func file(with bytes: [UInt8]) -> Int32? {
        #if os(Linux)
            let inMemory = canvass_memory_file()
            if inMemory >= 0, fill(inMemory, with: bytes) { return inMemory }
        #endif
        let folder = FileManager.default.temporaryDirectory.path
        var path = Array("\(folder)/canvass-notice-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { return nil }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return fill(descriptor, with: bytes) ? descriptor : nil
    }

    /// Writes bytes into a file, which is then to be read from its start; where that fails the file is closed.
    private static func fill(_ descriptor: Int32, with bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                close(descriptor)
                return false
            }
            written += count
        }
        lseek(descriptor, 0, SEEK_SET)
        return true
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// A pipe from a program to this one, of which the first bytes are kept.
private struct CommandPipe {
    /// Where this process reads.
    let descriptor: Int32
    /// Where the program writes; -1 once this process has closed its own.
    private(set) var end: Int32
    private let limit: Int
    private var output: [UInt8] = []

    /// Nil where none can be made (`errno` says why).
    init?(limit: Int) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        descriptor = ends[0]
        end = ends[1]
        self.limit = limit
    }

    var text: String { String(decoding: output, as: UTF8.self) }

    func close() {
        Foundation.close(descriptor)
        if end >= 0 { Foundation.close(end) }
    }

    mutating func closeEnd() {
        Foundation.close(end)
        end = -1
    }

    /// Reads what is there; what is over the limit is thrown away, so that nobody waits for room in the pipe.
    mutating func drain() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        // A program that writes without end does not keep its end from being seen.
        for _ in 0..<64 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            output += buffer.prefix(min(count, limit - output.count))
        }
    }
}
