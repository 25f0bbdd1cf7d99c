/// Which published runs are kept. A run stays while one of the two says so; where neither is given, all stay.
public struct KeepDefinition: Sendable, Hashable {
    /// The number of newest runs that stay, from 1; nil where the number does not matter.
    public let runs: Int?
    /// How many days a run stays after its start, from 1; nil where the age does not matter.
    public let days: Int?

    /// Runs that are kept.
    public init(runs: Int? = nil, days: Int? = nil) {
        self.runs = runs
        self.days = days
    }

    /// Whether every run stays.
    public var isAll: Bool { runs == nil && days == nil }
}
