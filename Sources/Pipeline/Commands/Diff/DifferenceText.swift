import OrderedCollections
import SurveyModel

extension RunDifference {
    /// The difference for programs: every issue, row and value, as one line of JSON.
    public var json: String {
        JSONText.object([
            ("earlier", JSONText.quoted(earlier)), ("later", JSONText.quoted(later)),
            ("new_returns", JSONText.array(newReturns.map(JSONText.quoted))),
            ("gone_returns", JSONText.array(goneReturns.map(JSONText.quoted))),
            ("not_received", String(notReceived)),
            (
                "rules",
                JSONText.array(
                    rules.map { rule in
                        JSONText.object([
                            ("rule", JSONText.quoted(rule.rule)), ("added", JSONText.array(rule.added.map(\.json))),
                            ("gone", JSONText.array(rule.gone.map(\.json))),
                        ])
                    })
            ),
            (
                "states",
                JSONText.array(
                    states.map { change in
                        JSONText.object([
                            ("issue", change.issue.json), ("was", JSONText.quoted(change.was.rawValue)),
                            ("now", JSONText.quoted(change.now.rawValue)),
                        ])
                    })
            ),
            (
                "reworded",
                JSONText.array(
                    reworded.map { JSONText.object([("was", $0.was.json), ("now", $0.now.json)]) })
            ),
            ("counts", JSONText.array(counts.map(\.json))),
            ("tables", JSONText.array(tables.map(\.json))),
        ])
    }

    /// The difference for people, with some examples of each kind.
    ///
    /// - Parameter examples: how many of each.
    public func text(examples: Int = 3) -> String {
        var lines = ["\(later) against \(earlier)"]
        lines.append("  returns    \(newReturns.count) new, \(goneReturns.count) gone")
        lines += newReturns.prefix(examples).map { "               + \($0.onOneLine)" }
        lines += goneReturns.prefix(examples).map { "               - \($0.onOneLine)" }
        if notReceived > 0 {
            lines.append(
                "               left out of the inbox, since no run has received it yet: \(notReceived.counted("file"))"
            )
        }
        let added = rules.reduce(0) { $0 + $1.added.count }
        let gone = rules.reduce(0) { $0 + $1.gone.count }
        lines.append(
            "  issues     \(added) more, \(gone) fewer, \(states.count) in another state, \(reworded.count) told otherwise"
        )
        for rule in rules {
            lines.append("    \(rule.rule)  +\(rule.added.count) -\(rule.gone.count)")
            lines += rule.added.prefix(examples).map { "      + \($0.line)" }
            lines += rule.gone.prefix(examples).map { "      - \($0.line)" }
        }
        for (was, now) in Set(states.map { [$0.was, $0.now] }).map({ ($0[0], $0[1]) }).sorted(by: {
            ($0.0.rawValue, $0.1.rawValue) < ($1.0.rawValue, $1.1.rawValue)
        }) {
            let own = states.filter { $0.was == was && $0.now == now }
            lines.append("    \(was.rawValue) -> \(now.rawValue)  \(own.count)")
            lines += own.prefix(examples).map { "      \($0.issue.rule) \($0.issue.line)" }
        }
        lines += rewordings(examples: examples)
        let counted = counts.compactMap(\.line)
        lines.append("  rules      " + (counted.isEmpty ? "none breaks on more records or fewer" : ""))
        lines += counted.map { "    \($0)" }
        lines.append("  dataset    " + (tables.isEmpty ? "no row, column or value differs" : ""))
        for table in tables {
            lines += table.lines(examples: examples)
        }
        return lines.map { $0.trimmedAtEnd }.joined(separator: "\n")
    }
}

extension RunDifference {
    /// The issues that are told otherwise, by rule.
    private func rewordings(examples: Int) -> [String] {
        OrderedDictionary(grouping: reworded, by: \.now.rule).flatMap { rule, own in
            ["    \(rule)  \(own.count) told otherwise"]
                + own.prefix(examples).flatMap { ["      - \($0.was.weighedLine)", "      + \($0.now.weighedLine)"] }
        }
    }
}

