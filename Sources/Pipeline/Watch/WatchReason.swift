/// Why a run is made, in the words of the log.
public enum WatchReason: Sendable, Hashable, CustomStringConvertible {
    /// The watch begins: what arrived before it is taken.
    case started
    /// So many files are new, changed or gone; the first of them.
    case changed(files: Int, first: String)
    /// More happened than the kernel keeps: the inbox is listed anew.
    case overflow
    /// Folders of the inbox were moved: what was in them is told by no name.
    case rearranged
    /// The last run has left so many files, since they were being written; the first of them.
    case waiting(files: Int, first: String)
    /// The inbox is gone: a run says so.
    case vanished
    /// The inbox is there again.
    case appeared
    /// The inbox's path leads to another folder: by a mount, by a link, or by a folder that was made anew.
    case elsewhere
    /// The survey's definition could not be used, and can be now.
    case usable
    /// Another run held the survey.
    case lockWasHeld
    /// The last run failed with this exit code; so many failed in a row.
    case failed(code: Int32, times: Int)

    /// The reason in words.
    public var description: String {
        switch self {
        case .started: "the watch begins"
        case .changed(let files, let first):
            files == 1
                ? "a file is new, changed or gone: \(first)"
                : "\(files) files are new, changed or gone, such as \(first)"
        case .overflow: "more happened in the inbox than the system keeps, so it is listed anew"
        case .rearranged: "folders of the inbox were moved, so it is listed anew"
        case .waiting(let files, let first):
            files == 1
                ? "a file was being written when the last run looked: \(first)"
                : "\(files) files were being written when the last run looked, such as \(first)"
        case .vanished: "the inbox cannot be read any more"
        case .appeared: "the inbox is there again"
        case .elsewhere: "the inbox's path leads to another folder than before"
        case .usable: "its definition can be used now"
        case .lockWasHeld: "another run held the survey, and is tried for again"
        case .failed(let code, let times):
            "the last run failed with exit code \(code)\(times == 1 ? "" : ", \(times) in a row"), and is tried again"
        }
    }
}

/// How a run ended.
public enum WatchOutcome: Sendable, Hashable {
    /// It published, and left no file.
    case done
    /// It published, and left files that had not settled.
    case waiting(WaitingFiles)
    /// Another run holds the survey.
    case locked
    /// It failed, with this exit code (128 and the number of the signal for one that was killed).
    case failed(code: Int32)

    /// What an exit code says: 1 is a run that has published and found open issues.
    ///
    /// - Parameter waiting: the files that the run has left.
    public init(exitCode: Int32, waiting: WaitingFiles? = nil) {
        self =
            switch exitCode {
            case 0, 1: waiting.map { .waiting($0) } ?? .done
            case PipelineError.Code.locked.rawValue: .locked
            default: .failed(code: exitCode)
            }
    }
}
