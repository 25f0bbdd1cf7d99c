/// A figure's query that fails on the data, or takes too long.
public struct FigureFailure: Error, Sendable, CustomStringConvertible {
    /// The figure's id.
    public let figure: String
    /// What happened and what to do, in sentences.
    public let description: String
}
