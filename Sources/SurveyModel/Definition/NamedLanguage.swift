/// A language in which a definition gives a text, and that is none of the survey's: returns are not expected in it, and nobody is written to in it.
public struct NamedLanguage: Sendable, Hashable {
    /// Its BCP 47 code.
    public let code: String
    /// Where it stands first.
    public let position: SourcePosition
}
