import Load
import SurveyModel

/// What became of each return as a whole.
enum Verdicts {
    /// The verdict on each return by id. A superseded return has none: its place was taken before anybody judged it.
    ///
    /// - Parameters:
    ///   - returns: the returns with their states.
    ///   - bundles: their records.
    ///   - disposition: what becomes of the records.
    ///   - issues: the run's issues.
    static func of(
        _ returns: [Return], _ bundles: [String: ReturnBundle], _ disposition: Disposition, _ issues: [Issue]
    ) -> [String: Verdict] {
        // Notes are worth knowing, but ask nothing.
        let queried = Set(issues.filter { $0.state.isUnsettled && $0.finding.severity != .note }.map(\.returnID))
        var withoutValue: Set<String> = []
        for record in disposition.blanked.keys { withoutValue.insert(record.returnID) }
        var verdicts: [String: Verdict] = [:]
        for item in returns where item.state != .superseded {
            guard item.state == .live else {
                verdicts[item.id] = .rejected
                continue
            }
            let records = bundles[item.id]?.records ?? []
            let published = records.count {
                disposition.outcome(of: RecordID(returnID: item.id, table: $0.table, number: $0.number)) == .published
            }
            verdicts[item.id] =
                published == 0
                ? .rejected
                : published < records.count || withoutValue.contains(item.id)
                    ? .partlyAccepted : queried.contains(item.id) ? .acceptedWithQueries : .accepted
        }
        return verdicts
    }

    /// How many returns have each verdict.
    static func counts(_ verdicts: [String: Verdict]) -> [(verdict: Verdict, count: Int)] {
        Verdict.allCases.map { verdict in (verdict, verdicts.values.count { $0 == verdict }) }
    }
}
