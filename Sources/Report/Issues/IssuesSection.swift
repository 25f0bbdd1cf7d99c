import SurveyModel

/// What stands on the page for the issues before its script runs: the filters' choices, and the first issues as a plain table.
struct IssuesSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Issues in the plain table for readers without a script.
    static let plainRows = 60

    func context() -> [String: Any] {
        let issues = index.result.issues
        let rules = index.issuesByRule.keys.sorted().map { rule in
            ["value": rule, "name": "\(catalogue.ruleTitle(rule)) (\(rule))"] as [String: Any]
        }
        let reporters = index.reporters.filter { index.issuesByReporter[$0.code] != nil }
        return [
            "count": catalogue.number(issues.count),
            "isEmpty": issues.isEmpty, "hasAny": !issues.isEmpty,
            "rules": rules,
            "reporters": reporters.map { ["value": $0.code, "name": $0.name] as [String: Any] },
            "hasRounds": index.rounds.count > 1,
            "rounds": index.rounds.map { ["value": $0, "name": $0] as [String: Any] },
            "plain": issues.prefix(Self.plainRows).map(plainRow),
            "plainNote": catalogue.text(
                "issues.plainNote", count: issues.count, ["shown": catalogue.number(min(issues.count, Self.plainRows))]),
        ]
    }

    private func plainRow(_ issue: Issue) -> [String: Any] {
        let finding = issue.finding
        return [
            "severity": catalogue.text("severity.\(finding.severity.rawValue)"),
            "mark": SeverityMark.svg(finding.severity),
            "reporter": index.name(of: issue.reporter),
            "place": [finding.sheet, finding.cell].compactMap(\.self).joined(separator: "!"),
            "message": DisplayText.visible(finding.message.text(in: index.language)),
            "suggestion": DisplayText.visible(finding.suggestion ?? ""),
        ]
    }
}
