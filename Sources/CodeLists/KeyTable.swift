/// A hash table from byte strings to small numbers, laid out in flat arrays: quick to build, to copy and to ask.
struct KeyTable: Sendable {
    /// Entry numbers plus one by slot; 0 is a free slot. The count is a power of two.
    private var slots: [Int32]
    private var hashes: [UInt32] = []
    private var starts: [Int32] = [0]
    private var pool: [UInt8] = []

    /// The number of distinct keys; they are numbered from 0 in the order in which they came.
    var count: Int { hashes.count }

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: 0, count: size)
        hashes.reserveCapacity(capacity)
        starts.reserveCapacity(capacity + 1)
        pool.reserveCapacity(capacity * 12)
    }

    /// FNV-1a: the keys are short, and nobody chooses them to collide.
    static func hash(_ key: ArraySlice<UInt8>) -> UInt32 {
        // The buffer is read from its first to its last byte only.
        key.withUnsafeBufferPointer { bytes in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
        }
    }

    /// The number of the key, or nil.
    func find(_ key: ArraySlice<UInt8>) -> Int? {
        let hash = Self.hash(key)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = Int(slots[slot]) - 1
            if hashes[entry] == hash, equals(entry, key) { return entry }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The number of the key, which is put in if it is new.
    mutating func insert(_ key: ArraySlice<UInt8>) -> Int {
        let hash = Self.hash(key)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = Int(slots[slot]) - 1
            if hashes[entry] == hash, equals(entry, key) { return entry }
            slot = (slot + 1) & (slots.count - 1)
        }
        let entry = hashes.count
        hashes.append(hash)
        pool.append(contentsOf: key)
        starts.append(Int32(pool.count))
        slots[slot] = Int32(entry + 1)
        if hashes.count * 2 > slots.count { grow() }
        return entry
    }

    /// The key with this number.
    func key(_ entry: Int) -> ArraySlice<UInt8> {
        pool[Int(starts[entry])..<Int(starts[entry + 1])]
    }

    private func equals(_ entry: Int, _ key: ArraySlice<UInt8>) -> Bool {
        let start = Int(starts[entry])
        guard Int(starts[entry + 1]) - start == key.count else { return false }
        return pool[start..<start + key.count].elementsEqual(key)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (entry, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(entry + 1)
        }
    }
}
