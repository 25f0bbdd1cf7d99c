/// Texts with what was answered to them, byte for byte, in one piece of memory and a flat table of places in it.
struct AnswerMemory: Sendable {
    /// How many answers are remembered, and how long a text and its answer may be for it: some 20 MB at most.
    private static let most = 1 << 16
    private static let longest = 300

    private struct Entry: Sendable {
        let hash: UInt64
        /// Where the text begins, where it ends and its answer begins, and where that ends.
        let start: UInt32
        let middle: UInt32
        let end: UInt32
    }

    private var pool: [UInt8] = []
    private var entries: [Entry] = []
    /// The number of an entry plus one, or 0; a power of two of them, at most half of them taken.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)

    /// Appends the answer that was given before, or the one that is given now.
    mutating func append(
        to answers: inout [UInt8], answerTo text: UnsafeBufferPointer<UInt8>, orElse answer: CodeLines.Answer
    ) {
        let hash = Self.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if entry.hash == hash, isText(entry, text) {
                answers += pool[Int(entry.middle)..<Int(entry.end)]
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let before = answers.count
        answer(text.span, &answers)
        let length = text.count + answers.count - before
        guard entries.count < Self.most, length <= Self.longest else { return }
        let start = pool.count
        pool += text
        pool += answers[before...]
        entries.append(
            Entry(
                hash: hash, start: UInt32(start), middle: UInt32(start + text.count), end: UInt32(start + length)))
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
    }

    private func isText(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        pool[Int(entry.start)..<Int(entry.middle)].elementsEqual(text)
    }

    /// FNV-1a over eight bytes at a time, and folded: nobody chooses texts to collide, and what is remembered is bounded.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: text.count)
        var word: UInt64 = 0
        for (place, byte) in text.enumerated() {
            word = word << 8 | UInt64(byte)
            if place & 7 == 7 {
                hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
                hash ^= hash >> 32
                word = 0
            }
        }
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        return hash ^ hash >> 32
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }
}
