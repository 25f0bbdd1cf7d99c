import Foundation
import SurveyModel

/// Why a worker did not come to the end of a return, or of a container.
enum WorkerFailure: Error, Hashable {
    /// How a process came to its end by itself.
    enum Cause: Hashable {
        /// With an exit status.
        case exit(Int)
        /// By a signal.
        case signal(Int)
        /// It said what no worker says, and was ended.
        case nonsense
        /// It let go of its socket and went on, and was ended.
        case endless
    }

    /// The process ended by itself.
    case crash(Cause)
    /// It took longer than the limit.
    case timeout(seconds: Int)
    /// It used no processor time for so long: it was stopped, or waited for what never came.
    case still(seconds: Int)
    /// It took more memory than the limit.
    case memory(bytes: Int)

    /// The rules of all such findings.
    private static let rules = Set(
        [WorkerFailure.crash(.endless), .timeout(seconds: 0), .memory(bytes: 0)].map(\.rule))

    /// Whether one of these findings tells of such a failure.
    static func isTold(in findings: [Finding]) -> Bool { findings.contains { rules.contains($0.rule) } }

    /// The rule of the finding.
    var rule: String {
        switch self {
        case .crash: "file.crashed"
        case .timeout, .still: "file.timeout"
        case .memory: "file.memory"
        }
    }

    /// The finding that a file of this name gets.
    func finding(name: String) -> Finding {
        Finding(
            rule: rule, severity: .error, message: message(.text(name)), value: name, expected: .own(.fileExpected),
            suggestion: advice)
    }

    private func message(_ file: Message) -> Message {
        switch self {
        case .crash(let cause): .own(.fileCrashed, ["file": file, "cause": cause.message])
        case .timeout(let seconds): .own(.fileTimeout, ["file": file, "seconds": .number(seconds)])
        case .still(let seconds): .own(.fileTimeoutStill, ["file": file, "seconds": .number(seconds)])
        case .memory(let bytes): .own(.fileMemory, ["file": file, "bytes": .number(bytes)])
        }
    }

    private var advice: Message {
        switch self {
        case .crash: .own(.fileCrashedAdvice)
        case .timeout(let seconds): .own(.fileTimeoutAdvice, ["limit": .number(2 * seconds)])
        case .still: .own(.fileTimeoutStillAdvice)
        case .memory(let bytes): .own(.fileMemoryAdvice, ["limit": .number(2 * bytes)])
        }
    }

    // MARK: - In the ledger

    /// What the ledger keeps beside the rule.
    var detail: String {
        switch self {
        case .crash(.exit(let status)): "exit \(status)"
        case .crash(.signal(let number)): "signal \(number)"
        case .crash(.nonsense): "nonsense"
        case .crash(.endless): "endless"
        case .timeout(let seconds): "\(seconds)"
        case .still(let seconds): "still \(seconds)"
        case .memory(let bytes): "\(bytes)"
        }
    }

    /// A failure as the ledger has it; nil for anything else.
    init?(rule: String, detail: String) {
        let words = detail.split(separator: " ")
        let number = words.last.flatMap { Int($0) }
        switch (rule, words.first, number) {
        case ("file.crashed", "exit", let status?): self = .crash(.exit(status))
        case ("file.crashed", "signal", let number?): self = .crash(.signal(number))
        case ("file.crashed", "nonsense", nil): self = .crash(.nonsense)
        case ("file.crashed", "endless", nil): self = .crash(.endless)
        case ("file.timeout", "still", let seconds?): self = .still(seconds: seconds)
        case ("file.timeout", _, let seconds?): self = .timeout(seconds: seconds)
        case ("file.memory", _, let bytes?): self = .memory(bytes: bytes)
        default: return nil
        }
    }
}

extension WorkerFailure.Cause {
    fileprivate var message: Message {
        switch self {
        case .exit(let status): .own(.fileCrashedExit, ["status": .number(status)])
        case .signal(let number):
            .own(.fileCrashedSignal, ["signal": .text("\(number)\(Self.name(ofSignal: Int32(clamping: number)))")])
        case .nonsense: .own(.fileCrashedNonsense)
        case .endless: .own(.fileCrashedEndless)
        }
    }

    private static func name(ofSignal signal: Int32) -> String {
        let names: [Int32: String] = [
            SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGILL: "SIGILL", SIGKILL: "SIGKILL",
            SIGSEGV: "SIGSEGV", SIGSYS: "SIGSYS", SIGTERM: "SIGTERM", SIGTRAP: "SIGTRAP",
        ]
        return names[signal].map { ", \($0)" } ?? ""
    }
}
