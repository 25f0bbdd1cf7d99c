import Load
import OrderedCollections
import SurveyModel

/// The returns' values as they are published: typed, but where a decision has given another, or policy keeps one out or marks it.
struct PublishedValues {
    /// The bundles with these values.
    let bundles: RunBundles
    /// The records that are not as typed, for the store.
    let staged: [StagedRecord]
    /// The same as they were typed.
    let typed: [StagedRecord]

    init(
        _ survey: Survey, typed: RunBundles, _ corrections: Corrections, _ disposition: Disposition
    ) throws {
        let changed = Dictionary(grouping: disposition.marked.union(corrections.records.keys), by: \.returnID)
        var published: [(key: RecordID, value: Record)] = []
        var staged: [StagedRecord] = []
        var originals: [StagedRecord] = []
        for (id, own) in changed.sorted(by: { $0.key < $1.key }) {
            guard let bundle = try typed.bundle(id) else { continue }
            let places = Set(own)
            let cells = AnswerCells(bundle.places)
            for record in bundle.records {
                let place = RecordID(returnID: id, table: record.table, number: record.number)
                guard places.contains(place), let table = survey.definition.tables[record.table] else { continue }
                let marked = disposition.marked(corrections.records[place] ?? record, place, in: table) {
                    cells.cell(of: $0, in: record, of: table)
                }
                staged.append(StagedRecord(returnID: id, record: marked))
                originals.append(StagedRecord(returnID: id, record: record))
                published.append((place, marked))
            }
        }
        bundles = typed.replacing(published)
        self.staged = staged
        self.typed = originals
    }
}
