import SurveyModel

/// Every return with its state, and the files that could not be read with the reason.
struct ReturnsSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// With more returns than this, those without an error or a warning are folded away.
    static let openLimit = 60
    /// Reporters without a return that are named in a sentence.
    static let namesLimit = 100

    func context() -> [String: Any] {
        let read = index.result.returns.filter { $0.state != .refused }.sorted {
            (index.rank(of: $0.reporter), $0.round, $0.received, $0.file)
                < (index.rank(of: $1.reporter), $1.round, $1.received, $1.file)
        }
        let refused = index.result.returns.filter { $0.state == .refused }
        let coverage = Dictionary(grouping: index.result.coverage, by: \.returnID)
        let missing = index.missingReporters().map(\.name)
        let (busy, quiet) = read.reduce(into: ([Return](), [Return]())) { parts, item in
            let isQuiet = read.count > Self.openLimit && isQuiet(item)
            if isQuiet { parts.1.append(item) } else { parts.0.append(item) }
        }
        let showsLinks = read.contains { !links($0).isEmpty }
        func table(_ items: [Return], _ label: String) -> Any {
            let rows = PageRows(items, need: need)
            return items.isEmpty
                ? false
                : [
                    "label": label, "rows": rows.shown.map { row($0, coverage[$0.id] ?? [], showsLinks) },
                    "more": rows.note(index, catalogue),
                ] as [String: Any]
        }
        let unread = PageRows(refused, need: need)
        return [
            "count": catalogue.number(index.result.returns.count),
            "hasRounds": index.rounds.count > 1,
            "hasLinks": showsLinks,
            "hasReceived": read.contains { !$0.received.isEmpty },
            "busy": table(busy, catalogue.text(quiet.isEmpty ? "returns.title" : "returns.toLookAt")),
            "quiet": table(quiet, catalogue.text("returns.quiet", count: quiet.count)),
            "hasRows": !read.isEmpty,
            "refused": unread.shown.map(refusedRow),
            "moreRefused": unread.note(index, catalogue, file: "issues.csv"),
            "hasRefused": !refused.isEmpty,
            "missing": missing.isEmpty ? false as Any : self.missing(missing),
        ]
    }

    private func need(of item: Return) -> [Int] { index.issuesByReturn[item.id]?.need ?? SeverityCount().need }

    /// Of many that are missing the first are named, and the others counted.
    private func missing(_ names: [String]) -> String {
        let shown = names.prefix(Self.namesLimit)
        let others = names.count - shown.count
        let named =
            others > 0
            ? shown.joined(separator: ", ") + catalogue.text("returns.missingMore", count: others)
            : catalogue.list(names)
        return catalogue.text("returns.missing", count: names.count, ["names": named])
    }

    private func isQuiet(_ item: Return) -> Bool {
        let issues = index.issuesByReturn[item.id] ?? SeverityCount()
        return item.state == .live && issues.errors == 0 && issues.warnings == 0
    }

    private func row(_ item: Return, _ coverage: [TableCoverage], _ showsLinks: Bool) -> [String: Any] {
        let asked = coverage.reduce(0) { $0 + $1.asked }
        let given = coverage.reduce(0) { $0 + $1.given }
        let issues = index.issuesByReturn[item.id] ?? SeverityCount()
        let records = coverage.reduce(0) { $0 + $1.records }
        let published = coverage.reduce(0) { $0 + $1.published }
        return [
            "name": item.reporter.isEmpty ? catalogue.text("returns.unknownReporter") : index.name(of: item.reporter),
            "file": item.file, "round": item.round, "received": item.received,
            "version": [item.version, item.language].filter { !$0.isEmpty }.joined(separator: " "),
            "hasCounts": !coverage.isEmpty,
            "bar": SeverityBar.svg(part: given, whole: asked),
            "filled": asked > 0 ? String(Share.percent(given, of: asked)) : "–",
            "errors": count(issues.errors, .error, item), "warnings": count(issues.warnings, .warning, item),
            "notes": count(issues.notes, .note, item),
            "records": catalogue.number(records), "published": catalogue.number(published),
            "state": item.state.rawValue, "stateWords": catalogue.text("state.\(item.state.rawValue)"),
            "detail": detail(item), "verdict": verdict(item), "showLinks": showsLinks, "links": links(item),
        ]
    }

    private func verdict(_ item: Return) -> Any {
        guard let verdict = index.result.verdicts[item.id] else { return false }
        return ["words": catalogue.text("verdictOf.\(verdict.rawValue)"), "style": verdict.rawValue]
    }

    /// What is written for the reporter beside the page: only the files that are there.
    private func links(_ item: Return) -> [[String: Any]] {
        guard item.isAskedAbout(in: index.currentRound), !item.reporter.isEmpty else { return [] }
        let folder = "returns/\(ReporterFolder.name(of: item.reporter))"
        return ["annotated", "letter"].flatMap { name in
            // Of a reporter with several returns each file carries its return's id.
            let own = ["\(folder)/\(name)-\(item.id).", "\(folder)/\(name)."]
            let paths = own.lazy.map { index.files(in: folder, beginning: $0) }.first { !$0.isEmpty }
            return (paths ?? []).map { path in
                let link = path.split(separator: "/").map { URLQuery.encoded(String($0)) }.joined(separator: "/")
                let ending = path.hasSuffix(".txt") ? "text" : name
                return ["link": link, "name": catalogue.text("returns.file.\(ending)")]
            }
        }
    }

    /// A number of issues that leads to them; a pale nought where there is none.
    private func count(_ count: Int, _ severity: Severity, _ item: Return) -> [String: Any] {
        [
            "number": catalogue.number(count), "isSome": count > 0,
            "link": "#issues?f=\(item.id)&s=\(severity.rawValue)",
        ]
    }

    private func detail(_ item: Return) -> Any {
        switch item.state {
        case .live: return false
        case .superseded:
            let file = item.supersededBy.map(index.file)
            return catalogue.text("returns.supersededBy", ["file": file ?? "–"])
        case .held, .refused:
            return index.reason(of: item.id)?.message.text(in: index.language) as Any? ?? false
        }
    }

    private func refusedRow(_ item: Return) -> [String: Any] {
        let reason = index.reason(of: item.id)
        return [
            "file": item.file,
            "name": item.reporter.isEmpty ? "" : index.name(of: item.reporter),
            "reason": reason?.message.text(in: index.language) ?? catalogue.text("returns.noReason"),
            "suggestion": reason?.suggestion?.text(in: index.language) as Any? ?? false,
        ]
    }
}
