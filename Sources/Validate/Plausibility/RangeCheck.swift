import OrderedCollections
import SurveyModel

/// Values outside the range of their group. A group without a range is not looked at.
struct RangeCheck<Records: RecordSource> {
    let check: PlausibilityCheck
    let selection: RecordSelection
    let file: RangeTable?
    let tally: CheckTally<Records>

    func judged(_ returns: [StagedReturn]) -> CheckTally<Records> {
        var tally = tally
        selection.forEachValue(of: returns, &tally) { record, field, item, tally in
            judge(record, field, item, &tally)
        }
        return tally
    }

    private func judge(_ record: Record, _ field: Int, _ item: StagedReturn, _ tally: inout CheckTally<Records>) {
        guard let group = selection.group(of: record) else {
            tally.count(.notVerifiable, in: item)
            return
        }
        // Before the value is looked for: of a group without a range a blank is none that could not be judged.
        guard let range = range(of: group) else {
            tally.count(.notApplicable, in: item)
            return
        }
        guard let number = record.number(field) else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard !range.contains(number) else {
            tally.count(.passed, in: item)
            return
        }
        // The definition says whose range it is.
        let isHidden = check.limits.range == nil && selection.hasPrivateGroups
        let words: Message = isHidden ? .text(PrivateAnswers.mark) : range.message
        let (shown, title) = (Message.text(number.shown()), selection.title(of: field))
        let groups = selection.words(of: group, in: tally.run)
        tally.tell(
            .init(
                message: group.isEmpty
                    ? .own(.plausibilityRange, ["question": title, "value": shown, "range": words])
                    : .own(
                        .plausibilityRangeGroup,
                        ["question": title, "value": shown, "group": groups, "range": words]),
                values: ["value": shown, "range": words, "group": groups],
                expected: isHidden ? nil : words),
            record, field: selection.name(of: field), in: item)
    }

    private func range(of group: [String]) -> ValueRange? {
        if let range = check.limits.range { return range }
        if let file { return file[group] }
        return group.first.flatMap { check.limits.ranges[$0] }
    }
}
