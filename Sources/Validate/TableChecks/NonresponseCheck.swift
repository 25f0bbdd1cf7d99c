import OrderedCollections
import SurveyModel

/// Questions without an answer in the current round: of each field, and of each return. A question that is not asked of a record does not count, nor does a mark
/// that says that the data cannot exist (SDMX CL_OBS_STATUS, code M).
struct NonresponseCheck<Records: RecordSource> {
    let run: RuleRun<Records>
    let records: StagedReturns
    let table: TableDefinition
    let limits: NonresponseLimits

    private struct Count {
        var asked = 0
        var missing = 0
        /// The first record that lacks an answer.
        var first: Record?

        var percent: Double { asked == 0 ? 0 : 100 * Double(missing) / Double(asked) }
    }

    /// - Throws: ``SQLFailure`` where the store cannot be asked, which here nothing is asked of.
    func outcome() throws(SQLFailure) -> RuleOutcome {
        var outcome = RuleOutcome()
        if let terms = limits.ofFields { outcome.append(try fields(terms)) }
        if let terms = limits.ofReturns { outcome.append(try returns(terms)) }
        return outcome
    }

    /// The returns of the current round with records of the table, and whether the check is switched off for them.
    private func items(_ rule: RuleDefinition) -> [(item: StagedReturn, isOff: Bool)] {
        records[table.name].filter { run.isCurrent($0.id) }.map { ($0, run.isOff(rule, in: $0.id)) }
    }

    private var indexes: [Int] {
        limits.fields.isEmpty ? Array(0..<table.fields.count) : table.indexes(of: limits.fields)
    }

    // MARK: - Fields

    /// Counts fields: what was asked in no return cannot be told; where all returns are left out it does not apply.
    private func fields(_ terms: CheckTerms) throws(SQLFailure) -> RuleOutcome {
        let rule = terms.rule(of: table.name, words: limits.wordsOfFields)
        let words = try OwnWords(rule, table: table, in: run)
        var tally = RuleTally(rule, in: run.definition)
        let items = items(rule)
        let isOff = !items.isEmpty && items.allSatisfy(\.isOff)
        var findings: [Finding] = []
        for index in indexes {
            var found = Count()
            for (item, isOff) in items where !isOff { count(item, index, &found) }
            let finding = finding(found, table.fields.values[index], rule, words)
            findings += [finding].compactMap(\.self)
            tally.count(
                isOff ? .notApplicable : found.asked == 0 ? .notVerifiable : finding == nil ? .passed : .failed,
                isCurrent: true)
        }
        return outcome(of: tally, findings: findings, level: .betweenReporters)
    }

    // MARK: - Returns

    private func returns(_ terms: CheckTerms) throws(SQLFailure) -> RuleOutcome {
        let rule = terms.rule(of: table.name, words: limits.wordsOfReturns)
        let words = try OwnWords(rule, table: table, in: run)
        var tally = RuleTally(rule, in: run.definition)
        for (item, isOff) in items(rule) {
            guard !isOff else {
                tally.count(.notApplicable, isCurrent: true)
                continue
            }
            var found = Count()
            for index in indexes { count(item, index, &found) }
            let finding = finding(found, item, rule, words)
            tally.count(
                found.asked == 0 ? .notVerifiable : finding == nil ? .passed : .failed, isCurrent: true)
            if let finding { tally.add(finding) }
        }
        return outcome(of: tally, findings: [], level: .withinReturn)
    }

    private func outcome(of tally: RuleTally, findings: [Finding], level: RuleLevel) -> RuleOutcome {
        var outcome = RuleOutcome()
        if !tally.rule.isTrial {
            outcome.findings = tally.findings
            outcome.ruleFindings = findings + [tally.thresholdFinding].compactMap(\.self)
        }
        outcome.results = [tally.result(level: level)]
        return outcome
    }

    // MARK: - Counts

    private func count(_ item: StagedReturn, _ index: Int, _ count: inout Count) {
        for record in item.records {
            let entry = record.entries[index]
            guard entry?.status != "M" || entry?.value != nil,
                !run.conditions.isExempt(item.id, table.name, table.fields.keys[index], record.number)
            else { continue }
            count.asked += 1
            if entry.isAnswer { continue }
            count.missing += 1
            if count.first.map({ record.number < $0.number }) ?? true { count.first = record }
        }
    }

    // MARK: - Findings

    private func values(_ count: Count, above limit: Double) -> [String: Message] {
        [
            "missing": .number(count.missing), "asked": .number(count.asked),
            "percent": .text(count.percent.shownPercent(above: limit)),
            "round": .text(run.definition.round.current), "table": .localized(table.title),
        ]
    }

    private func finding(
        _ count: Count, _ field: FieldDefinition, _ rule: RuleDefinition, _ words: OwnWords<Records>
    ) -> Finding? {
        let passed: (severity: Severity, limit: Double)? =
            if let limit = limits.warning, count.percent > limit {
                (.warning, limit)
            } else if let limit = limits.note, count.percent > limit {
                (.note, limit)
            } else {
                nil
            }
        guard let passed else { return nil }
        var values = values(count, above: passed.limit)
        values["question"] = .localized(field.title)
        let expected = Message.own(
            .coverageItemNonresponseExpected, ["limit": .text(Value.shortest(passed.limit))])
        return Finding(
            rule: rule.id, severity: passed.severity,
            message: words.message(.own(.coverageItemNonresponse, from: values), values, nil), table: table.name,
            field: field.name, expected: words.expected(expected, values, nil))
    }

    private func finding(
        _ count: Count, _ item: StagedReturn, _ rule: RuleDefinition, _ words: OwnWords<Records>
    ) -> RuleFinding? {
        guard let limit = limits.perReturn, count.percent > limit else { return nil }
        let values = values(count, above: limit)
        let expected = Message.own(.coverageReturnNonresponseExpected, ["limit": .text(Value.shortest(limit))])
        return RuleFinding(
            returnID: item.id,
            finding: Finding(
                rule: rule.id, severity: rule.severity,
                message: words.message(.own(.coverageReturnNonresponse, from: values), values, nil), table: table.name,
                sheet: count.first?.anchor.sheet, cell: count.first?.anchor.cell,
                expected: words.expected(expected, values, nil)))
    }
}
