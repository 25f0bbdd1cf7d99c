/// A hash table from byte strings to small numbers, laid out in flat arrays: quick to build, to copy and to ask.
struct KeyTable: Sendable {
    /// By slot the hash in the upper half and the entry's number plus one in the lower; 0 is a free slot. The count is
    /// a power of two.
    private var slots: [UInt64]
    /// By slot eight bits of the hash, or 0 where it is free: what is not there is seen here, in an eighth of the memory.
    private var tags: [UInt8]
    private var starts: [Int32] = [0]
    private var pool: [UInt8] = []

    /// The number of distinct keys; they are numbered from 0 in the order in which they came.
    var count: Int { starts.count - 1 }

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        tags = [UInt8](repeating: 0, count: size)
        starts.reserveCapacity(capacity + 1)
        pool.reserveCapacity(capacity * 12)
    }

    /// A hash of the key, eight bytes at a time (multiply and fold, as in wyhash); nobody chooses keys to collide.
    static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
        // The buffer is read from its first to its last byte only.
        var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: key.count)
        let raw = UnsafeRawBufferPointer(key)
        var position = 0
        while position + 8 <= raw.count {
            hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest: UInt64 = 0
        while position < raw.count {
            rest = rest << 8 | UInt64(raw[position])
            position += 1
        }
        return UInt32(truncatingIfNeeded: mixed(hash ^ rest) >> 32)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return high ^ low
    }

    /// The number of the key, or nil.
    func find(_ key: ArraySlice<UInt8>) -> Int? {
        key.withUnsafeBufferPointer { find($0) }
    }

    func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? { find(key, hash: Self.hash(key)) }

    /// The number of the key whose hash is known, or nil.
    func find(_ key: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
        let tag = Self.tag(hash)
        var slot = Int(hash) & (tags.count - 1)
        while tags[slot] != 0 {
            if tags[slot] == tag, UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
                let entry = Int(slots[slot] & 0xFFFF_FFFF) - 1
                if equals(entry, key) { return entry }
            }
            slot = (slot + 1) & (tags.count - 1)
        }
        return nil
    }

    private static func tag(_ hash: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: hash >> 24) | 1 }

    /// The number of the key, which is put in if it is new.
    mutating func insert(_ key: ArraySlice<UInt8>) -> Int {
        key.withUnsafeBufferPointer { insert($0) }
    }

    mutating func insert(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(key)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
                let entry = Int(slots[slot] & 0xFFFF_FFFF) - 1
                if equals(entry, key) { return entry }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let entry = count
        pool.append(contentsOf: key)
        starts.append(Int32(pool.count))
        slots[slot] = UInt64(hash) << 32 | UInt64(entry + 1)
        tags[slot] = Self.tag(hash)
        if count * 2 > slots.count { grow() }
        return entry
    }

    /// The key with this number.
    func key(_ entry: Int) -> ArraySlice<UInt8> {
        pool[Int(starts[entry])..<Int(starts[entry + 1])]
    }

    /// Lends the bytes of a key.
    func withKey<Result>(_ entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let range = Int(starts[entry])..<Int(starts[entry + 1])
        return pool.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    private func equals(_ entry: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[entry])
        guard Int(starts[entry + 1]) - start == key.count else { return false }
        return pool.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[start..<(start + key.count)]).equals(key) }
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        tags = [UInt8](repeating: 0, count: larger.count)
        for taken in slots where taken != 0 {
            var slot = Int(taken >> 32) & (larger.count - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = taken
            tags[slot] = Self.tag(UInt32(truncatingIfNeeded: taken >> 32))
        }
        slots = larger
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the other has as many bytes and the same, which are compared eight at a time.
    func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let own = UnsafeRawBufferPointer(self)
        let others = UnsafeRawBufferPointer(other)
        var place = 0
        // Both have `count` bytes, and no read goes beyond.
        while place + 8 <= count {
            let word = own.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if word != others.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
            place += 8
        }
        while place < count {
            if own[place] != others[place] { return false }
            place += 1
        }
        return true
    }
}
