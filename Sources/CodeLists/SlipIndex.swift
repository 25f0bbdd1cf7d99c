/// The letters of a spelling, with what is needed to hash any piece of it without reading it again.
struct Spelling: Sendable {
    private(set) var letters: [UInt16] = []
    /// Which letters it has, roughly: a bit for each, which some share.
    private(set) var signature: UInt32 = 0
    /// Polynomial sums of the spelling's beginnings.
    private var sums: [UInt64] = []

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let powers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 0..<256 { powers.append(powers[powers.count - 1] &* base) }
        return powers
    }()

    /// Letters of alphabets; nil for the other scripts, in which one sign is a syllable or a word and no slip.
    init?(_ key: ArraySlice<UInt8>) {
        letters.reserveCapacity(key.count)
        sums.reserveCapacity(key.count + 1)
        if !read(key) { return nil }
    }

    /// None yet.
    init() {}

    /// Takes the letters of another key, with the room of the last; false where `init` gives nil.
    mutating func read(_ key: ArraySlice<UInt8>) -> Bool {
        letters.removeAll(keepingCapacity: true)
        guard Self.append(key, to: &letters) else { return false }
        sums.removeAll(keepingCapacity: true)
        signature = 0
        var sum: UInt64 = 0
        sums.append(sum)
        for letter in letters {
            sum = sum &* Self.base &+ UInt64(letter) &+ 1
            sums.append(sum)
            signature |= 1 << UInt32(letter & 31)
        }
        return true
    }

    static func letters(_ key: ArraySlice<UInt8>) -> [UInt16]? {
        var found: [UInt16] = []
        found.reserveCapacity(key.count)
        return append(key, to: &found) ? found : nil
    }

    private static func append(_ key: ArraySlice<UInt8>, to letters: inout [UInt16]) -> Bool {
        key.withUnsafeBufferPointer { key in
            var index = 0
            while index < key.count {
                let byte = key[index]
                if byte < 0x80 {
                    letters.append(UInt16(byte))
                    index += 1
                } else if byte < 0xE0, index + 1 < key.count {
                    letters.append(UInt16(byte & 0x1F) << 6 | UInt16(key[index + 1] & 0x3F))
                    index += 2
                } else {
                    return false
                }
            }
            return true
        }
    }

    /// The hash of a piece, for a place in keys of this length.
    func hash(_ range: Range<Int>, _ piece: UInt64, _ length: Int) -> UInt32 {
        let power = Self.powers[min(range.count, 256)]
        return Self.hash(sums[range.upperBound] &- sums[range.lowerBound] &* power, piece, length)
    }

    /// As ``hash(_:_:_:)``, for the first letters.
    func beginning(_ count: Int, _ piece: UInt64, _ length: Int) -> UInt32 { Self.hash(sums[count], piece, length) }

    /// As ``hash(_:_:_:)``, for the last letters.
    func ending(_ count: Int, _ piece: UInt64, _ length: Int) -> UInt32 {
        hash((letters.count - count)..<letters.count, piece, length)
    }

    private static func hash(_ sum: UInt64, _ piece: UInt64, _ length: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: ((sum ^ (piece << 56 | UInt64(length) << 48)) &* 0xD6E8_FEB8_6659_FD93) >> 32)
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
    /// For each key which letters it has.
    private var signatures: [UInt32] = []
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
        var spelling = Spelling()
        for entry in 0..<count {
            guard spelling.read(table.key(entry)), spelling.letters.count >= Self.shortest else { continue }
            let count = spelling.letters.count
            let key = Int32(entries.count)
            entries.append(Int32(entry))
            letters += spelling.letters
            starts.append(Int32(letters.count))
            signatures.append(spelling.signature)
            let half = (count - 1) / 2
            file(spelling.beginning(half, 1, count), key)
            file(spelling.ending(half, 2, count), key)
            guard count >= Self.shortestForTwo else { continue }
            let third = count / 3
            file(spelling.beginning(third, 3, count), key)
            file(spelling.hash(third..<(2 * third), 4, count), key)
            file(spelling.ending(third, 5, count), key)
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
        let count = spelling.letters.count
        for length in max(count - bound, Self.shortest)...max(count + bound, Self.shortest) {
            let half = (length - 1) / 2
            if half > 0, half <= count, bound == 1 {
                compare(spelling, spelling.beginning(half, 1, length), bound, &found)
                compare(spelling, spelling.ending(half, 2, length), bound, &found)
            }
            guard bound > 1, length >= Self.shortestForTwo else { continue }
            let third = length / 3
            guard third <= count else { continue }
            compare(spelling, spelling.beginning(third, 3, length), bound, &found)
            compare(spelling, spelling.ending(third, 5, length), bound, &found)
            for shift in -2...2 where third + shift >= 0 && 2 * third + shift <= count {
                compare(spelling, spelling.hash((third + shift)..<(2 * third + shift), 4, length), bound, &found)
            }
        }
        if found.count < 2 { return found }
        return found.sorted { ($0.distance, $0.entry) < ($1.distance, $1.entry) }
    }

    @inline(__always)
    private func compare(_ spelling: Spelling, _ hash: UInt32, _ bound: Int, _ found: inout [Near]) {
        let bit = Int(hash >> 13) & (isFiled.count * 64 - 1)
        if isFiled[bit >> 6] & (1 << UInt64(bit & 63)) != 0 { compareFiled(spelling, hash, bound, &found) }
    }

    private func compareFiled(_ spelling: Spelling, _ hash: UInt32, _ bound: Int, _ found: inout [Near]) {
        var place = heads[Int(hash) & (heads.count - 1)]
        while place >= 0 {
            let one = filed[Int(place)]
            place = one.next
            if one.hash != hash { continue }
            // A slip adds a letter, takes one away or both.
            if (signatures[Int(one.key)] ^ spelling.signature).nonzeroBitCount > 2 * bound { continue }
            let range = Int(starts[Int(one.key)])..<Int(starts[Int(one.key) + 1])
            let distance = spelling.letters.withUnsafeBufferPointer { spelling in
                letters.withUnsafeBufferPointer {
                    EditDistance.within(bound, spelling, UnsafeBufferPointer(rebasing: $0[range]))
                }
            }
            guard let distance else { continue }
            let entry = Int(entries[Int(one.key)])
            if !found.contains(where: { $0.entry == entry }) { found.append(Near(entry: entry, distance: distance)) }
        }
    }
}
