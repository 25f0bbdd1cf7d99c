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
        var first: Origin?

        var percent: Double { asked == 0 ? 0 : 100 * Double(missing) / Double(asked) }
        var shown: String { Value.shortest((percent * 10).rounded() / 10) }
    }

    func outcome() -> RuleOutcome {
        var outcome = RuleOutcome()
        let fields = limits.fields.isEmpty ? Array(0..<table.fields.count) : table.indexes(of: limits.fields)
        var byField = fields.map { _ in Count() }
        for item in records[table.name] where run.isCurrent(item.id) {
            var ofReturn = Count()
            for record in item.records {
                for (place, index) in fields.enumerated() {
                    count(record, index, item, &byField[place])
                    count(record, index, item, &ofReturn)
                }
            }
            outcome.findings += [finding(ofReturn, item)].compactMap(\.self)
        }
        outcome.ruleFindings = zip(fields, byField).compactMap { finding($1, field: table.fields.values[$0]) }
        return outcome
    }

    private func count(_ record: Record, _ index: Int, _ item: StagedReturn, _ count: inout Count) {
        let entry = record.entries[index]
        guard entry?.status != "M" || entry?.value != nil,
            !run.conditions.isExempt(item.id, table.name, table.fields.keys[index], record.number)
        else { return }
        count.asked += 1
        if entry.isAnswer { return }
        count.missing += 1
        if count.first == nil { count.first = record.anchor }
    }

    // MARK: - Findings

    private func finding(_ count: Count, field: FieldDefinition) -> Finding? {
        let passed: (severity: Severity, limit: Double)? =
            if let limit = limits.warning, count.percent > limit {
                (.warning, limit)
            } else if let limit = limits.note, count.percent > limit {
                (.note, limit)
            } else {
                nil
            }
        guard let passed else { return nil }
        return Finding(
            rule: "coverage.item-nonresponse", severity: passed.severity,
            message: .own(
                .coverageItemNonresponse,
                [
                    "question": .localized(field.title), "missing": .number(count.missing),
                    "asked": .number(count.asked), "round": .text(run.definition.round.current),
                    "percent": .text(count.shown),
                ]), table: table.name, field: field.name,
            expected: .own(.coverageItemNonresponseExpected, ["limit": .text(Value.shortest(passed.limit))]))
    }

    private func finding(_ count: Count, _ item: StagedReturn) -> RuleFinding? {
        guard let limit = limits.perReturn, count.percent > limit else { return nil }
        return RuleFinding(
            returnID: item.id,
            finding: Finding(
                rule: "coverage.return-nonresponse", severity: .warning,
                message: .own(
                    .coverageReturnNonresponse,
                    [
                        "table": .localized(table.title), "missing": .number(count.missing),
                        "asked": .number(count.asked), "percent": .text(count.shown),
                    ]), table: table.name, sheet: count.first?.sheet, cell: count.first?.cell,
                expected: .own(.coverageReturnNonresponseExpected, ["limit": .text(Value.shortest(limit))])))
    }
}
