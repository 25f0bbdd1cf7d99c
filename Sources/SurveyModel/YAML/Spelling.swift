/// Finds the word that a misspelt one was meant to be, for 'did you mean'.
public enum Spelling {
    /// The candidate nearest to `word`, if it is near enough to be a slip: one edit for short words, up to a third of the letters else.
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        let ranked = candidates.map { (candidate: $0, distance: distance(word.lowercased(), $0.lowercased())) }
            .sorted { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
        guard let best = ranked.first, best.distance <= max(1, word.count / 3) else { return nil }
        return best.candidate
    }

    /// `Did you mean 'x'?`, or the list of what is allowed.
    public static func advice(for word: String, among candidates: [String]) -> String {
        if candidates.isEmpty { return "There is none yet: add it, or take this out." }
        if let nearest = nearest(to: word, among: candidates) { return "Did you mean '\(nearest)'?" }
        return "Allowed here: \(candidates.joined(separator: ", "))."
    }

    /// The Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment). O(n·m).
    private static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left)
        let b = Array(right)
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
