/// The name that a misspelt one was meant to be.
enum NearestName {
    /// The name of which the most letters stand at the same distance from an end; nil where none is near.
    static func of(_ name: String, among known: [String]) -> String? {
        let asked = Array(name.lowercased())
        let ranked = known.map { candidate -> (name: String, distance: Int) in
            let letters = Array(candidate.lowercased())
            let front = zip(asked, letters).prefix { $0 == $1 }.count
            let room = min(asked.count, letters.count) - front
            let back = min(zip(asked.reversed(), letters.reversed()).prefix { $0 == $1 }.count, room)
            return (candidate, max(asked.count, letters.count) - front - back)
        }
        let best = ranked.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let best, best.distance <= max(1, name.count / 4) else { return nil }
        return best.name
    }
}
