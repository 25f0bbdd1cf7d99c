/// Pairs of small numbers, in a flat hash table.
struct PairSet: Sendable {
    private var slots = [UInt64](repeating: 0, count: 1024)
    private var count = 0

    private static func slot(_ pair: UInt64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
    }

    private static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
        (UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))) + 1
    }

    mutating func insert(_ a: Int32, _ b: Int32) {
        let pair = Self.pair(a, b)
        var slot = Self.slot(pair, slots.count)
        while slots[slot] != 0 {
            if slots[slot] == pair { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = pair
        count += 1
        if count * 2 > slots.count { grow() }
    }

    func contains(_ a: Int32, _ b: Int32) -> Bool {
        let pair = Self.pair(a, b)
        var slot = Self.slot(pair, slots.count)
        while slots[slot] != 0 {
            if slots[slot] == pair { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        for pair in slots where pair != 0 {
            var slot = Self.slot(pair, larger.count)
            while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = pair
        }
        slots = larger
    }
}
