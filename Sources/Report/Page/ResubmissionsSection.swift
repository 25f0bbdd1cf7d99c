import SurveyModel

/// Returns compared with those whose place they took: what was answered otherwise, and what that did to the issues.
struct ResubmissionsSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Changed answers, solved issues and new ones of one return that are shown; `resubmissions.json` has all.
    static let rowLimit = 200
    /// With more changes than this a comparison is folded away.
    static let openLimit = 12

    func context() -> [String: Any] {
        let items = index.result.resubmissions
        return [
            "count": catalogue.number(items.count), "hasAny": !items.isEmpty,
            "items": items.enumerated().map { item($1, number: $0 + 1) },
        ]
    }

    private func item(_ item: Resubmission, number: Int) -> [String: Any] {
        let changes = item.changes
        return [
            "id": "resubmission-\(number)",
            "name": index.name(of: item.reporter), "file": index.file(of: item.returnID),
            "earlier": index.file(of: item.earlierID),
            "words": catalogue.list([
                catalogue.text("resubmissions.changed", count: changes.count),
                catalogue.text("resubmissions.solved", count: item.solved.count),
                catalogue.text("resubmissions.raised", count: item.raised.count),
            ]),
            "uncompared": item.uncompared.map { catalogue.text("resubmissions.uncompared", count: $0) } ?? false,
            "solved": issues(item.solved, "solved", number), "raised": issues(item.raised, "raised", number),
            "hasRows": !changes.isEmpty,
            "isFolded": changes.count > Self.openLimit, "isOpen": changes.count <= Self.openLimit,
            "foldTitle": catalogue.text("resubmissions.show", count: min(changes.count, Self.rowLimit)),
            "rows": changes.prefix(Self.rowLimit).map(row),
            "more": changes.count > Self.rowLimit
                ? catalogue.text("resubmissions.more", count: changes.count - Self.rowLimit) as Any : false,
        ]
    }

    /// Issues that are gone, or that came: those that are there have links.
    private func issues(_ issues: [Issue], _ kind: String, _ number: Int) -> Any {
        guard !issues.isEmpty else { return false }
        let rows = issues.prefix(Self.rowLimit).map { issue -> [String: Any] in
            let finding = issue.finding
            let isThere = kind == "raised" && index.places[issue.fingerprint] != nil
            return [
                "mark": SeverityMark.svg(finding.severity),
                "severityWord": catalogue.text("severity.\(finding.severity.rawValue)"),
                "place": ResultIndex.place(of: finding),
                "message": DisplayText.visible(finding.message.text(in: index.language)),
                "link": isThere ? "#issue-\(issue.fingerprint)" as Any : false,
            ]
        }
        return [
            "id": "resubmission-\(number)-\(kind)", "isOpen": issues.count <= Self.openLimit,
            "isFolded": issues.count > Self.openLimit,
            "title": catalogue.text("resubmissions.\(kind)", count: issues.count), "issues": Array(rows),
            "left": issues.count > Self.rowLimit
                ? catalogue.text("resubmissions.more", count: issues.count - Self.rowLimit) as Any : false,
        ]
    }

    private func row(_ change: Resubmission.Change) -> [String: Any] {
        [
            "place": change.place, "field": index.title(ofField: change.field, in: change.table),
            "table": index.title(ofTable: change.table), "record": change.record,
            "was": change.was.map { DisplayText.visible($0, limit: 200) as Any } ?? false,
            "now": change.now.map { DisplayText.visible($0, limit: 200) as Any } ?? false,
            "effect": effect(change),
        ]
    }

    private func effect(_ change: Resubmission.Change) -> String {
        if change.was == nil { return catalogue.text("resubmissions.added") }
        return catalogue.text(change.now == nil ? "resubmissions.removed" : "resubmissions.replaced")
    }
}
