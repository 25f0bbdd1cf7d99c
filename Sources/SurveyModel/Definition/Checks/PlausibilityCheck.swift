public import OrderedCollections

/// A check of what is odd though not impossible.
public struct PlausibilityCheck: Sendable, Hashable {
    /// The kinds.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A value outside the range of its group.
        case range
        /// A value far from the middle of its group.
        case outlier
        /// A value far from that of the round before.
        case change
        /// A series in another unit than in the round before.
        case unitShift = "unit-shift"
        /// Values that stand one row too high or too low against their codes.
        case rowShift = "row-shift"
        /// Values that are those of the round before.
        case unchanged

        /// Whether the round before is looked at.
        public var comparesRounds: Bool {
            switch self {
            case .range, .outlier: false
            case .change, .unitShift, .rowShift, .unchanged: true
            }
        }

        /// Whether a finding is about a series of a return's values, and not about one record.
        public var isOfSeries: Bool {
            switch self {
            case .range, .outlier, .change: false
            case .unitShift, .rowShift, .unchanged: true
            }
        }
    }

    /// Id, severity, message.
    public internal(set) var terms: CheckTerms
    /// What is looked for.
    public let kind: Kind
    /// The fields with the values.
    public let fields: [String]
    /// The fields that make groups: values are compared within one.
    public let by: [String]
    /// The codes that fields must have for a record to be looked at.
    public let only: OrderedDictionary<String, [String]>
    /// The fields that tell which record of the round before is the same; those of the table's key where not given, without ``period``.
    public let key: [String]
    /// The field that must hold the record's round, where a return also has values of other rounds.
    public let period: String?
    /// The bounds and sizes of the kind.
    public let limits: PlausibilityLimits
}

/// The bounds and sizes of a plausibility check. Which ones count depends on its kind.
public struct PlausibilityLimits: Sendable, Hashable {
    /// `range`: for all records.
    public var range: ValueRange?
    /// `range`: by the value of the group's one field.
    public var ranges: OrderedDictionary<String, ValueRange> = [:]
    /// `range`: a CSV file with the group's fields and `minimum`, `maximum`.
    public var file: String?
    /// Where ``file`` is named.
    public var filePosition = SourcePosition.start
    /// `outlier`: how many robust standard deviations.
    public var deviations = 3.5
    /// `outlier`: whether the logarithms are compared.
    public var isLogarithmic = false
    /// `change`: how many times as much or as little.
    public var ratio: Double?
    /// `change`: the change as a share of the value before.
    public var relative: Double?
    /// `change`: the change in the value's own unit.
    public var absolute: Double?
    /// The least number of values that must be comparable.
    public var atLeast = 10
    /// The share of them that must show it.
    public var share = 0.8
    /// `row-shift`: how far, as a share, two values may lie apart to count as the same figure of two rounds.
    public var closeness = 0.25

    /// The kind's own.
    public init() {}
}

/// A range of numbers; an end that is not given is open.
public struct ValueRange: Sendable, Hashable {
    /// The least value.
    public let minimum: Double?
    /// The greatest value.
    public let maximum: Double?

    /// A range.
    public init(minimum: Double?, maximum: Double?) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether a number lies in it.
    public func contains(_ number: Double) -> Bool { number >= (minimum ?? number) && number <= (maximum ?? number) }

    /// The range in English words.
    public var words: String { message.text(in: "en") }

    /// The range in words.
    public var message: Message {
        func limit(_ number: Double) -> Message { .text(Value.shortest(number)) }
        return switch (minimum, maximum) {
        case (let minimum?, let maximum?):
            .own(.expectedBetween, ["least": limit(minimum), "most": limit(maximum)])
        case (let minimum?, nil): .own(.expectedAtLeast, ["limit": limit(minimum)])
        case (nil, let maximum?): .own(.expectedAtMost, ["limit": limit(maximum)])
        case (nil, nil): .own(.expectedAnyNumber)
        }
    }
}
