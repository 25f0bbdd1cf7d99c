/// A code that a definition, or a test of its rules, names, and that its list must have. The lists are files of their own, so that whoever reads them
/// compares: a code that no answer can have says nothing, in silence.
public struct NamedCode: Sendable, Hashable {
    /// The name of the code list.
    public let list: String
    /// The code.
    public let code: String
    /// What names it, as the beginning of a sentence: `a total names`.
    public let source: String
    /// Where it stands.
    public let position: SourcePosition

    /// A code with its place.
    public init(list: String, code: String, source: String, position: SourcePosition) {
        self.list = list
        self.code = code
        self.source = source
        self.position = position
    }
}
