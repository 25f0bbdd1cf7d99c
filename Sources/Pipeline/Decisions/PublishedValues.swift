import Load
import OrderedCollections
import SurveyModel

/// The returns' values as they are published: typed, but where a decision has given another, or policy keeps one out or marks it.
struct PublishedValues {
    /// The bundles with these values.
    let bundles: [String: ReturnBundle]
    /// The records that are not as typed, for the store.
    let staged: [StagedRecord]
    /// The same as they were typed.
    let typed: [StagedRecord]

    init(
        _ survey: Survey, typed: [String: ReturnBundle], _ corrections: Corrections, _ disposition: Disposition
    ) {
        let changed = disposition.marked.union(corrections.records.keys)
        let returns = Set(changed.map(\.returnID))
        var bundles = typed
        var staged: [StagedRecord] = []
        var originals: [StagedRecord] = []
        for id in returns.sorted() {
            guard let bundle = typed[id] else { continue }
            let records = bundle.records.map { record -> Record in
                let place = RecordID(returnID: id, table: record.table, number: record.number)
                guard changed.contains(place), let table = survey.definition.tables[record.table] else { return record }
                let published = disposition.marked(corrections.records[place] ?? record, place, in: table)
                staged.append(StagedRecord(returnID: id, record: published))
                originals.append(StagedRecord(returnID: id, record: record))
                return published
            }
            bundles[id] = bundle.with(records: records)
        }
        self.bundles = bundles
        self.staged = staged
        self.typed = originals
    }
}
