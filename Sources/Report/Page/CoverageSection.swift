import SurveyModel

/// Coverage: reporters by tables in the current round, and reporters by rounds where there are several.
struct CoverageSection {
    let index: ResultIndex
    let catalogue: Catalogue

    private struct Total {
        var asked = 0
        var given = 0
        var records = 0

        mutating func add(_ coverage: TableCoverage) {
            asked += coverage.asked
            given += coverage.given
            records += coverage.records
        }
    }

    func context() -> [String: Any] {
        matrices().merging(QuestionsTable(index: index, catalogue: catalogue).context()) { first, _ in first }
    }

    private func matrices() -> [String: Any] {
        let current = index.coverage(in: index.currentRound)
        let asked = current.reduce(0) { $0 + $1.asked }
        let given = current.reduce(0) { $0 + $1.given }
        let rows = PageRows(index.reporters) { need(of: $0.code) }
        return [
            "lede": catalogue.text("coverage.lede", ["round": index.currentRound]),
            "share": asked > 0 ? catalogue.number(Share.percent(given, of: asked)) + " %" : "",
            "isWide": index.tables.count > 3,
            "hasAll": index.tables.count > 1,
            "heads": index.tables.map { ["title": $0.title, "name": $0.name] as [String: Any] },
            "rows": rows.shown.map(row),
            "more": rows.note(index, catalogue),
            "hasRows": !index.reporters.isEmpty,
            "round": index.currentRound,
            "hasRounds": index.rounds.count > 1,
            "rounds": index.rounds.map { ["round": $0] as [String: Any] },
            "roundRows": index.rounds.count > 1 ? rows.shown.map(roundRow) : [],
        ]
    }

    /// What there is to look at in a reporter's row: issues of the round, then that there is no return.
    private func need(of reporter: String) -> [Int] {
        let issues = index.issuesByRound[reporter]?[index.currentRound] ?? SeverityCount()
        let hasReturn = index.states(of: reporter, in: index.currentRound).contains(.live)
        return [issues.errors, issues.warnings, hasReturn ? 0 : 1, issues.notes]
    }

    private func coverage(of reporter: String, in round: String) -> [TableCoverage] {
        index.coverageByReporter[reporter, default: []].filter { $0.round == round }
    }

    private func row(of reporter: (code: String, name: String)) -> [String: Any] {
        let own = coverage(of: reporter.code, in: index.currentRound)
        var all = Total()
        own.forEach { all.add($0) }
        let hasReturn = index.states(of: reporter.code, in: index.currentRound).contains(.live)
        return [
            "name": reporter.name, "code": reporter.code,
            "isMissing": !hasReturn,
            "missing": hasReturn ? "" : missingWords(reporter.code),
            "span": String(index.tables.count > 1 ? index.tables.count + 1 : 1),
            "cells": hasReturn ? index.tables.map { cell(of: reporter, table: $0, in: own) } : [],
            "all": share(all),
        ]
    }

    private func missingWords(_ reporter: String) -> String {
        let states = index.states(of: reporter, in: index.currentRound)
        if states.contains(.held) { return catalogue.text("coverage.held") }
        if states.contains(.refused) { return catalogue.text("coverage.refused") }
        return catalogue.text("coverage.noReturn")
    }

    private func cell(
        of reporter: (code: String, name: String), table: (name: String, title: String), in coverage: [TableCoverage]
    ) -> [String: Any] {
        var total = Total()
        for part in coverage where part.table == table.name { total.add(part) }
        let issues = index.issuesByTable[reporter.code]?[table.name] ?? SeverityCount()
        var words = catalogue.text(
            "coverage.cell",
            [
                "reporter": reporter.name, "table": table.title, "given": catalogue.number(total.given),
                "asked": catalogue.number(total.asked),
                "records": catalogue.text("counted.records", count: total.records),
            ])
        if issues.total > 0 { words += catalogue.text("list.semicolon") + catalogue.spoken(issues) }
        return [
            "shade": total.asked > 0 ? Share.shade(Share.percent(total.given, of: total.asked)) : "gx",
            "share": share(total), "records": catalogue.number(total.records), "words": words,
            "link": "#issues?c=\(URLQuery.encoded(reporter.code))&tb=\(URLQuery.encoded(table.name))&d="
                + URLQuery.encoded(index.currentRound),
            "badge": badge(issues),
        ]
    }

    /// The badge in a cell's corner: the worst severity's count, a note being no reason to look.
    private func badge(_ issues: SeverityCount) -> Any {
        guard let worst = issues.worst, worst != .note else { return false }
        let count = issues[worst]
        return ["count": count > 999 ? "999+" : String(count), "style": worst == .error ? "pip" : "pip w"]
            as [String: Any]
    }

    private func roundRow(of reporter: (code: String, name: String)) -> [String: Any] {
        let cells = index.rounds.map { round -> [String: Any] in
            var total = Total()
            coverage(of: reporter.code, in: round).forEach { total.add($0) }
            let hasReturn = index.states(of: reporter.code, in: round).contains(.live)
            let issues = index.issuesByRound[reporter.code]?[round] ?? SeverityCount()
            let percent = Share.percent(total.given, of: total.asked)
            let words =
                hasReturn
                ? catalogue.text(
                    "coverage.roundCell",
                    [
                        "reporter": reporter.name, "round": round,
                        "records": catalogue.text("counted.records", count: total.records),
                    ])
                : catalogue.text("coverage.roundMissing", ["reporter": reporter.name, "round": round])
            return [
                "shade": hasReturn ? (total.asked > 0 ? Share.shade(percent) : "gx") : "g0",
                "share": hasReturn ? share(total) : "", "badge": badge(issues), "hasReturn": hasReturn,
                "words": issues.total > 0
                    ? words + catalogue.text("list.semicolon") + catalogue.spoken(issues) : words,
                "link": "#issues?c=\(URLQuery.encoded(reporter.code))&d=\(URLQuery.encoded(round))",
            ]
        }
        return ["name": reporter.name, "code": reporter.code, "cells": cells]
    }

    private func share(_ total: Total) -> String {
        total.asked > 0 ? String(Share.percent(total.given, of: total.asked)) : "–"
    }
}
