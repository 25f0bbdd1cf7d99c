#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a system call on a file or folder has said.
public struct FileSystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What could not be done, as in "cannot be written".
    public enum Action: String, Sendable {
        case made, opened, read, written, renamed, listed, removed
        case lookedAt = "looked at"
        case synchronized = "made durable"
    }

    /// What could not be done.
    public let action: Action
    /// The file or folder.
    public let path: String
    /// The number of the error (POSIX `errno`).
    public let code: Int32

    /// An error of a system call.
    public init(_ action: Action, _ path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// Whether the device has failed, rather than refused: what was written before may be lost as well.
    public var isDeviceFailure: Bool { [EIO, ENXIO, ENODEV, ESTALE].contains(code) }

    /// Whether it says that there is no room: on the disk, or of what the account may use.
    public var isLackOfRoom: Bool { [ENOSPC, EDQUOT].contains(code) }

    /// Whether it says that the process or the machine has no means left to open a file, whichever it is: nothing is wrong with this one.
    public var isLackOfMeans: Bool { [EMFILE, ENFILE, ENOMEM].contains(code) }

    /// Whether it says that there is no such file, or none any more.
    public var isAbsence: Bool { code == ENOENT }

    /// What happened, in a sentence without its full stop.
    public var description: String { "\(path) cannot be \(action.rawValue): \(reason)" }

    /// The system's words for the error.
    public var reason: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}
