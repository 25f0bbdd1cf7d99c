import SurveyModel

/// Values far from those of the round before. All bounds that are given must be passed.
struct ChangeCheck<Records: RecordSource> {
    let comparison: RoundComparison
    let tally: CheckTally<Records>

    private var limits: PlausibilityLimits { comparison.selection.check.limits }

    func judged(_ returns: [StagedReturn], _ askew: AskewValues) -> CheckTally<Records> {
        var tally = tally
        let selection = comparison.selection
        var askew = askew
        comparison.forEachReturn(returns, &askew) { item, pairs, askew in
            let all = item.records.count * selection.fields.count
            guard let pairs, !tally.isOff(in: item) else {
                tally.count(.notApplicable, records: all, in: item)
                return
            }
            tally.count(.notApplicable, records: all - pairs.count * selection.fields.count, in: item)
            for pair in pairs {
                for (place, field) in selection.fields.enumerated() {
                    if askew.contains(item.id, pair.record.number, field) {
                        tally.count(.notVerifiable, in: item)
                    } else {
                        judge(pair, place, field, item, &tally)
                    }
                }
            }
        }
        return tally
    }

    private func judge(
        _ pair: RoundComparison.Pair, _ place: Int, _ field: Int, _ item: StagedReturn,
        _ tally: inout CheckTally<Records>
    ) {
        guard let now = pair.record.number(field), let earlier = pair.earlier[place],
            let before = earlier.record.number(field), let isFar = isFar(now, before)
        else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard isFar else {
            tally.count(.passed, in: item)
            return
        }
        let selection = comparison.selection
        let times = before == 0 ? "" : (now / before).shown(digits: 3)
        let percent = before == 0 ? "" : (100 * (now - before) / abs(before)).shown(digits: 3)
        let values: [String: Message] = [
            "value": .text(now.shown()), "before": .text(before.shown()), "before_round": .text(earlier.round),
            "ratio": .text(times), "difference": .text((now - before).shown()), "percent": .text(percent),
        ]
        tally.tell(
            .init(
                message: .own(
                    before == 0 || now == 0 ? .plausibilityChangeFromNought : .plausibilityChange, from: values,
                    question: selection.title(of: field)),
                values: values, expected: expected(before, now)),
            pair.record, field: selection.name(of: field), in: item)
    }

    /// Whether every bound is passed, and not only reached; nil where that cannot be told, such as how many times nought something is.
    private func isFar(_ now: Double, _ before: Double) -> Bool? {
        let change = abs(now - before)
        let (less, more) = (min(abs(now), abs(before)), max(abs(now), abs(before)))
        var verdicts: [Bool?] = []
        if let ratio = limits.ratio {
            let isComparable = (now > 0 && before > 0) || (now < 0 && before < 0)
            // Nought is less than any part of what was there before; how many times as much another sign is, nobody can tell.
            let verdict: Bool? = isComparable ? more.exceeds(ratio * less, of: [now, before]) : now == 0 ? true : nil
            verdicts.append(now == before ? false : verdict)
        }
        if let relative = limits.relative {
            let isMore = change.exceeds(relative * abs(before), of: [now, before])
            verdicts.append(now == before ? false : before == 0 ? nil : isMore)
        }
        if let absolute = limits.absolute { verdicts.append(change.exceeds(absolute, of: [now, before])) }
        if verdicts.contains(false) { return false }
        return verdicts.contains(nil) ? nil : true
    }

    /// What no bound would have minded, of which the value now is none.
    private func expected(_ before: Double, _ now: Double) -> Message {
        var ends: [(Double, Double)] = []
        if let ratio = limits.ratio {
            ends.append((min(before / ratio, before * ratio), max(before / ratio, before * ratio)))
        }
        let reaches = [limits.relative.map { $0 * abs(before) }, limits.absolute].compactMap(\.self)
        ends += reaches.map { (before - $0, before + $0) }
        let least = ends.map(\.0).min() ?? before
        let most = ends.map(\.1).max() ?? before
        return .own(
            .expectedBetween,
            [
                "least": .text(least.shown(digits: 6, passedBy: now)),
                "most": .text(most.shown(digits: 6, passedBy: now)),
            ])
    }
}
