import SurveyModel

/// Why a worker did not come to the end of a return.
enum WorkerFailure: Error, Hashable {
    /// The process ended by itself: by a signal, or with an exit status. `cause` names it.
    case crash(cause: Message)
    /// It took longer than the limit.
    case timeout(seconds: Int)
    /// It took more memory than the limit.
    case memory(bytes: Int)

    /// The rule of the finding.
    var rule: String {
        switch self {
        case .crash: "file.crashed"
        case .timeout: "file.timeout"
        case .memory: "file.memory"
        }
    }

    /// The finding that a return of this name gets.
    func finding(name: String) -> Finding {
        Finding(
            rule: rule, severity: .error, message: message(.text(name)), value: name, expected: .own(.fileExpected),
            suggestion: advice)
    }

    private func message(_ file: Message) -> Message {
        switch self {
        case .crash(let cause): .own(.fileCrashed, ["file": file, "cause": cause])
        case .timeout(let seconds): .own(.fileTimeout, ["file": file, "seconds": .number(seconds)])
        case .memory(let bytes): .own(.fileMemory, ["file": file, "bytes": .number(bytes)])
        }
    }

    private var advice: Message {
        switch self {
        case .crash: .own(.fileCrashedAdvice)
        case .timeout(let seconds): .own(.fileTimeoutAdvice, ["limit": .number(2 * seconds)])
        case .memory(let bytes): .own(.fileMemoryAdvice, ["limit": .number(2 * bytes)])
        }
    }
}
