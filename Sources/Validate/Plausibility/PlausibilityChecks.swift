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
    ///
    /// - Throws: ``SQLFailure`` where the store cannot be asked for what a check expects or suggests.
    func tallies() throws -> [CheckTally<Records>] {
        var tallies: [Int: CheckTally<Records>] = [:]
        var askew = AskewValues()
        let order: [PlausibilityCheck.Kind] = [.rowShift, .unitShift, .unchanged, .change, .range, .outlier]
        for kind in order {
            for (index, check) in checks.enumerated() where check.kind == kind {
                // What a check on trial finds askew is not told, so the others must tell it.
                var found = askew
                tallies[index] = try run.limited { try tally(of: check, &found) }
                if !check.terms.isTrial { askew = found }
            }
        }
        return tallies.sorted { $0.key < $1.key }.map(\.value)
    }

    private func tally(
        of check: PlausibilityCheck, _ askew: inout AskewValues
    ) throws(SQLFailure) -> CheckTally<Records> {
        let selection = RecordSelection(check, table)
        let tally = try CheckTally(
            run, check.terms, table: table, field: check.fields.count == 1 ? check.fields[0] : nil, words: check.words,
            level: check.level)
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
        RoundComparison(
            selection: selection, rounds: run.definition.round.all, ofSeveralBodies: run.reportersOfSeveralBodies)
    }
}
