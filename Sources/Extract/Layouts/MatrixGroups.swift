/// The labels of an outer header row of a matrix over its columns. Where its cells are not merged, a label holds for the columns behind it until the
/// next, or until the inner labels begin again: then a group's own label is lost, and no other stands for it.
struct MatrixGroups {
    /// The row's own labels by column; a merged cell's over each of its columns.
    let own: [MatrixHeader.Label?]
    /// What the rows below say over each column; nil where that is none of the questionnaire's.
    let inner: [String?]
    /// Whether a label is one of the questionnaire's.
    let isKnown: (MatrixHeader.Label) -> Bool

    var labels: [MatrixHeader.Label?] {
        guard let first = inner.firstIndex(where: { $0 != nil }), own[first] == nil else { return carried(from: nil) }
        // The group begins further left, at a column whose inner label is none of the questionnaire's. What is not known there may be the corner's word.
        if let label = own[..<first].compactMap(\.self).last, isKnown(label) { return carried(from: nil) }
        // The first column has no label: labels may stand in the middle of what they are for.
        return centred ?? carried(from: first)
    }

    /// Labels from left to right. Without a label over the first column one holds for columns only whose inner labels come behind its own, as they do
    /// where it begins a group.
    private func carried(from first: Int?) -> [MatrixHeader.Label?] {
        let order = first == nil ? [:] : places
        var current: MatrixHeader.Label?
        var beginning = 0
        var seen: Set<String> = []
        return own.indices.map { index in
            if index == first { current = nil }
            if let label = own[index], label != current {
                (current, seen) = (label, [])
                beginning = inner[index].flatMap { order[$0] } ?? 0
            }
            guard let key = inner[index] else { return own[index] ?? current }
            if !seen.insert(key).inserted, own[index] == nil { (current, seen) = (nil, [key]) }
            if own[index] == nil, let place = order[key], place < beginning { return nil }
            return own[index] ?? current
        }
    }

    /// The places of the inner labels, in the order in which they stand first.
    private var places: [String: Int] {
        var places: [String: Int] = [:]
        for key in inner.compactMap(\.self) where places[key] == nil { places[key] = places.count }
        return places
    }

    /// Where the inner labels come again and again, each time as many, and one label stands over each time, it is for all of these columns; else nil.
    private var centred: [MatrixHeader.Label?]? {
        var groups: [[Int]] = []
        var seen: Set<String> = []
        for (index, key) in inner.enumerated() {
            guard let key else { continue }
            if groups.isEmpty || seen.contains(key) {
                groups.append([])
                seen = []
            }
            seen.insert(key)
            groups[groups.count - 1].append(index)
        }
        guard groups.count > 1, let width = groups.first?.count, width > 1, groups.allSatisfy({ $0.count == width })
        else { return nil }
        var labels = own
        for group in groups {
            guard let first = group.first, let last = group.last else { return nil }
            let over = Set(own[first...last].compactMap(\.self))
            guard over.count == 1, let label = over.first else { return nil }
            for index in first...last { labels[index] = label }
        }
        return labels
    }
}
