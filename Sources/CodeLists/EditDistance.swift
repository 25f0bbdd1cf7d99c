/// Distance between spellings: letters put in, left out, replaced, or two neighbours exchanged (optimal string
/// alignment), counted only as far as a bound.
enum EditDistance {
    /// The distance, or nil if it is more than the bound.
    static func within(_ bound: Int, _ a: ArraySlice<UInt16>, _ b: ArraySlice<UInt16>) -> Int? {
        guard abs(a.count - b.count) <= bound else { return nil }
        return bounded(bound, a, b)
    }

    private static func bounded(_ bound: Int, _ a: ArraySlice<UInt16>, _ b: ArraySlice<UInt16>) -> Int? {
        var i = a.startIndex
        var j = b.startIndex
        while i < a.endIndex, j < b.endIndex, a[i] == b[j] {
            i += 1
            j += 1
        }
        let restA = a.endIndex - i
        let restB = b.endIndex - j
        if restA == 0 || restB == 0 { return max(restA, restB) <= bound ? max(restA, restB) : nil }
        guard bound > 0, abs(restA - restB) <= bound else { return nil }
        var best: Int?
        func consider(_ skipA: Int, _ skipB: Int) {
            let limit = (best.map { $0 - 1 } ?? bound) - 1
            guard limit >= 0, restA >= skipA, restB >= skipB else { return }
            if let more = bounded(limit, a[(i + skipA)...], b[(j + skipB)...]) { best = more + 1 }
        }
        consider(1, 1)
        consider(1, 0)
        consider(0, 1)
        if restA > 1, restB > 1, a[i] == b[j + 1], a[i + 1] == b[j] { consider(2, 2) }
        return best
    }
}

/// Finds the keys of a table that are one or two slips away from a spelling.
///
/// Of a spelling with k slips at most k of its k + 1 pieces are damaged, so each key is filed under pieces of it and
/// only keys that share a piece are compared.
struct SlipIndex: Sendable {
    struct Near {
        let entry: Int
        let distance: Int
    }

    /// The shortest key that is compared at all, in letters.
    static let shortest = 4
    /// The longest key that is compared at all.
    static let longest = 96
    /// The shortest key for which two slips are looked for.
    static let shortestForTwo = 8

    private var letters: [UInt16] = []
    private var starts: [Int32] = [0]
    private var entries: [Int32] = []
    private var heads: [Int32]
    private var nexts: [Int32] = []
    private var owners: [Int32] = []
    private var hashes: [UInt32] = []

    init(_ table: KeyTable) {
        var size = 1024
        while size < table.count * 4 { size *= 2 }
        heads = [Int32](repeating: -1, count: size)
        letters.reserveCapacity(table.count * 10)
        nexts.reserveCapacity(table.count * 5)
        owners.reserveCapacity(table.count * 5)
        hashes.reserveCapacity(table.count * 5)
        for entry in 0..<table.count {
            guard let scalars = Self.letters(table.key(entry)), scalars.count >= Self.shortest else {
                continue
            }
            let key = Int32(entries.count)
            entries.append(Int32(entry))
            letters += scalars
            starts.append(Int32(letters.count))
            let sums = Sums(scalars)
            let half = (scalars.count - 1) / 2
            file(sums.hash(0..<half, 1, scalars.count), key)
            file(sums.hash((scalars.count - half)..<scalars.count, 2, scalars.count), key)
            guard scalars.count >= Self.shortestForTwo else { continue }
            let third = scalars.count / 3
            file(sums.hash(0..<third, 3, scalars.count), key)
            file(sums.hash(third..<(2 * third), 4, scalars.count), key)
            file(sums.hash((scalars.count - third)..<scalars.count, 5, scalars.count), key)
        }
    }

    private mutating func file(_ hash: UInt32, _ key: Int32) {
        let bucket = Int(hash) & (heads.count - 1)
        nexts.append(heads[bucket])
        owners.append(key)
        hashes.append(hash)
        heads[bucket] = Int32(owners.count - 1)
    }

    /// Letters of alphabets; nil for the other scripts, in which one sign is a syllable or a word and no slip.
    static func letters(_ key: ArraySlice<UInt8>) -> [UInt16]? {
        var found: [UInt16] = []
        found.reserveCapacity(key.count)
        var index = key.startIndex
        while index < key.endIndex {
            let byte = key[index]
            if byte < 0x80 {
                found.append(UInt16(byte))
                index += 1
            } else if byte < 0xE0, index + 1 < key.endIndex {
                found.append(UInt16(byte & 0x1F) << 6 | UInt16(key[index + 1] & 0x3F))
                index += 2
            } else {
                return nil
            }
        }
        return found
    }

    /// Polynomial sums of a spelling's beginnings, from which any piece of it is hashed without reading it again.
    private struct Sums {
        private var sums: [UInt64] = [0]
        private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
        private static let powers: [UInt64] = {
            var powers: [UInt64] = [1]
            for _ in 0..<256 { powers.append(powers[powers.count - 1] &* base) }
            return powers
        }()

        init(_ letters: [UInt16]) {
            sums.reserveCapacity(letters.count + 1)
            var sum: UInt64 = 0
            for letter in letters {
                sum = sum &* Self.base &+ UInt64(letter) &+ 1
                sums.append(sum)
            }
        }

        func hash(_ range: Range<Int>, _ piece: UInt64, _ length: Int) -> UInt32 {
            let power = Self.powers[min(range.count, 256)]
            let sum = sums[range.upperBound] &- sums[range.lowerBound] &* power
            let mixed = (sum ^ (piece << 56 | UInt64(length) << 48)) &* 0xD6E8_FEB8_6659_FD93
            return UInt32(truncatingIfNeeded: mixed >> 32)
        }
    }

    /// The keys at most `bound` (1 or 2) slips away, nearest first, in the order of the table.
    func near(_ spelling: [UInt16], bound: Int) -> [Near] {
        var found: [Near] = []
        var seen: [Int32] = []
        let count = spelling.count
        func compare(_ hash: UInt32) {
            var place = heads[Int(hash) & (heads.count - 1)]
            while place >= 0 {
                let key = owners[Int(place)]
                if hashes[Int(place)] == hash, !seen.contains(key) {
                    seen.append(key)
                    let range = Int(starts[Int(key)])..<Int(starts[Int(key) + 1])
                    if let distance = EditDistance.within(bound, spelling[...], letters[range]) {
                        found.append(Near(entry: Int(entries[Int(key)]), distance: distance))
                    }
                }
                place = nexts[Int(place)]
            }
        }
        let sums = Sums(spelling)
        for length in max(count - bound, Self.shortest)...max(count + bound, Self.shortest) {
            let half = (length - 1) / 2
            if half > 0, half <= count, bound == 1 {
                compare(sums.hash(0..<half, 1, length))
                compare(sums.hash((count - half)..<count, 2, length))
            }
            guard bound > 1, length >= Self.shortestForTwo else { continue }
            let third = length / 3
            guard third <= count else { continue }
            compare(sums.hash(0..<third, 3, length))
            compare(sums.hash((count - third)..<count, 5, length))
            for shift in -2...2 where third + shift >= 0 && 2 * third + shift <= count {
                compare(sums.hash((third + shift)..<(2 * third + shift), 4, length))
            }
        }
        if found.count < 2 { return found }
        return found.sorted { ($0.distance, $0.entry) < ($1.distance, $1.entry) }
    }
}
