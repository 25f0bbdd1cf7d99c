import Load
import SurveyModel

/// What became of each return as a whole.
enum Verdicts {
    /// The verdict on each return by id. A superseded return has none: its place was taken before anybody judged it.
    ///
    /// - Parameters:
    ///   - returns: the returns with their states.
    ///   - outcomes: what becomes of their records.
    ///   - disposition: what becomes of the records.
    ///   - issues: the run's issues.
    static func of(
        _ returns: [Return], _ outcomes: RecordOutcomes, _ disposition: Disposition, _ issues: [Issue]
    ) -> [String: Verdict] {
        // Notes are worth knowing, but ask nothing.
        var queried: Set<String> = []
        for number in issues.indices
        where issues[number].state.isUnsettled && issues[number].finding.severity != .note {
            queried.insert(issues[number].returnID)
        }
        var withoutValue: Set<String> = []
        for record in disposition.blanked.keys { withoutValue.insert(record.returnID) }
        var verdicts: [String: Verdict] = [:]
        for item in returns where item.state != .superseded {
            guard item.state == .live else {
                verdicts[item.id] = .rejected
                continue
            }
            let counts = outcomes.counts(item.id)
            verdicts[item.id] =
                counts.published == 0
                ? .rejected
                : counts.published < counts.read || withoutValue.contains(item.id)
                    ? .partlyAccepted : queried.contains(item.id) ? .acceptedWithQueries : .accepted
        }
        return verdicts
    }

    /// How many returns have each verdict.
    static func counts(_ verdicts: [String: Verdict]) -> [(verdict: Verdict, count: Int)] {
        Verdict.allCases.map { verdict in (verdict, verdicts.values.count { $0 == verdict }) }
    }
}
