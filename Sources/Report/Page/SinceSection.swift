import SurveyModel

/// What has changed since the run that this one is compared with, and what waits for an answer or an end.
struct SinceSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Resolved issues that are named; more are counted only.
    static let resolvedLimit = 200

    func context() -> [String: Any] {
        let items = changes() + waiting()
        let resolved = index.result.changes?.resolved ?? []
        let title = index.result.changes.map { catalogue.text("since.title", ["run": $0.since]) }
        return [
            "title": title ?? catalogue.text("since.waiting"), "hasAny": !items.isEmpty, "items": items,
            "hasResolved": !resolved.isEmpty,
            "resolvedTitle": catalogue.text("since.showResolved", count: min(resolved.count, Self.resolvedLimit)),
            "resolved": resolved.prefix(Self.resolvedLimit).map { item -> [String: Any] in
                [
                    "mark": SeverityMark.svg(item.severity),
                    "severityWord": catalogue.text("severity.\(item.severity.rawValue)"),
                    "reporter": index.name(of: item.reporter), "place": item.place,
                    "message": DisplayText.visible(item.message),
                ]
            },
            "verdictsTitle": catalogue.text(index.rounds.count > 1 ? "since.verdictsOfRound" : "since.verdicts"),
            "verdicts": verdicts(), "hasVerdicts": !index.result.verdicts.isEmpty,
        ]
    }

    private func item(_ count: Int, _ key: String, link: String? = nil, expires: String? = nil) -> [String: Any] {
        [
            "n": catalogue.number(count),
            "text": catalogue.text("since.\(key)", count: count, ["date": expires ?? ""]),
            "link": link as Any? ?? false, "expires": expires as Any? ?? false,
        ]
    }

    private func changes() -> [[String: Any]] {
        guard let changes = index.result.changes else { return [] }
        var items = [item(changes.new, "new", link: changes.new > 0 ? "#issues?st=new" : nil)]
        items.append(item(changes.resolved.count, "resolved"))
        if changes.reopened > 0 { items.append(item(changes.reopened, "reopened", link: "#issues?st=reopened")) }
        if !changes.newReturns.isEmpty { items.append(item(changes.newReturns.count, "returns", link: "#returns")) }
        return items
    }

    private func waiting() -> [[String: Any]] {
        var items: [[String: Any]] = []
        let issues = index.result.issues
        let asked = issues.indices.filter { issues[$0].state == .asked }
        let unanswered = asked.count { issues[$0].explanation == nil }
        if unanswered > 0 {
            let state = unanswered < asked.count ? "unanswered" : "asked"
            items.append(item(unanswered, "asked", link: "#issues?st=\(state)"))
        }
        let answered = issues.indices.count { issues[$0].explanation != nil && issues[$0].state.isUnsettled }
        if answered > 0 { items.append(item(answered, "answered", link: "#issues?st=answered")) }
        let ends = issues.indices.compactMap { issues[$0].decision?.expires }.sorted()
        if let first = ends.first {
            items.append(item(ends.count, "ending", link: "#decisions", expires: first.description))
        }
        return items
    }

    /// How many returns of the current round got which verdict.
    private func verdicts() -> [[String: Any]] {
        let returns = index.result.returns.filter { $0.round == index.currentRound && $0.state != .superseded }
        let counts = Dictionary(grouping: returns.compactMap { index.result.verdicts[$0.id] }) { $0 }
        let most = counts.values.map(\.count).max() ?? 1
        return Verdict.allCases.compactMap { verdict in
            guard let count = counts[verdict]?.count else { return nil }
            return [
                "style": verdict.rawValue, "words": catalogue.text("verdictOf.\(verdict.rawValue)"),
                "n": catalogue.number(count), "bar": SeverityBar.svg(part: count, whole: most),
            ]
        }
    }
}
