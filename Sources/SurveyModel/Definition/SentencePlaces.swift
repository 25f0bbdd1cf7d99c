/// Where the sentences of a rule or check stand in the definition, by language, as `message` and `expected` have them.
public struct SentencePlaces: Sendable, Hashable {
    /// The places of `message`.
    public internal(set) var message: [String: SourcePosition] = [:]
    /// The places of `expected`.
    public internal(set) var expected: [String: SourcePosition] = [:]

    /// No places: of sentences that no file has.
    public init() {}
}
