import SurveyModel

/// Series whose values are, all or nearly all, exactly those of the round before: the old file sent again, or its values copied.
struct UnchangedCheck<Records: RecordSource> {
    let comparison: RoundComparison
    let tally: CheckTally<Records>

    func judged(_ returns: [StagedReturn], _ askew: AskewValues) -> CheckTally<Records> {
        var tally = tally
        var askew = askew
        comparison.forEachGroup(of: returns, &askew, &tally) { values, group, item, _, tally in
            judge(values, group, item, &tally)
        }
        return tally
    }

    private func judge(
        _ values: [ComparableValue], _ group: [String], _ item: StagedReturn, _ tally: inout CheckTally<Records>
    ) {
        let limits = comparison.selection.check.limits
        guard values.count >= limits.atLeast else {
            tally.count(.notVerifiable, in: item)
            return
        }
        let same = values.filter { $0.now == $0.before }
        guard Double(same.count) >= limits.share * Double(values.count), let first = same.first else {
            tally.count(.passed, in: item)
            return
        }
        let named = comparison.selection.words(of: group, in: tally.run)
        let words = values.words(found: same.count, group: named)
        tally.tellSeries(
            .init(
                message: .own(
                    group.isEmpty ? .plausibilityUnchanged : .plausibilityUnchangedGroup, from: words),
                values: words,
                expected: .own(.plausibilityUnchangedExpected, ["round": .text(item.round)]),
                cells: same.compactMap(\.cell)),
            first: first.entry, field: comparison.selection.name(of: first.field), in: item)
    }
}
