/// The letters of a spelling, with what is needed to hash any piece of it without reading it again.
struct Spelling: Sendable {
    let letters: [UInt16]
    /// Polynomial sums of the spelling's beginnings.
    private let sums: [UInt64]

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let powers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 0..<256 { powers.append(powers[powers.count - 1] &* base) }
        return powers
    }()

    /// Letters of alphabets; nil for the other scripts, in which one sign is a syllable or a word and no slip.
    init?(_ key: ArraySlice<UInt8>) {
        guard let letters = Self.letters(key) else { return nil }
        self.letters = letters
        var sums: [UInt64] = []
        sums.reserveCapacity(letters.count + 1)
        var sum: UInt64 = 0
        sums.append(sum)
        for letter in letters {
            sum = sum &* Self.base &+ UInt64(letter) &+ 1
            sums.append(sum)
        }
        self.sums = sums
    }

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

    /// The hash of a piece, for a place in keys of this length.
    func hash(_ range: Range<Int>, _ piece: UInt64, _ length: Int) -> UInt32 {
        let power = Self.powers[min(range.count, 256)]
        let sum = sums[range.upperBound] &- sums[range.lowerBound] &* power
        let mixed = (sum ^ (piece << 56 | UInt64(length) << 48)) &* 0xD6E8_FEB8_6659_FD93
        return UInt32(truncatingIfNeeded: mixed >> 32)
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

    private struct Filed {
        let hash: UInt32
        let key: Int32
        let next: Int32
    }

    /// The shortest key that is compared at all, in letters.
    static let shortest = 4
    /// The longest spelling that is compared at all.
    static let longest = 80
    /// The shortest key for which two slips are looked for.
    static let shortestForTwo = 8

    private var letters: [UInt16] = []
    private var starts: [Int32] = [0]
    private var entries: [Int32] = []
    private var heads: [Int32]
    private var filed: [Filed] = []
    /// A bit for each hash that is filed, by its last bits: most pieces that are asked for are not there, and this is
    /// small enough to stay in the processor's cache.
    private var isFiled = [UInt64](repeating: 0, count: 1 << 13)

    /// Files the keys of a table, or the first `count` of them.
    init(_ table: KeyTable, count: Int? = nil) {
        let count = count ?? table.count
        var size = 1024
        while size < count * 4 { size *= 2 }
        heads = [Int32](repeating: -1, count: size)
        letters.reserveCapacity(count * 10)
        filed.reserveCapacity(count * 5)
        for entry in 0..<count {
            guard let spelling = Spelling(table.key(entry)), spelling.letters.count >= Self.shortest else { continue }
            let count = spelling.letters.count
            let key = Int32(entries.count)
            entries.append(Int32(entry))
            letters += spelling.letters
            starts.append(Int32(letters.count))
            let half = (count - 1) / 2
            file(spelling.hash(0..<half, 1, count), key)
            file(spelling.hash((count - half)..<count, 2, count), key)
            guard count >= Self.shortestForTwo else { continue }
            let third = count / 3
            file(spelling.hash(0..<third, 3, count), key)
            file(spelling.hash(third..<(2 * third), 4, count), key)
            file(spelling.hash((count - third)..<count, 5, count), key)
        }
    }

    private mutating func file(_ hash: UInt32, _ key: Int32) {
        let bucket = Int(hash) & (heads.count - 1)
        filed.append(Filed(hash: hash, key: key, next: heads[bucket]))
        heads[bucket] = Int32(filed.count - 1)
        let bit = Int(hash >> 13) & (isFiled.count * 64 - 1)
        isFiled[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// The keys at most `bound` (1 or 2) slips away, nearest first, in the order of the table.
    func near(_ spelling: Spelling, bound: Int) -> [Near] {
        var found: [Near] = []
        var seen: [Int32] = []
        let count = spelling.letters.count
        for length in max(count - bound, Self.shortest)...max(count + bound, Self.shortest) {
            let half = (length - 1) / 2
            if half > 0, half <= count, bound == 1 {
                compare(spelling, spelling.hash(0..<half, 1, length), bound, &found, &seen)
                compare(spelling, spelling.hash((count - half)..<count, 2, length), bound, &found, &seen)
            }
            guard bound > 1, length >= Self.shortestForTwo else { continue }
            let third = length / 3
            guard third <= count else { continue }
            compare(spelling, spelling.hash(0..<third, 3, length), bound, &found, &seen)
            compare(spelling, spelling.hash((count - third)..<count, 5, length), bound, &found, &seen)
            for shift in -2...2 where third + shift >= 0 && 2 * third + shift <= count {
                compare(
                    spelling, spelling.hash((third + shift)..<(2 * third + shift), 4, length), bound, &found, &seen)
            }
        }
        if found.count < 2 { return found }
        return found.sorted { ($0.distance, $0.entry) < ($1.distance, $1.entry) }
    }

    private func compare(
        _ spelling: Spelling, _ hash: UInt32, _ bound: Int, _ found: inout [Near], _ seen: inout [Int32]
    ) {
        let bit = Int(hash >> 13) & (isFiled.count * 64 - 1)
        if isFiled[bit >> 6] & (1 << UInt64(bit & 63)) == 0 { return }
        var place = heads[Int(hash) & (heads.count - 1)]
        while place >= 0 {
            let one = filed[Int(place)]
            place = one.next
            if one.hash != hash || seen.contains(one.key) { continue }
            seen.append(one.key)
            let range = Int(starts[Int(one.key)])..<Int(starts[Int(one.key) + 1])
            let distance = spelling.letters.withUnsafeBufferPointer { spelling in
                letters.withUnsafeBufferPointer {
                    EditDistance.within(bound, spelling, UnsafeBufferPointer(rebasing: $0[range]))
                }
            }
            if let distance { found.append(Near(entry: Int(entries[Int(one.key)]), distance: distance)) }
        }
    }
}
