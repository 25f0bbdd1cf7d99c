/// The shared strings of a workbook, their bytes one after the other in large blocks: 8 bytes of overhead for each.
struct SharedStringTable: Sendable {
    /// Where a string's bytes are.
    struct Place {
        let block: Int
        let range: Range<Int>
    }

    /// Blocks neither grow nor move once they are full, so that memory is never there twice while the table grows.
    private static let blockBytes = 1 << 20
    private static let blockPlaces = 1 << 16

    /// The places by position in the table, in blocks of ``blockPlaces``: block number, offset and length in one word.
    private var places: [[UInt64]] = []
    private var blocks: [[UInt8]] = []
    /// The number of strings, empty ones included.
    private(set) var count = 0
    /// Whether any string is empty: asked for every cell, which would otherwise look each string up.
    private(set) var hasEmpty = false
    /// Texts longer than this are longer than Excel allows, whatever their characters.
    static let long = 128 << 10
    /// Whether any string is longer than ``long``.
    private(set) var hasLong = false
    /// What the table takes in memory.
    private(set) var bytes = 0

    /// The longest string in bytes.
    static let longest = 0xFF_FFFF

    /// Adds a string of at most ``longest`` bytes.
    mutating func append(_ string: UnsafeBufferPointer<UInt8>) {
        // An offset has 20 bits: nothing, not even an empty string, begins at the very end of a block.
        let fits = blocks.last.map { $0.count < Self.blockBytes && $0.count + string.count <= Self.blockBytes } ?? false
        if !fits {
            var block: [UInt8] = []
            block.reserveCapacity(max(Self.blockBytes, string.count))
            blocks.append(block)
        }
        let last = blocks.count - 1
        // 20 bits of block, 20 of offset, 24 of length.
        let word = UInt64(last) << 44 | UInt64(blocks[last].count) << 24 | UInt64(string.count)
        blocks[last].append(contentsOf: string)
        if count % Self.blockPlaces == 0 {
            var block: [UInt64] = []
            block.reserveCapacity(Self.blockPlaces)
            places.append(block)
        }
        places[places.count - 1].append(word)
        count += 1
        if string.isEmpty { hasEmpty = true }
        if string.count > Self.long { hasLong = true }
        bytes += string.count + 8
    }

    private func word(_ index: Int) -> UInt64 { places[index / Self.blockPlaces][index % Self.blockPlaces] }

    /// How many bytes a string has. The index must be below ``count``.
    func length(at index: Int) -> Int { Int(word(index) & 0xFF_FFFF) }

    /// Where a string is. The index must be below ``count``.
    func place(of index: Int) -> Place {
        let word = word(index)
        let offset = Int(word >> 24 & 0xF_FFFF)
        return Place(block: Int(word >> 44), range: offset..<offset + Int(word & 0xFF_FFFF))
    }

    /// The bytes among which a string is.
    func block(_ place: Place) -> [UInt8] { blocks[place.block] }

    /// A copy of a string. The index must be below ``count``.
    func string(at index: Int) -> String {
        let place = place(of: index)
        return String(decoding: blocks[place.block][place.range], as: UTF8.self)
    }
}
