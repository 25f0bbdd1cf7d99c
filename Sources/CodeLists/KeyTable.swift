/// A hash table from byte strings to small numbers, laid out in flat arrays: quick to build, to copy and to ask.
struct KeyTable: Sendable {
    /// By slot the entry's number plus one, in as many bits as number the slots, and above it the hash's upper bits; 0 is a
    /// free slot. The count is a power of two, and at most half of them are taken. The fewer bytes, the more of the table
    /// stays in the processor's cache, which is what asking it takes its time for.
    private var slots: [UInt32]
    private var starts: [Int32] = [0]
    private var pool: [UInt8] = []

    /// The number of distinct keys; they are numbered from 0 in the order in which they came.
    var count: Int { starts.count - 1 }

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
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
        let mask = UInt32(slots.count - 1)
        var slot = hash & mask
        while true {
            let taken = slots[Int(slot)]
            if taken == 0 { return nil }
            if (taken ^ hash) & ~mask == 0 {
                let entry = Int(taken & mask) - 1
                if equals(entry, key) { return entry }
            }
            slot = (slot + 1) & mask
        }
    }

    /// The number of the key, which is put in if it is new.
    mutating func insert(_ key: ArraySlice<UInt8>) -> Int {
        key.withUnsafeBufferPointer { insert($0) }
    }

    mutating func insert(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(key)
        if let entry = find(key, hash: hash) { return entry }
        pool.append(contentsOf: key)
        starts.append(Int32(pool.count))
        file(count - 1, hash)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    private mutating func file(_ entry: Int, _ hash: UInt32) {
        let mask = UInt32(slots.count - 1)
        var slot = hash & mask
        while slots[Int(slot)] != 0 { slot = (slot + 1) & mask }
        slots[Int(slot)] = hash & ~mask | UInt32(entry + 1)
    }

    /// The key with this number.
    func key(_ entry: Int) -> ArraySlice<UInt8> {
        pool[Int(starts[entry])..<Int(starts[entry + 1])]
    }

    /// Lends the bytes of a key.
    func withKey<Result>(_ entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        // In bounds: `starts` is an array, so that an entry that is none ends the program; what it holds are places in the pool, in order, the last
        // its end.
        let range = Int(starts[entry])..<Int(starts[entry + 1])
        return pool.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    private func equals(_ entry: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[entry])
        guard Int(starts[entry + 1]) - start == key.count else { return false }
        // In bounds: so many bytes are those of the entry's own key.
        return pool.withUnsafeBufferPointer {
            UnsafeBufferPointer(rebasing: $0[start..<(start + key.count)]).equals(key)
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for entry in 0..<count { file(entry, withKey(entry, Self.hash)) }
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
