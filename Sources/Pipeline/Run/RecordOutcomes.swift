import Load
import SurveyModel

/// How many records of each return and table are published, rejected and superseded, told from counts alone.
struct RecordOutcomes {
    /// Numbers of records.
    struct Counts: Hashable {
        var read = 0
        var published = 0
        var rejected = 0
        var superseded = 0

        static func += (left: inout Counts, right: Counts) {
            left.read += right.read
            left.published += right.published
            left.rejected += right.rejected
            left.superseded += right.superseded
        }
    }

    private let bundles: RunBundles
    private let states: [String: ReturnState]
    /// Records that an issue of their own keeps out, by return and table.
    private let rejected: [String: [String: Int]]

    init(_ returns: [Return], _ bundles: RunBundles, _ disposition: Disposition) {
        self.bundles = bundles
        states = Dictionary(returns.map { ($0.id, $0.state) }) { first, _ in first }
        var rejected: [String: [String: Int]] = [:]
        for record in disposition.rejected
        // Records are numbered from 1: an issue about another has no record.
        where (1...max(1, bundles.count(record.returnID, record.table))).contains(record.number) {
            rejected[record.returnID, default: [:]][record.table, default: 0] += 1
        }
        self.rejected = rejected
    }

    /// The counts of a return's records in a table.
    func counts(_ id: String, _ table: String) -> Counts {
        let read = bundles.count(id, table)
        switch states[id] {
        case .superseded: return Counts(read: read, superseded: read)
        case .held: return Counts(read: read, rejected: read)
        case .live, .refused, nil:
            let rejected = min(read, rejected[id]?[table] ?? 0)
            return Counts(read: read, published: read - rejected, rejected: rejected)
        }
    }

    /// The counts of all records of a return.
    func counts(_ id: String) -> Counts {
        var counts = Counts()
        for table in bundles.heads[id]?.records.keys ?? [:].keys { counts += self.counts(id, table) }
        return counts
    }
}
