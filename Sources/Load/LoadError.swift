/// What keeps results from being stored or published.
public struct LoadError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Kind: Sendable, Hashable {
        /// An output file or folder cannot be written (exit code 73).
        case cannotWrite
        /// The store cannot be opened, or holds what is not a store (exit code 74).
        case store
        /// A figure's query fails (exit code 65).
        case query
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
