import SurveyModel

/// The summary: a verdict in plain words, five figures, the reconciliation of records, and where to begin.
struct SummarySection {
    let index: ResultIndex
    let catalogue: Catalogue

    private var counts: RunCounts { index.result.counts }

    func context() -> [String: Any] {
        [
            "verdict": verdict(),
            "figures": figures(),
            "reconciliation": reconciliation(),
            "topRules": topRules(),
            "topReporters": topReporters(),
            "hasIssues": index.unsettled.total > 0,
            "since": SinceSection(index: index, catalogue: catalogue).context(),
        ]
    }

    /// What became of the returns, in plain sentences.
    func verdict() -> String {
        [reporters(), records(), issues()].joined(separator: " ")
    }

    private func reporters() -> String {
        let expected = counts.reportersExpected
        let reported = counts.reportersReported
        guard expected > 0 else { return catalogue.text("verdict.noRegister", count: counts.returnsRead) }
        if reported >= expected { return catalogue.text("verdict.everybody", count: expected) }
        let held = index.heldReporters().map(\.name)
        let missing = index.missingReporters().map(\.name)
        var parts =
            reported == 0
            ? [catalogue.text("verdict.nobody", count: expected)]
            : [
                catalogue.text(
                    "verdict.reported", count: reported,
                    [
                        "reported": catalogue.number(reported),
                        "expected": catalogue.text("counted.reporters", count: expected),
                    ])
            ]
        if !held.isEmpty { parts.append(named("verdict.held", held)) }
        if !missing.isEmpty, reported > 0 { parts.append(named("verdict.missing", missing)) }
        return parts.joined(separator: catalogue.text("list.semicolon")) + "."
    }

    /// A part of the sentence about a few reporters by name, or about many by number.
    private func named(_ key: String, _ names: [String]) -> String {
        names.count <= 4
            ? catalogue.text(key, count: names.count, ["names": catalogue.list(names)])
            : catalogue.text(key + "Many", count: names.count)
    }

    private func records() -> String {
        guard counts.recordsRead > 0 else { return catalogue.text("verdict.noRecords") }
        guard counts.recordsRejected > 0 else {
            return catalogue.text("verdict.allPublished", count: counts.recordsPublished)
        }
        return catalogue.text(
            "verdict.somePublished", count: counts.recordsRejected,
            [
                "published": catalogue.number(counts.recordsPublished),
                // Those of returns whose place another took are not told here: they are neither.
                "records": catalogue.text(
                    "counted.records", count: counts.recordsPublished + counts.recordsRejected),
            ])
    }

    private func issues() -> String {
        let parts = Severity.allCases.compactMap { severity -> String? in
            let count = index.unsettled[severity]
            return count > 0 ? catalogue.text("severityCount.\(severity.rawValue)", count: count) : nil
        }
        guard !parts.isEmpty else { return catalogue.text("verdict.noIssues") }
        return catalogue.text("verdict.issues", count: index.unsettled.total, ["issues": catalogue.list(parts)])
    }

    private func figures() -> [[String: Any]] {
        func figure(_ value: String, _ of: String, _ label: String) -> [String: Any] {
            ["value": value, "of": of, "label": label]
        }
        let issues = index.result.issues
        let settled = issues.count - index.unsettled.total
        let asked = issues.indices.count { issues[$0].state == .asked }
        let live = index.coverage(in: index.currentRound)
        let cells = live.reduce(0) { $0 + $1.asked }
        let given = live.reduce(0) { $0 + $1.given }
        let errors = index.unsettled.errors
        let ofWord = { (number: Int) in catalogue.text("figure.of", ["n": catalogue.number(number)]) }
        return [
            figure(
                catalogue.number(counts.reportersReported), ofWord(counts.reportersExpected),
                label("figure.reporters", counts.reportersExpected, "figure.returnsRead", counts.returnsRead)
                    + returnsRefused()),
            figure(
                cells > 0 ? catalogue.number(Share.percent(given, of: cells)) : "–", cells > 0 ? "%" : "",
                catalogue.text("figure.filled", ["given": catalogue.number(given), "asked": catalogue.number(cells)])),
            figure(
                catalogue.number(counts.recordsPublished), ofWord(counts.recordsRead),
                label("figure.records", counts.recordsPublished, "figure.rejected", counts.recordsRejected)),
            figure(
                catalogue.number(index.unsettled.total), "",
                label("figure.issues", index.unsettled.total, "severityCount.error", errors)),
            figure(catalogue.number(settled), "", label("figure.settled", settled, "figure.asked", asked)),
        ]
    }

    /// What stands below a figure, of which each part has the form that goes with its own number.
    private func label(_ first: String, _ figure: Int, _ second: String, _ number: Int) -> String {
        catalogue.text(first, count: figure) + catalogue.text("list.semicolon") + catalogue.text(second, count: number)
    }

    private func returnsRefused() -> String {
        guard counts.returnsRefused > 0 else { return "" }
        return catalogue.text("list.semicolon")
            + catalogue.text("figure.returnsRefused", count: counts.returnsRefused)
    }

    private func reconciliation() -> String {
        let balance = counts.recordsPublished + counts.recordsRejected + counts.recordsSuperseded == counts.recordsRead
        return catalogue.text(
            balance ? "reconciliation.balanced" : "reconciliation.open",
            [
                "read": catalogue.number(counts.recordsRead),
                "published": catalogue.number(counts.recordsPublished),
                "rejected": catalogue.number(counts.recordsRejected),
                "superseded": catalogue.number(counts.recordsSuperseded),
            ])
    }

    private func topRules() -> [[String: Any]] {
        top(
            index.issuesByRule.byWeight.map { rule in
                (catalogue.ruleTitle(rule.key), "#issues?r=" + URLQuery.encoded(rule.key), rule.value)
            })
    }

    private func topReporters() -> [[String: Any]] {
        top(
            index.issuesByReporter.filter { !$0.key.isEmpty }.byWeight.map { reporter in
                (index.name(of: reporter.key), "#issues?c=" + URLQuery.encoded(reporter.key), reporter.value)
            })
    }

    private func top(_ rows: [(name: String, link: String, count: SeverityCount)]) -> [[String: Any]] {
        let first = rows.prefix(6)
        let most = first.map(\.count.total).max() ?? 1
        return first.map { row in
            [
                "name": row.name, "link": row.link, "total": catalogue.number(row.count.total),
                "bar": SeverityBar.svg(row.count, most: most),
                "spoken": catalogue.spoken(row.count),
            ]
        }
    }
}
