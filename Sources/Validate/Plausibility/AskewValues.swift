/// The values that belong to a series found askew as a whole: in another unit, or in the wrong rows.
struct AskewValues {
    /// A value of a return.
    private struct Place: Hashable {
        let returnID: String
        let record: Int
        let field: Int
    }

    private var places: Set<Place> = []

    mutating func insert(_ returnID: String, _ record: Int, _ field: Int) {
        places.insert(Place(returnID: returnID, record: record, field: field))
    }

    func contains(_ returnID: String, _ record: Int, _ field: Int) -> Bool {
        !places.isEmpty && places.contains(Place(returnID: returnID, record: record, field: field))
    }
}
