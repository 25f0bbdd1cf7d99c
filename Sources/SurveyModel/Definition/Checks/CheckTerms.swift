import OrderedCollections

/// What every check has that is declared for a table or a field: its name, how much it matters, and what is said.
///
/// Declared checks need no SQL: constraints, keys that must exist elsewhere, totals, counts, plausibility. The names are those of Frictionless Table Schema where it has
/// some; the kinds are those of the European Statistical System's *Methodology for data validation 2.0* (Di Zio and others 2016).
public struct CheckTerms: Sendable, Hashable {
    /// The rule's id: the manager's own, else that of the kind, such as `plausibility.change`.
    public let id: String
    /// The rule of Canvass's own that it is one of, such as `plausibility.change`: the id where it has none of its own.
    public let kind: String
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
    /// What was expected, in place of the kind's own words.
    public internal(set) var expected: LocalizedText?
    /// What was expected, as an expression over the record; in place of ``expected``.
    public internal(set) var expectedValue: RuleExpression?
    /// What might be meant, as an expression over the record.
    public internal(set) var suggestion: RuleExpression?
    /// The share of what it tests that may break it; of a table's checks only with an id of its own.
    public internal(set) var threshold: RuleThreshold?
    /// What an open issue of this check does; nil: as the severity's policy says. Of a table's checks only with an id of its own.
    public internal(set) var action: IssueAction?
    /// Where its sentences stand in the definition.
    public internal(set) var sentences = SentencePlaces()
    /// Where it stands in the definition.
    public let position: SourcePosition

    /// Whether nothing is told of it in a reporter's return of a round: it is on trial, or switched off for it.
    public func leavesOut(reporter: String, round: String) -> Bool {
        isTrial || off.contains { $0.covers(reporter: reporter, round: round) }
    }

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

    /// What open issues of the rules, declared checks, constraints and rules of Canvass's own do of which that is said; of the others the policy for their severity says it.
    public var ruleActions: RuleActions { RuleActions(self) }

    /// The ids that declared checks have of their own, in order.
    public var checkIDs: [String] { tables.values.flatMap(\.checks.terms).map(\.id).filter { !$0.contains(".") } }
}

/// What open issues do by what their own rules say.
public struct RuleActions: Sendable {
    private struct FieldRule: Hashable {
        let table: String
        let field: String
        let rule: String
    }

    private let byRule: [String: IssueAction]
    /// Of what is said of a field under an id that other fields share.
    private let byField: [FieldRule: IssueAction]
    /// What is said of Canvass's own rules.
    private let builtIn: [BuiltInTerms]

    /// All that any of them does.
    public var values: Set<IssueAction> {
        Set(byRule.values).union(byField.values).union(builtIn.compactMap(\.terms.action))
    }

    init(_ definition: SurveyDefinition) {
        let tables = definition.tables.values
        let actions =
            definition.rules.map { ($0.id, $0.action) } + tables.flatMap(\.checks.terms).map { ($0.id, $0.action) }
        byRule = Dictionary(actions.compactMap { id, action in action.map { (id, $0) } }) { first, _ in first }
        var byField: [FieldRule: IssueAction] = [:]
        for table in tables {
            for field in table.fields.values {
                for terms in field.terms {
                    byField[FieldRule(table: table.name, field: field.name, rule: terms.id)] = terms.action
                }
            }
        }
        self.byField = byField
        builtIn = definition.builtIn
    }

    /// What an open issue of a rule or check does that has an id of its own; nil where it does not say.
    public subscript(id: String) -> IssueAction? { byRule[id] }

    /// What an open issue of a finding does; nil where its rule does not say.
    public func action(of finding: Finding) -> IssueAction? {
        if let action = byRule[finding.rule] { return action }
        if let terms = builtIn.first(where: { $0.covers(finding) }) { return terms.terms.action }
        guard !byField.isEmpty, let table = finding.table, let field = finding.field else { return nil }
        return byField[FieldRule(table: table, field: field, rule: finding.rule)]
    }
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

    /// How far a number may lie from the one that was expected.
    public func reach(around expected: Double) -> Double { max(absolute, relative * abs(expected)) }
}
