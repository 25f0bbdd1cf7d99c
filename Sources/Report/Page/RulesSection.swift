import SurveyModel

/// What each rule tested, and how it went.
struct RulesSection {
    let index: ResultIndex
    let catalogue: Catalogue

    func context() -> [String: Any] {
        let (busy, quiet) = index.result.rules.reduce(into: ([RuleResult](), [RuleResult]())) { parts, rule in
            if rule.failed > 0 || issues(rule) > 0 || !rule.id.contains(".") {
                parts.0.append(rule)
            } else {
                parts.1.append(rule)
            }
        }
        return [
            "count": catalogue.number(index.result.rules.count),
            "hasNotApplicable": hasNotApplicable,
            "isEmpty": index.result.rules.isEmpty,
            "rows": busy.map(row), "hasRows": !busy.isEmpty,
            "quiet": quiet.map(row), "hasQuiet": !quiet.isEmpty,
            "quietTitle": catalogue.text("rules.quiet", count: quiet.count),
        ]
    }

    /// Whether any rule is switched off for some records: else nobody misses the column.
    private var hasNotApplicable: Bool { index.result.rules.contains { $0.notApplicable > 0 } }

    /// Issues of a rule that wait for somebody. Of a rule on trial nothing is told.
    private func issues(_ rule: RuleResult) -> Int { rule.isTrial ? 0 : index.issues(of: rule) }

    /// A link to a rule's issues: of rules that share their id, to those of its own table and field.
    private func link(_ rule: RuleResult) -> String {
        let link = "#issues?r=" + URLQuery.encoded(rule.id)
        guard index.sharedRules.contains(rule.id), let table = rule.table else { return link }
        let field = rule.field.map { "&fd=" + URLQuery.encoded("\(table).\($0)") } ?? ""
        return link + "&tb=" + URLQuery.encoded(table) + field
    }

    private func row(_ rule: RuleResult) -> [String: Any] {
        let count = issues(rule)
        let table = rule.table.map(index.title(ofTable:)) ?? ""
        return [
            "id": rule.id, "title": catalogue.ruleTitle(rule.id), "severity": rule.severity.rawValue,
            "mark": SeverityMark.svg(rule.severity),
            "severityWord": catalogue.text("severity.\(rule.severity.rawValue)"),
            "why": rule.why.map { $0.text(in: index.language) as Any } ?? false,
            "expression": DisplayText.visible(rule.expression, limit: 1000),
            "isLong": rule.expression.count > 120,
            "table": table,
            "wasTested": rule.tested > 0,
            "tested": catalogue.number(rule.tested), "passed": catalogue.number(rule.passed),
            "failed": catalogue.number(rule.failed), "notVerifiable": catalogue.number(rule.notVerifiable),
            "notApplicable": catalogue.number(rule.notApplicable), "showsNotApplicable": hasNotApplicable,
            "isTrial": rule.isTrial,
            "hasFailed": rule.failed > 0,
            "bar": SeverityBar.bar(
                [("b pass", rule.passed), ("b \(rule.severity.rawValue)", rule.failed), ("b nv", rule.notVerifiable)],
                whole: max(rule.tested, rule.passed + rule.failed + rule.notVerifiable)),
            "hasIssues": count > 0, "issues": catalogue.number(count),
            "link": link(rule),
            "anchor": index.sharedRules.contains(rule.id) ? false as Any : "rule-" + rule.id,
        ]
    }
}
