import OrderedCollections

/// What a rule did otherwise in two states of a survey, also where it tells nothing since it is on trial.
public struct RuleCountDifference: Sendable {
    /// What a rule did.
    public struct Counts: Sendable, Hashable {
        /// Records that were tested.
        public let tested: Int
        /// Records that break it.
        public let failed: Int
        /// Records of which it cannot be told.
        public let notVerifiable: Int
        /// Records for which it is switched off.
        public let notApplicable: Int
    }

    /// The rule's id.
    public let rule: String
    /// The table that it is about; nil for rules about files and returns.
    public let table: String?
    /// What it says in the later state, in words or SQL; in the earlier one where it is gone.
    public let expression: String
    /// What it did; nil where there was no such rule.
    public let was: Counts?
    /// What it does; nil where there is no such rule any more.
    public let now: Counts?

    /// The rules whose counts differ, in the later state's order; those that are gone come last.
    static func between(_ earlier: [LastRun.RuleCounts], _ later: [LastRun.RuleCounts]) -> [RuleCountDifference] {
        let before = Dictionary(earlier.map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(later.map { ($0.name, $0) }) { first, _ in first }
        return OrderedSet(later.map(\.name) + earlier.map(\.name)).compactMap { name in
            let (was, now) = (before[name], after[name])
            guard was?.counts != now?.counts, let rule = now ?? was else { return nil }
            return RuleCountDifference(
                rule: rule.rule, table: rule.table, expression: rule.expression, was: was?.counts, now: now?.counts)
        }
    }
}

extension LastRun.RuleCounts {
    /// What a rule is known by: what a survey's own rule says may change, and what a constraint bounds; its field does not.
    fileprivate var name: String {
        let field = rule.contains(".") ? expression.prefix { $0 != ":" } : ""
        return [rule, table ?? "", String(field)].joined(separator: "\u{1F}")
    }

    fileprivate var counts: RuleCountDifference.Counts {
        .init(tested: tested, failed: failed, notVerifiable: notVerifiable, notApplicable: notApplicable)
    }
}
