import SurveyModel

/// The survey's decisions, those that count and those that no longer do.
struct DecisionsSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Decisions on the page; decisions.csv holds all.
    static let rowLimit = 500

    func context() -> [String: Any] {
        // What ends first stands first, since it is what somebody has to look at.
        let rows = index.result.decisions.enumerated().map { (decision: $1, number: $0, status: status(of: $1)) }
        let ordered = rows.sorted { left, right in
            if left.status != right.status { return left.status < right.status }
            let never = "9999-99-99"
            let (a, b) = (left.decision.expires?.description ?? never, right.decision.expires?.description ?? never)
            return a != b ? a < b : left.number > right.number
        }
        let inForce = rows.count { $0.status == .inForce }
        return [
            "count": catalogue.number(inForce), "hasAny": !rows.isEmpty,
            "lede": catalogue.text(
                "decisions.lede",
                ["n": catalogue.number(inForce), "others": catalogue.number(rows.count - inForce)]),
            "rows": ordered.prefix(Self.rowLimit).map { row($0.decision, $0.status) },
            "more": rows.count > Self.rowLimit
                ? catalogue.text("decisions.more", count: rows.count - Self.rowLimit) as Any : false,
        ]
    }

    /// Whether a decision counts in this run.
    private enum Status: String, Comparable {
        case inForce, void, gone

        static func < (left: Status, right: Status) -> Bool {
            let order: [Status] = [.void, .inForce, .gone]
            return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }
    }

    private func issue(of decision: Decision) -> Issue? {
        index.places[decision.fingerprint].map { index.result.issues[$0] }
    }

    private func status(of decision: Decision) -> Status {
        guard let issue = issue(of: decision) else { return .gone }
        return issue.decision == decision ? .inForce : .void
    }

    private func row(_ decision: Decision, _ status: Status) -> [String: Any] {
        let issue = issue(of: decision)
        let place = issue.map { ResultIndex.place(of: $0.finding) } ?? ""
        return [
            "date": decision.date.description,
            "link": issue != nil ? "#issue-" + URLQuery.encoded(decision.fingerprint) as Any : false,
            "reporter": issue.map { index.name(of: $0.reporter) } ?? "",
            "place": place.isEmpty ? decision.fingerprint : place,
            "action": catalogue.text("decision.\(decision.action.rawValue)"),
            "seen": decision.seen.isEmpty ? false as Any : DisplayText.visible(decision.seen, limit: 200),
            "value": decision.value.isEmpty ? false as Any : DisplayText.visible(decision.value, limit: 200),
            "reason": DisplayText.visible(decision.reason), "reviewer": decision.reviewer,
            "agreedBy": decision.agreedBy.isEmpty ? false as Any : decision.agreedBy,
            "expires": decision.expires.map { $0.description as Any } ?? false,
            "status": status.rawValue, "statusWords": catalogue.text("decisions.\(status.rawValue)"),
        ]
    }
}
