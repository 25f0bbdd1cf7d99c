/// Why a run has left a file of the inbox for the next one.
public enum WaitingReason: String, Sendable, Hashable, CaseIterable {
    /// Its size or time was not yet what it had been a while before.
    case written
    /// A program has it open for writing.
    case open
    /// It was taken away before it was read.
    case gone
    /// Something else has taken its place.
    case replaced
    /// It was changed while it was copied.
    case changed
    /// It was taken away while it was copied.
    case taken

    /// It in English, for logs and terminals.
    public var sentence: String {
        switch self {
        case .written: "It is being written, or was a moment ago."
        case .open: "A program has it open for writing."
        case .gone: "It was taken away before it was read."
        case .replaced: "Something else has taken its place."
        case .changed: "It was changed while it was copied."
        case .taken: "It was taken away while it was copied."
        }
    }
}
