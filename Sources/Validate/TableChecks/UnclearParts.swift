import SurveyModel

/// Records with a value of which it is not clear to which group they belong, or whether they are parts of a total at all: the code, or what tells the group,
/// is missing or cannot be read.
struct UnclearParts {
    /// What is known of their groups: by the places of the fields that they have, the values in these. Of these places there are few combinations, so that
    /// a total is looked up in a few sets, however many such records there are.
    private var known: [[Int]: Set<[String]>] = [:]

    /// Adds a record, unless it says nothing in the field that is added up.
    mutating func add(_ record: Record, of by: [Int], value field: Int) {
        // A mark says that there is no value; what was typed and cannot be read is one.
        guard let entry = record.entries[field], entry.value != nil || entry.status == nil else { return }
        let group = by.map { record.entries[$0]?.value?.text }
        known[group.indices.filter { group[$0] != nil }, default: []].insert(group.compactMap(\.self))
    }

    /// Whether one of them may belong to a group.
    func mayBelong(to group: [String]) -> Bool {
        known.contains { places, values in values.contains(places.map { group[$0] }) }
    }
}
