import SurveyModel

/// Finds for each record that of the round before: of the same reporter, with the same key. A key that stands there twice says nothing. Where several bodies of
/// a reporter have reported in one round, each is compared with itself; the name of one that is alone may be written in another way each time.
///
/// Where a value of the round before belongs to a series that is askew, that of the round before it takes its place: a series that comes right again is no
/// change of unit.
struct RoundComparison {
    let selection: RecordSelection
    /// The rounds, oldest first.
    let rounds: [String]
    /// The reporters of which several bodies have reported in one round.
    let ofSeveralBodies: Set<String>

    /// A record of an earlier round.
    struct Earlier {
        let record: Record
        let returnID: String
        let round: String
    }

    /// A record with that of the round before.
    struct Pair {
        let record: Record
        /// Nil where there is none. By the selection's fields, since one of them may be askew.
        let earlier: [Earlier?]
    }

    private struct Key: Hashable {
        let reporter: String
        let body: String
        let values: ValueKey
    }

    private func key(of record: Record, in item: StagedReturn) -> Key? {
        ValueKey(record, fields: selection.key).map { values in
            Key(
                reporter: item.reporter, body: ofSeveralBodies.contains(item.reporter) ? item.body : "",
                values: values)
        }
    }

    /// Calls `body` for each return, round after round, with the pairs of the records that are looked at, in the order in which they stand. In the first
    /// round there is nothing to compare with, and the pairs are nil.
    func forEachReturn(
        _ returns: [StagedReturn], _ askew: inout AskewValues,
        _ body: (StagedReturn, [Pair]?, inout AskewValues) -> Void
    ) {
        let byRound = Dictionary(grouping: returns, by: \.round)
        var before: [Key: [Earlier?]]?
        for round in rounds {
            let items = byRound[round] ?? []
            for item in items { body(item, before.map { pairs(of: item, $0) }, &askew) }
            before = latest(items, before ?? [:], askew)
        }
    }

    private func pairs(of item: StagedReturn, _ before: [Key: [Earlier?]]) -> [Pair] {
        let none: [Earlier?] = selection.fields.map { _ in nil }
        return item.records.filter { selection.contains($0, round: item.round) }.map { record in
            Pair(record: record, earlier: key(of: record, in: item).flatMap { before[$0] } ?? none)
        }
    }

    private func latest(_ items: [StagedReturn], _ before: [Key: [Earlier?]], _ askew: AskewValues)
        -> [Key: [Earlier?]]
    {
        var latest: [Key: [Earlier?]] = [:]
        var doubled: Set<Key> = []
        for item in items {
            for record in item.records where selection.contains(record, round: item.round) {
                guard let key = key(of: record, in: item) else { continue }
                let own = Earlier(record: record, returnID: item.id, round: item.round)
                let known = selection.fields.enumerated().map { place, field in
                    askew.contains(item.id, record.number, field) ? before[key]?[place] : own
                }
                if latest.updateValue(known, forKey: key) != nil { doubled.insert(key) }
            }
        }
        for key in doubled { latest[key] = nil }
        return latest
    }
}
