import Foundation

/// A program that is run for a while with bytes on standard input, and whose output is kept up to a limit. No shell is between.
struct HookCommand {
    /// How it ended.
    enum End: Hashable {
        case exited(Int32)
        case killed(signal: Int32)
        case timedOut
        case notStarted(String)

        /// What went wrong; nil where nothing did.
        var trouble: String? {
            switch self {
            case .exited(0): nil
            case .exited(let code): "exits \(code)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .timedOut: "took longer than it may, and was ended"
            case .notStarted(let reason): "cannot be started: \(reason)"
            }
        }
    }

    /// Bytes of its output that are kept.
    static let outputLimit = 2048
    /// Seconds between asking it to end and making it.
    private static let grace = 2.0

    /// The program, by its path or by its name in PATH, and its arguments.
    let arguments: [String]
    let environment: [String: String]
    let input: [UInt8]
    /// How long it may take.
    let seconds: Double

    /// Runs it to its end, or to the limit of time: then it and what it has started get SIGTERM, and SIGKILL soon after. It is always waited for.
    ///
    /// - Returns: how it ended, and the first bytes of what it wrote, standard output and standard error together.
    func run() -> (end: End, output: String) {
        guard let stdin = Self.file(with: input) else { return (.notStarted(Self.reason(errno)), "") }
        defer { close(stdin) }
        var pipes: [Int32] = [-1, -1]
        guard pipe(&pipes) == 0 else { return (.notStarted(Self.reason(errno)), "") }
        for descriptor in pipes { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(pipes[0], F_SETFL, O_NONBLOCK)
        defer { close(pipes[0]) }
        let (child, status) = spawn(stdin: stdin, output: pipes[1])
        close(pipes[1])
        guard status == 0 else { return (.notStarted(Self.reason(status)), "") }
        return wait(for: child, reading: pipes[0])
    }

    private func wait(for child: pid_t, reading descriptor: Int32) -> (End, String) {
        var output: [UInt8] = []
        let start = Self.now
        var asked: Double?
        var status: Int32 = 0
        while true {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // A closed pipe is always ready: then time passes by sleeping.
            if Foundation.poll(&poll, 1, 50) > 0, poll.revents & Int16(POLLIN) == 0 { usleep(20_000) }
            Self.drain(descriptor, into: &output)
            let reaped = waitpid(child, &status, WNOHANG)
            if reaped == child || (reaped < 0 && errno != EINTR) { break }
            let taken = Self.now - start
            if let asked, taken - asked > Self.grace {
                kill(-child, SIGKILL)
            } else if asked == nil, taken > seconds {
                kill(-child, SIGTERM)
                asked = taken
            }
        }
        Self.drain(descriptor, into: &output)
        // What it has started and does not end by itself ends too, once the time is over.
        if asked != nil { kill(-child, SIGKILL) }
        let text = String(decoding: output, as: UTF8.self)
        if asked != nil { return (.timedOut, text) }
        // The status as wait(2) packs it: the signal in the low seven bits, else the exit code in the next byte.
        let signal = status & 0x7F
        return (signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal), text)
    }

    private func spawn(stdin: Int32, output: Int32) -> (pid_t, Int32) {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, stdin, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        // A group of its own, so that what it starts ends with it, and signals as a program expects them.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGCHLD] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var child: pid_t = 0
        guard let program = arguments.first else { return (0, ENOENT) }
        let status = posix_spawnp(&child, program, &actions, &attributes, &words, &variables)
        return (child, status)
    }

    /// A file without a name that holds the bytes, open for reading; nil where none can be made (`errno` says why).
    private static func file(with bytes: [UInt8]) -> Int32? {
        let folder = FileManager.default.temporaryDirectory.path
        var path = Array("\(folder)/canvass-notice-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { return nil }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                close(descriptor)
                return nil
            }
            written += count
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    /// Reads what is there; what is over the limit is thrown away, so that nobody waits for room in the pipe.
    private static func drain(_ descriptor: Int32, into output: inout [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        // A program that writes without end does not keep its end from being seen.
        for _ in 0..<64 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            output += buffer.prefix(min(count, outputLimit - output.count))
        }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
