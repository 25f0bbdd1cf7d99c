import SurveyModel

/// What the records of a table say to each of its fields. Taken record by record, since a table's entries do not fit into a processor's caches.
struct FieldSummaries {
    private struct Field {
        var tally = AnswerTally()
        /// The value that remains when each in turn strikes out one of another kind, and by how many it leads.
        var candidate: Value?
        var lead = 0
        /// How many of the records that have a value have the candidate, and how many have one.
        var own = 0
        var total = 0

        /// Whether its records have to be counted again to tell whether most have the candidate: by as many as it leads it has at least.
        var isOpen: Bool { lead > 0 && lead * 2 <= total }
    }

    private var fields: [Field] = []

    /// The summaries of records of one table. O(entries).
    init(_ records: [Record]) {
        for record in records { take(record) }
        guard fields.contains(where: \.isOpen) else { return }
        let open = fields.indices.filter { fields[$0].isOpen }
        for record in records { recount(record, open) }
    }

    /// How each field was answered.
    var tallies: [AnswerTally] { fields.map(\.tally) }

    /// The values by the fields' indices which more than half of the records have that have one: whoever remains in the count above, counted again
    /// (R. S. Boyer and J S. Moore, MJRTY: A Fast Majority Vote Algorithm, 1991).
    var commonValues: [(field: Int, value: String)] {
        fields.enumerated().compactMap { index, field in
            guard let candidate = field.candidate, field.lead > 0, max(field.own, field.lead) * 2 > field.total else {
                return nil
            }
            return (index, candidate.text)
        }
    }

    private mutating func take(_ record: Record) {
        while fields.count < record.entries.count { fields.append(Field()) }
        for index in record.entries.indices {
            fields[index].tally.count(record.entries[index])
            guard let value = record.entries[index]?.value else { continue }
            fields[index].total += 1
            if fields[index].lead == 0 { fields[index].candidate = value }
            fields[index].lead += fields[index].candidate == value ? 1 : -1
        }
    }

    private mutating func recount(_ record: Record, _ open: [Int]) {
        for index in open where index < record.entries.count {
            guard let value = record.entries[index]?.value else { continue }
            if fields[index].candidate == value { fields[index].own += 1 }
        }
    }
}
