/// Distance between spellings: letters put in, left out, replaced, or two neighbours exchanged (optimal string
/// alignment), counted only as far as a bound.
enum EditDistance {
    /// The distance, or nil if it is more than the bound. The buffers are read between their bounds only.
    static func within(_ bound: Int, _ a: UnsafeBufferPointer<UInt16>, _ b: UnsafeBufferPointer<UInt16>) -> Int? {
        guard abs(a.count - b.count) <= bound else { return nil }
        let distance = bounded(bound, a, 0, b, 0)
        return distance <= bound ? distance : nil
    }

    /// The distance from these places on, or more than the bound if it is more.
    private static func bounded(
        _ bound: Int, _ a: UnsafeBufferPointer<UInt16>, _ startA: Int, _ b: UnsafeBufferPointer<UInt16>, _ startB: Int
    ) -> Int {
        var i = startA
        var j = startB
        while i < a.count, j < b.count, a[i] == b[j] {
            i += 1
            j += 1
        }
        let restA = a.count - i
        let restB = b.count - j
        if restA == 0 || restB == 0 { return max(restA, restB) }
        if bound <= 0 || abs(restA - restB) > bound { return bound + 1 }
        if bound == 1 { return one(a, i, b, j) ? 1 : 2 }
        var best = bounded(bound - 1, a, i + 1, b, j + 1) + 1
        if best > 1 { best = min(best, bounded(min(bound, best) - 1, a, i + 1, b, j) + 1) }
        if best > 1 { best = min(best, bounded(min(bound, best) - 1, a, i, b, j + 1) + 1) }
        if best > 1, restA > 1, restB > 1, a[i] == b[j + 1], a[i + 1] == b[j] {
            best = min(best, bounded(min(bound, best) - 1, a, i + 2, b, j + 2) + 1)
        }
        return best
    }

    /// Whether one change makes the rests equal, which differ in their first letter.
    private static func one(
        _ a: UnsafeBufferPointer<UInt16>, _ i: Int, _ b: UnsafeBufferPointer<UInt16>, _ j: Int
    ) -> Bool {
        let restA = a.count - i
        let restB = b.count - j
        if restA > restB { return ends(a, i + 1, b, j) }
        if restA < restB { return ends(a, i, b, j + 1) }
        return ends(a, i + 1, b, j + 1)
            || restA > 1 && a[i] == b[j + 1] && a[i + 1] == b[j] && ends(a, i + 2, b, j + 2)
    }

    /// Whether what is left from these places on is equal.
    private static func ends(
        _ a: UnsafeBufferPointer<UInt16>, _ i: Int, _ b: UnsafeBufferPointer<UInt16>, _ j: Int
    ) -> Bool {
        guard a.count - i == b.count - j else { return false }
        for place in 0..<(a.count - i) where a[i + place] != b[j + place] { return false }
        return true
    }
}