extension RuleCountDifference {
    /// What changed in the records that break the rule, or of which that cannot be told; nil where neither did.
    fileprivate var line: String? {
        guard let was, let now else {
            return now.map { "\(name)  is new: \($0.failed) failed of \($0.tested) tested" } ?? "\(name)  is gone"
        }
        let parts = [("failed", was.failed, now.failed), ("not verifiable", was.notVerifiable, now.notVerifiable)]
            .filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) -> \($0.2)" }
        return parts.isEmpty ? nil : "\(name)  \(parts.joined(separator: ", "))"
    }

    /// Its id, of a constraint with its field, as `rule.threshold` names it.
    private var name: String {
        guard rule.hasPrefix("constraint."), let table else { return rule }
        return "\(rule) of \(table).\(expression.prefix { $0 != ":" })"
    }

    fileprivate var json: String {
        JSONText.object([
            ("rule", JSONText.quoted(rule)), ("table", table.map(JSONText.quoted) ?? "null"),
            ("expression", JSONText.quoted(expression)), ("was", was?.json ?? "null"), ("now", now?.json ?? "null"),
        ])
    }
}

extension RuleCountDifference.Counts {
    fileprivate var json: String {
        JSONText.object([
            ("tested", String(tested)), ("failed", String(failed)), ("not_verifiable", String(notVerifiable)),
            ("not_applicable", String(notApplicable)),
        ])
    }
}

extension RunDifference.Item {
    fileprivate var weighedLine: String { "\(severity.rawValue)  \(line)" }

    fileprivate var line: String {
        ([reporter, place].filter { !$0.isEmpty } + [message]).joined(separator: "  ").onOneLine
    }

    fileprivate var json: String {
        JSONText.object([
            ("fingerprint", JSONText.quoted(fingerprint)), ("severity", JSONText.quoted(severity.rawValue)),
            ("rule", JSONText.quoted(rule)), ("reporter", JSONText.quoted(reporter)),
            ("place", JSONText.quoted(place)), ("message", JSONText.quoted(message)),
        ])
    }
}

extension TableDifference {
    fileprivate func lines(examples: Int) -> [String] {
        let differs = !addedColumns.isEmpty || !removedColumns.isEmpty
        let columns =
            differs ? "; \(addedColumns.count.counted("column")) more, \(removedColumns.count) fewer" : ""
        var lines = [
            "    \(table)  \(added.count.counted("row")) more, \(removed.count) fewer, \(changed.count.counted("value")) changed\(columns)"
        ]
        lines += addedColumns.prefix(examples).map { "      + \($0.line)" }
        lines += removedColumns.prefix(examples).map { "      - \($0.line)" }
        lines += added.prefix(examples).map { "      + \($0.line)" }
        lines += removed.prefix(examples).map { "      - \($0.line)" }
        lines += changed.prefix(examples).map { change in
            let was = change.was.isEmpty ? "nothing" : change.was.onOneLine
            let now = change.now.isEmpty ? "nothing" : change.now.onOneLine
            return "      \(change.row.line), \(change.column): \(was) -> \(now)"
        }
        return lines
    }

    fileprivate var json: String {
        JSONText.object([
            ("table", JSONText.quoted(table)), ("added", JSONText.array(added.map(\.json))),
            ("removed", JSONText.array(removed.map(\.json))),
            (
                "changed",
                JSONText.array(
                    changed.map { change in
                        JSONText.object([
                            ("row", change.row.json), ("column", JSONText.quoted(change.column)),
                            ("was", JSONText.quoted(change.was)), ("now", JSONText.quoted(change.now)),
                        ])
                    })
            ),
            ("added_columns", JSONText.array(addedColumns.map(\.json))),
            ("removed_columns", JSONText.array(removedColumns.map(\.json))),
        ])
    }
}

extension TableDifference.Column {
    fileprivate var line: String { "column \(name), \(values.counted("value"))" }

    fileprivate var json: String {
        JSONText.object([("column", JSONText.quoted(name)), ("values", String(values))])
    }
}

extension TableDifference.Row {
    fileprivate var line: String { "\(reporter) \(round), record \(record)".onOneLine }

    fileprivate var json: String {
        JSONText.object([
            ("reporter", JSONText.quoted(reporter)), ("round", JSONText.quoted(round)),
            ("return", JSONText.quoted(returnID)), ("record", JSONText.quoted(record)),
        ])
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
