import OrderedCollections
import SurveyModel

/// Values outside the range of their group. A group without a range is not looked at.
struct RangeCheck<Records: RecordSource> {
    let check: PlausibilityCheck
    let selection: RecordSelection
    let file: RangeTable?
    var tally: CheckTally<Records>

    func judged(_ returns: [StagedReturn]) -> CheckTally<Records> {
        var tally = tally
        for item in returns {
            let isOff = tally.isOff(in: item)
            for record in item.records {
                for field in selection.fields {
                    if isOff || !selection.contains(record, round: item.round) {
                        tally.count(.notApplicable, in: item)
                    } else {
                        judge(record, field, item, &tally)
                    }
                }
            }
        }
        return tally
    }

    private func judge(_ record: Record, _ field: Int, _ item: StagedReturn, _ tally: inout CheckTally<Records>) {
        guard let group = selection.group(of: record), let number = record.number(field) else {
            tally.count(.notVerifiable, in: item)
            return
        }
        guard let range = range(of: group) else {
            tally.count(.notApplicable, in: item)
            return
        }
        guard !range.contains(number) else {
            tally.count(.passed, in: item)
            return
        }
        let place = group.isEmpty ? "" : " for \(group.joined(separator: ", "))"
        tally.tell(
            .init(
                message: LocalizedText(
                    "\(selection.title(of: field)): {value} lies outside the usual range\(place), {range}."),
                values: ["value": number.shown(), "range": range.words, "group": group.joined(separator: ", ")],
                expected: range.words),
            record, field: selection.name(of: field), in: item)
    }

    private func range(of group: [String]) -> ValueRange? {
        if let range = check.limits.range { return range }
        if let file { return file[group] }
        return group.first.flatMap { check.limits.ranges[$0] }
    }
}
