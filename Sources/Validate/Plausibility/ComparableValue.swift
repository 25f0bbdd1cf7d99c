import SurveyModel

/// A value with that of the round before.
struct ComparableValue {
    let record: Record
    let field: Int
    let now: Value
    let before: Value
    /// The round of the value before.
    let round: String

    var entry: Entry? { record.entries[field] }
    var cell: InvolvedCell? { entry.map { InvolvedCell($0) } }
}

extension RoundComparison {
    /// Calls `judge` for each group of a return's values that can be compared with the round before. What has none cannot be told; where the check is
    /// switched off, and in the first round, it does not apply.
    func forEachGroup<Records: RecordSource>(
        of returns: [StagedReturn], _ askew: inout AskewValues, _ tally: inout CheckTally<Records>,
        _ judge: (
            _ values: [ComparableValue], _ group: [String], StagedReturn, inout AskewValues, inout CheckTally<Records>
        ) -> Void
    ) {
        forEachReturn(returns, &askew) { item, pairs, askew in
            guard let pairs, !tally.isOff(in: item) else {
                tally.count(.notApplicable, in: item)
                return
            }
            let groups = values(of: pairs, in: item, without: askew)
            if groups.isEmpty { tally.count(.notVerifiable, in: item) }
            for (group, values) in groups { judge(values, group, item, &askew, &tally) }
        }
    }

    /// The values of a return that can be compared with the round before, by group, in the order in which they stand. What belongs to a series that is askew
    /// cannot.
    func values(of pairs: [Pair], in item: StagedReturn, without askew: AskewValues) -> [(
        group: [String], values: [ComparableValue]
    )] {
        var groups: [[String]: [ComparableValue]] = [:]
        for pair in pairs {
            guard let group = selection.group(of: pair.record) else { continue }
            for (place, field) in selection.fields.enumerated() {
                guard let now = pair.record.entries[field]?.value, let earlier = pair.earlier[place],
                    let before = earlier.record.entries[field]?.value,
                    !askew.contains(item.id, pair.record.number, field)
                else { continue }
                groups[group, default: []].append(
                    ComparableValue(record: pair.record, field: field, now: now, before: before, round: earlier.round))
            }
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { (group: $0.key, values: $0.value) }
    }
}

extension [ComparableValue] {
    /// What sentences about a series may say of it.
    func words(found: Int, group: Message) -> [String: Message] {
        [
            "count": .number(found), "compared": .number(count), "before_round": .text(first?.round ?? ""),
            "group": group,
            "percent": .text(isEmpty ? "" : (100 * Double(found) / Double(count)).shown(digits: 3)),
        ]
    }
}
