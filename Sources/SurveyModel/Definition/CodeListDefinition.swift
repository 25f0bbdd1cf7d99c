/// Where a code list comes from.
public struct CodeListDefinition: Sendable, Hashable {
    /// The source of a list.
    public enum Source: Sendable, Hashable {
        /// One that ships with Canvass: `countries`, `cofog`.
        case bundled(String)
        /// A CSV file in the survey's folder: `code,parent,label_en,...`.
        case file(String)
    }

    /// The list's name in this survey.
    public let name: String
    /// Where it comes from.
    public let source: Source
    /// The levels of a hierarchical list that may be used; 1 is the top.
    public let levels: ClosedRange<Int>?
    /// A match of lower confidence than this is suggested, not made.
    public let minimumConfidence: Double
    /// Where its ``source`` is named in the definition.
    public let position: SourcePosition
}
