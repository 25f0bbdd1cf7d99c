import Load
import SurveyModel
import Validate

/// What the survey's rules say of returns that took another's place, and of those whose place they took, over the values as typed.
///
/// Only those are asked that look at one return at a time: what others say depends on returns that may have been replaced as well.
struct ResubmittedRules {
    let survey: Survey
    /// Where the records are staged. Which returns count there is to be set anew after this.
    let store: Store
    let bundles: RunBundles
    let clock: StepClock

    /// What they say, of either as though it were the one that counts. A rule that failed on one of them has nothing to compare with, and is left out.
    func findings(_ consolidation: Consolidation) throws -> [RuleFinding] {
        let predecessors = consolidation.predecessors
        guard !predecessors.isEmpty else { return [] }
        let earlier = try outcome(of: Set(predecessors.map(\.loser)), consolidation.returns)
        let later = try outcome(of: Set(predecessors.map(\.winner)), consolidation.returns)
        let failed = Set((earlier.ruleFindings + later.ruleFindings).compactMap(\.failedRule))
        return (earlier.findings + later.findings).filter { !failed.contains($0.finding.rule) }
    }

    private func outcome(of ids: Set<String>, _ returns: [Return]) throws -> RuleOutcome {
        let index = RecordIndex(bundles, survey: survey)
        try store.setReturns(
            returns.map { item in
                var item = item
                item.state = ids.contains(item.id) ? .live : .superseded
                return item
            })
        let rules = try survey.rules.withinReturns
        let outcome = try clock.ofProcess(.rules) {
            try store.readers { try rules.run(in: $0, records: index, width: Store.width) }
        }
        try index.check()
        return outcome
    }
}

extension Finding {
    /// The id of the rule of which it is told that it failed or took too long.
    fileprivate var failedRule: String? {
        guard rule == "rule.failed" || rule == "rule.timeout" else { return nil }
        // Behind it the field, where several share the id.
        return value.map { String($0.prefix { $0 != " " }) }
    }
}
