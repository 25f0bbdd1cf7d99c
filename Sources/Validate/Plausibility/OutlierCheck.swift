import Foundation
import SurveyModel

/// Values far from the middle of their group in their round. Of a group that is too small, or whose values do not differ, nothing can be told; nor of a value
/// without a logarithm where logarithms are compared.
struct OutlierCheck<Records: RecordSource> {
    let check: PlausibilityCheck
    let selection: RecordSelection
    let tally: CheckTally<Records>

    private struct Group: Hashable {
        let round: String
        let field: Int
        let values: [String]
    }

    func judged(_ returns: [StagedReturn]) -> CheckTally<Records> {
        let spreads = spreads(returns)
        var tally = tally
        selection.forEachValue(of: returns, &tally) { record, field, item, tally in
            judge(record, field, spreads, item, &tally)
        }
        return tally
    }

    private func spreads(_ returns: [StagedReturn]) -> [Group: RobustSpread] {
        var numbers: [Group: [Double]] = [:]
        for item in returns {
            for record in item.records where selection.contains(record, round: item.round) {
                guard let values = selection.group(of: record) else { continue }
                for field in selection.fields {
                    guard let number = record.number(field).flatMap({ scaled($0) }) else { continue }
                    numbers[Group(round: item.round, field: field, values: values), default: []].append(number)
                }
            }
        }
        return numbers.filter { $0.value.count >= check.limits.atLeast }.compactMapValues { RobustSpread($0) }
    }

    private func judge(
        _ record: Record, _ field: Int, _ spreads: [Group: RobustSpread], _ item: StagedReturn,
        _ tally: inout CheckTally<Records>
    ) {
        guard let values = selection.group(of: record), let number = record.number(field),
            let scaled = scaled(number),
            let spread = spreads[Group(round: item.round, field: field, values: values)]
        else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard let distance = spread.distance(of: scaled) else {
            tally.count(scaled == spread.median ? .passed : .notVerifiable, in: item)
            return
        }
        guard distance > check.limits.deviations else {
            tally.count(.passed, in: item)
            return
        }
        let reach = check.limits.deviations * spread.deviation
        let shown = Message.own(
            .expectedBetween,
            [
                "least": .text(unscaled(spread.median - reach).shown(digits: 4, passedBy: number)),
                "most": .text(unscaled(spread.median + reach).shown(digits: 4, passedBy: number)),
            ])
        let median = Message.text(unscaled(spread.median).shown(digits: 6))
        let value = Message.text(number.shown())
        tally.tell(
            .init(
                message: .own(
                    .plausibilityOutlier,
                    ["question": selection.title(of: field), "value": value, "median": median]),
                values: [
                    "value": value, "median": median, "distance": .text(distance.shown(digits: 3)), "range": shown,
                    "group": selection.words(of: values, in: tally.run),
                ], expected: shown),
            record, field: selection.name(of: field), in: item)
    }

    private func scaled(_ number: Double) -> Double? {
        guard check.limits.isLogarithmic else { return number }
        return number > 0 ? log(number) : nil
    }

    private func unscaled(_ number: Double) -> Double { check.limits.isLogarithmic ? exp(number) : number }
}
