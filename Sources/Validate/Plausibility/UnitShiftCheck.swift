import Foundation
import SurveyModel

/// Series whose values are a thousand or a million times, or a thousandth or a millionth, of those of the round before: given in another unit.
struct UnitShiftCheck<Records: RecordSource> {
    let comparison: RoundComparison
    let tally: CheckTally<Records>

    /// The powers of ten that people leave out or add.
    private static var powers: [Int] { [3, -3, 6, -6] }
    /// How far from such a power a ratio may lie, as a logarithm: between half and twice as much.
    private static var reach: Double { 0.3 }

    func judged(_ returns: [StagedReturn], _ askew: inout AskewValues) -> CheckTally<Records> {
        var tally = tally
        comparison.forEachGroup(of: returns, &askew, &tally) { values, group, item, askew, tally in
            judge(values, group, item, &askew, &tally)
        }
        return tally
    }

    private func judge(
        _ values: [ComparableValue], _ group: [String], _ item: StagedReturn, _ askew: inout AskewValues,
        _ tally: inout CheckTally<Records>
    ) {
        let limits = comparison.selection.check.limits
        let ratios = values.compactMap { value in logRatio(value).map { (value: value, log: $0) } }
        guard ratios.count >= limits.atLeast, let median = RobustSpread.median(ratios.map(\.log)) else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard let power = Self.powers.first(where: { abs(median - Double($0)) < Self.reach }) else {
            tally.count(.passed, in: item)
            return
        }
        let shifted = ratios.filter { abs($0.log - Double(power)) < Self.reach }.map(\.value)
        guard Double(shifted.count) >= limits.share * Double(ratios.count), let first = shifted.first else {
            tally.count(.passed, in: item)
            return
        }
        for (value, log) in ratios where abs(log - Double(power)) < Double(abs(power)) / 2 {
            askew.insert(item.id, value.record.number, value.field)
        }
        let factor = Value.shortest(pow(10, Double(power)))
        let back = Value.shortest(pow(10, Double(abs(power))))
        let named = comparison.selection.words(of: group, in: tally.run)
        let words = ratios.map(\.value).words(found: shifted.count, group: named)
            .merging(["factor": .text(factor)]) { first, _ in first }
        tally.tellSeries(
            .init(
                message: .own(
                    group.isEmpty ? .plausibilityUnitShift : .plausibilityUnitShiftGroup, from: words),
                values: words,
                expected: .own(.plausibilityUnitShiftExpected, ["round": .text(first.round)]),
                suggestion: .own(
                    power < 0 ? .plausibilityUnitShiftMultiply : .plausibilityUnitShiftDivide,
                    ["factor": .text(back)]),
                cells: shifted.compactMap(\.cell)),
            first: first.entry, field: comparison.selection.name(of: first.field), in: item)
    }

    private func logRatio(_ value: ComparableValue) -> Double? {
        guard let now = value.now.number, let before = value.before.number, now > 0, before > 0 else { return nil }
        return log10(now / before)
    }
}
