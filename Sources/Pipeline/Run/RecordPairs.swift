import OrderedCollections
import SurveyModel

/// A table's records of a return, each beside the one of the same key of the return whose place it took.
struct RecordPairs {
    /// A record's key, and which of several with the same key it is.
    struct Key: Hashable {
        let name: String
        let count: Int
    }

    /// In the order of the later return, then those that only the earlier one has.
    let pairs: [(name: String, earlier: Record?, later: Record?)]

    /// Pairs records. O(n).
    init(earlier: OrderedDictionary<Key, Record>, later: OrderedDictionary<Key, Record>) {
        pairs =
            later.map { ($0.key.name, earlier[$0.key], $0.value) }
            + earlier.filter { later[$0.key] == nil }.map { ($0.key.name, $0.value, nil) }
    }
}
