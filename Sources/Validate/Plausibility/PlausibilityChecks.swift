import OrderedCollections
import SurveyModel

/// A table's plausibility checks. Those that find whole series askew come first, whatever their order: what is amiss as a whole is told once, and its values
/// are not told again one by one, nor are the values of the round after that were compared with them.
struct PlausibilityChecks<Records: RecordSource> {
    let run: RuleRun<Records>
    let records: StagedReturns
    let table: TableDefinition
    let checks: [PlausibilityCheck]

    /// The tallies in the definition's order.
    func tallies() -> [CheckTally<Records>] {
        var tallies: [Int: CheckTally<Records>] = [:]
        var askew = AskewValues()
        let order: [PlausibilityCheck.Kind] = [.rowShift, .unitShift, .unchanged, .change, .range, .outlier]
        for kind in order {
            for (index, check) in checks.enumerated() where check.kind == kind {
                tallies[index] = tally(of: check, &askew)
            }
        }
        return tallies.sorted { $0.key < $1.key }.map(\.value)
    }

    private func tally(of check: PlausibilityCheck, _ askew: inout AskewValues) -> CheckTally<Records> {
        let selection = RecordSelection(check, table)
        let tally = CheckTally(run, check.terms, table: table, words: check.words, level: check.level)
        let returns = records[table.name]
        switch check.kind {
        case .range:
            return RangeCheck(
                check: check, selection: selection, file: check.limits.file.flatMap { run.definition.rangeFiles[$0] },
                tally: tally
            ).judged(returns)
        case .outlier: return OutlierCheck(check: check, selection: selection, tally: tally).judged(returns)
        case .change: return ChangeCheck(comparison: comparison(selection), tally: tally).judged(returns, askew)
        case .unitShift:
            return UnitShiftCheck(comparison: comparison(selection), tally: tally).judged(returns, &askew)
        case .rowShift:
            return RowShiftCheck(comparison: comparison(selection), tally: tally).judged(returns, &askew)
        case .unchanged: return UnchangedCheck(comparison: comparison(selection), tally: tally).judged(returns, askew)
        }
    }

    private func comparison(_ selection: RecordSelection) -> RoundComparison {
        RoundComparison(selection: selection, rounds: run.definition.round.all)
    }
}

extension PlausibilityCheck {
    /// What the check says, for lists of rules.
    var words: String {
        var parts = ["\(kind.rawValue) of \(fields.joined(separator: ", "))"]
        if !by.isEmpty { parts.append("by \(by.joined(separator: ", "))") }
        for (field, codes) in only { parts.append("where \(field) is \(codes.joined(separator: " or "))") }
        parts += limits.words(of: kind)
        return parts.joined(separator: ", ")
    }

    var level: RuleLevel {
        switch kind {
        case .range: .withinRecord
        case .outlier: .betweenReporters
        case .change, .unitShift, .rowShift, .unchanged: .betweenRounds
        }
    }
}

extension PlausibilityLimits {
    fileprivate func words(of kind: PlausibilityCheck.Kind) -> [String] {
        switch kind {
        case .range: [range?.words ?? file.map { "ranges of \($0)" } ?? "\(ranges.count) ranges"]
        case .outlier: ["more than \(Value.shortest(threshold)) robust deviations from the median"]
        case .change:
            [
                ratio.map { "more than \(Value.shortest($0)) times" },
                relative.map { "by a share of more than \(Value.shortest($0))" },
                absolute.map { "by more than \(Value.shortest($0))" },
            ].compactMap(\.self)
        case .unitShift, .rowShift, .unchanged: ["\(Value.shortest(share * 100)) % of at least \(atLeast)"]
        }
    }
}
