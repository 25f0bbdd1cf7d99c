import OrderedCollections

/// What every declared check of a table has: its name, how much it matters, and what is said.
///
/// Declared checks need no SQL: keys that must exist elsewhere, totals, counts, plausibility. The names are those of Frictionless Table Schema where it has
/// some; the kinds are those of the European Statistical System's *Methodology for data validation 2.0* (Di Zio and others 2016).
public struct CheckTerms: Sendable, Hashable {
    /// The rule's id: the manager's own, else that of the kind, such as `plausibility.change`.
    public let id: String
    /// How much breaking it matters.
    public let severity: Severity
    /// The sentence for people, with placeholders; nil: the kind's own.
    public let message: LocalizedText?
    /// Why the check exists.
    public let why: LocalizedText?
    /// Whether it is on trial: counted, not told.
    public private(set) var isTrial: Bool
    /// For whom it is switched off.
    public private(set) var off: [RuleSwitchOff]
    /// Where it stands in the definition.
    public let position: SourcePosition

    /// Takes it off trial and on for everybody.
    mutating func makeEarnest() {
        isTrial = false
        off = []
    }
}

extension SurveyDefinition {
    /// The table of the declared check that has an id of its own; nil where there is none.
    public func table(ofCheck id: String) -> TableDefinition? {
        guard !id.contains(".") else { return nil }
        return tables.values.first { $0.checks.terms.contains { $0.id == id } }
    }

    /// The ids that declared checks have of their own, in order.
    public var checkIDs: [String] { tables.values.flatMap(\.checks.terms).map(\.id).filter { !$0.contains(".") } }
}

/// How far two numbers may lie apart and still count as equal.
public struct Tolerance: Sendable, Hashable {
    /// In the numbers' own unit.
    public let absolute: Double
    /// As a share of the number that was expected.
    public let relative: Double

    /// A tolerance; the wider of the two counts.
    public init(absolute: Double, relative: Double) {
        self.absolute = absolute
        self.relative = relative
    }

    /// Whether two numbers count as equal. What adding up binary fractions loses is never told.
    public func allows(_ number: Double, expected: Double) -> Bool {
        let rounding = 1e-9 * max(1, abs(number), abs(expected))
        return abs(number - expected) <= max(absolute, relative * abs(expected)) + rounding
    }
}
