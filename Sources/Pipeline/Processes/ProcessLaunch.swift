import Foundation

/// A program that is started in a process group of its own, so that Ctrl-C in a terminal reaches this process alone, with no signal blocked. No
/// shell is between.
struct ProcessLaunch {
    /// What a process finds at a descriptor.
    enum Source {
        /// A descriptor of this process.
        case descriptor(Int32)
        /// `/dev/null`: nothing to read, and writing leads nowhere.
        case nothing
    }

    /// Which signals a process has as at first; the others stay ignored where this process ignores them, as under `nohup`.
    enum SignalReset {
        case none
        case of([Int32])
        case all
    }

    /// The program, by its path or by its name in PATH, and its arguments.
    let words: [String]
    /// Its variables as `name=value`; nil for those of this process.
    var environment: [String]?
    /// What it finds at descriptors. It inherits no others but those without FD_CLOEXEC.
    let descriptors: [(number: Int32, source: Source)]
    var signals = SignalReset.none

    /// What the system says (POSIX `errno`) where a program cannot be started.
    struct Failure: Error {
        let code: Int32

        var reason: String { String(cString: strerror(code)) }
    }

    /// Starts it; whoever calls waits for it.
    func start() throws(Failure) -> pid_t {
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
        for (number, source) in descriptors {
            switch source {
            case .descriptor(let own): posix_spawn_file_actions_adddup2(&actions, own, number)
            case .nothing:
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0)
            }
        }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var reset = signalsToReset
        posix_spawnattr_setsigdefault(&attributes, &reset)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        guard let program = words.first else { throw Failure(code: ENOENT) }
        var words = Self.copies(of: words)
        var variables = Self.copies(of: environment ?? [])
        defer { for copy in words + variables { free(copy) } }
        var process: pid_t = 0
        let code =
            environment == nil
            ? posix_spawnp(&process, program, &actions, &attributes, &words, environ)
            : posix_spawnp(&process, program, &actions, &attributes, &words, &variables)
        guard code == 0 else { throw Failure(code: code) }
        return process
    }

    private var signalsToReset: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        switch signals {
        case .none: break
        case .of(let numbers): for number in numbers { sigaddset(&set, number) }
        case .all: sigfillset(&set)
        }
        return set
    }

    /// Texts as C wants them: an array of pointers that ends with none.
    private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}

/// How a process ended, as wait(2) packs it: the signal in the low seven bits, else the exit code in the next byte.
enum WaitStatus: Hashable {
    case exited(Int32)
    case killed(signal: Int32)

    init(_ status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
    }
}
