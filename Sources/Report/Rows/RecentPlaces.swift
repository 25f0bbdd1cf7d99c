/// The places of things that were asked for lately. Most of what a column has is one of a few things, and to compare with these costs less than to
/// look each up among all there are.
///
/// It holds no more than ``most`` things: a new one takes the place of the one that has been held longest.
struct RecentPlaces<Item: Sendable>: Sendable {
    /// How many things are held.
    static var most: Int { 12 }

    private var items: [Item] = []
    private var places: [Int] = []
    /// The one that was found or added last: it is asked for again more often than any other.
    private var latest = 0
    /// The one that a new one takes the place of.
    private var oldest = 0

    /// The place of the thing that is asked for; nil where it is not held.
    mutating func place(where isAskedFor: (Item) -> Bool) -> Int? {
        guard latest < items.count else { return nil }
        if isAskedFor(items[latest]) { return places[latest] }
        for index in items.indices where index != latest {
            guard isAskedFor(items[index]) else { continue }
            latest = index
            return places[index]
        }
        return nil
    }

    /// Holds a thing that was not held.
    mutating func add(_ item: Item, at place: Int) {
        guard items.count == Self.most else {
            latest = items.count
            items.append(item)
            places.append(place)
            return
        }
        items[oldest] = item
        places[oldest] = place
        latest = oldest
        oldest = (oldest + 1) % Self.most
    }
}
