import StableStorage

/// What keeps results from being stored or published.
public struct LoadError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Kind: Sendable, Hashable {
        /// An output file or folder cannot be written (exit code 73).
        case cannotWrite
        /// The disk has failed under what was written (exit code 74).
        case device
        /// The store cannot be opened or used, or holds what is not a store (exit code 74).
        case store
    }

    /// What failed.
    public let kind: Kind
    /// What happened and what to do, in sentences.
    public let description: String

    /// An error with its description.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

extension LoadError {
    /// Does what writes output, and words what the system says of it.
    static func writing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as FileSystemError {
            throw LoadError(
                error.isDeviceFailure ? .device : .cannotWrite,
                error.isDeviceFailure
                    ? "\(error). The disk may be failing: look into the system's log. The last published run is untouched."
                    : "\(error). Check the folder's permissions and the room on the disk; the last published run is untouched."
            )
        }
    }
}
