import SurveyModel

/// What stands on the page for the issues before its script runs: the filters' choices, and the first issues as a plain table.
struct IssuesSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Issues in the plain table for readers without a script.
    static let plainRows = 60

    func context() -> [String: Any] {
        let issues = index.result.issues
        // Also those of which nothing is open: what is settled can be asked for.
        let rules = Set(issues.indices.lazy.map { issues[$0].finding.rule }).sorted().map { rule in
            ["value": rule, "name": "\(catalogue.ruleTitle(rule)) (\(rule))"] as [String: Any]
        }
        let found = Set(issues.indices.lazy.map { issues[$0].reporter })
        let reporters = index.reporters.filter { found.contains($0.code) }
        return [
            "count": catalogue.number(index.unsettled.total),
            "isEmpty": issues.isEmpty, "hasAny": !issues.isEmpty,
            "rules": rules,
            "reporters": reporters.map { ["value": $0.code, "name": $0.name] as [String: Any] },
            "states": states(),
            "tables": tables(),
            "hasRounds": index.rounds.count > 1,
            "rounds": index.rounds.map { ["value": $0, "name": $0] as [String: Any] },
            "plain": issues.prefix(Self.plainRows).map(plainRow),
            "plainNote": catalogue.text(
                "issues.plainNote", count: issues.count, ["shown": catalogue.number(min(issues.count, Self.plainRows))]),
        ]
    }

    /// What can be asked of an issue's state: what waits for somebody, then each state that there is.
    private func states() -> [[String: Any]] {
        let issues = index.result.issues
        var states: Set<IssueState> = []
        var changes: Set<IssueChange> = []
        var isAnswered = false
        // Whether there are questions with an answer, and such without.
        var askedAnswers: Set<Bool> = []
        for number in issues.indices {
            states.insert(issues[number].state)
            if let change = issues[number].change { changes.insert(change) }
            if issues[number].explanation != nil { isAnswered = true }
            if issues[number].state == .asked { askedAnswers.insert(issues[number].explanation != nil) }
        }
        var choices = [("live", catalogue.text("issues.live")), ("", catalogue.text("issues.any"))]
        choices += IssueState.allCases.filter(states.contains).map {
            ($0.rawValue, catalogue.text("issueState.\($0.rawValue)"))
        }
        for change in [IssueChange.new, .reopened] where changes.contains(change) {
            choices.append((change.rawValue, catalogue.text("issues.change.\(change.rawValue)")))
        }
        if askedAnswers.count > 1 { choices.append(("unanswered", catalogue.text("issues.unanswered"))) }
        if isAnswered { choices.append(("answered", catalogue.text("issues.answered"))) }
        return choices.map { ["value": $0.0, "name": $0.1] }
    }

    private func tables() -> [[String: Any]] {
        let used = Set(index.result.issues.compactMap(\.finding.table))
        return index.tables.filter { used.contains($0.name) }.map { ["value": $0.name, "name": $0.title] }
    }

    private func plainRow(_ issue: Issue) -> [String: Any] {
        let finding = issue.finding
        return [
            "severity": catalogue.text("severity.\(finding.severity.rawValue)"),
            "mark": SeverityMark.svg(finding.severity),
            "reporter": index.name(of: issue.reporter),
            "place": ResultIndex.place(of: finding),
            "message": DisplayText.visible(finding.message.text(in: index.language)),
            "suggestion": DisplayText.visible(finding.suggestion?.text(in: index.language) ?? ""),
        ]
    }
}
