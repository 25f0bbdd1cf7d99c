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
    }

    private var fields: [Field] = []

    /// The summaries of records of one table. O(entries).
    init(_ records: [Record]) {
        for record in records { take(record) }
        for record in records { recount(record) }
    }

    /// How each field was answered.
    var tallies: [AnswerTally] { fields.map(\.tally) }

    /// The values by the fields' indices which more than half of the records have that have one: whoever remains in the count above, counted again
    /// (R. S. Boyer and J S. Moore, MJRTY: A Fast Majority Vote Algorithm, 1991).
    var commonValues: [(field: Int, value: String)] {
        fields.enumerated().compactMap { index, field in
            guard let candidate = field.candidate, field.lead > 0, field.own * 2 > field.total else { return nil }
            return (index, candidate.text)
        }
    }

    private mutating func take(_ record: Record) {
        while fields.count < record.entries.count { fields.append(Field()) }
        for index in record.entries.indices {
            fields[index].tally.count(record.entries[index])
            guard let value = record.entries[index]?.value else { continue }
            if fields[index].lead == 0 { fields[index].candidate = value }
            fields[index].lead += fields[index].candidate == value ? 1 : -1
        }
    }

    private mutating func recount(_ record: Record) {
        for index in record.entries.indices where fields[index].lead > 0 {
            guard let value = record.entries[index]?.value else { continue }
            fields[index].total += 1
            if fields[index].candidate == value { fields[index].own += 1 }
        }
    }
}
