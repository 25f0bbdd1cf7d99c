/// The ranges of a file: one for each group.
public struct RangeTable: Sendable, Hashable {
    private var ranges: [[String]: ValueRange] = [:]

    /// An empty table.
    public init() {}

    /// The range of the group with these values.
    public subscript(group: [String]) -> ValueRange? {
        get { ranges[group] }
        set { ranges[group] = newValue }
    }
}
