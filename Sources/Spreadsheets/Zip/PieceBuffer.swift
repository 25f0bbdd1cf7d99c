/// Memory for one piece of a part: room in front, into which the unread end of the piece before is put, then the piece,
/// then NULs, so that a scanner that looks for the end of something always finds one.
///
/// `@unchecked Sendable`: a buffer is filled by one thread and then read by another, handed over through a queue.
final class PieceBuffer: @unchecked Sendable {
    /// The most room in front of a piece: what a scanner may hold back. The longest cell text of Excel takes less.
    static let mostRoom = 256 << 10
    /// NULs after a piece: a scanner may look this far ahead of any byte that is not NUL.
    static let padding = 64

    private let memory: UnsafeMutableRawBufferPointer
    private let room: Int
    private let capacity: Int
    /// How many bytes the piece has.
    private(set) var count = 0

    /// - Parameters:
    ///   - room: The room in front, as much as is ever held back.
    ///   - capacity: The size of a piece.
    init(room: Int, capacity: Int) {
        self.room = room
        self.capacity = capacity
        memory = .allocate(byteCount: room + capacity + Self.padding, alignment: 64)
    }

    deinit { memory.deallocate() }

    /// Fills the buffer with what a reader gives next.
    func fill(from reader: ZipEntryReader) throws(SpreadsheetError) {
        // In bounds: the slice is the part of the memory between the room and the padding.
        let piece = UnsafeMutableRawBufferPointer(rebasing: memory[room..<room + capacity])
        count = try reader.next(into: piece)
        // At the end the memory stays as it is: what was held back of the last piece is still wanted.
        guard count > 0 else { return }
        let end = room + count
        for offset in end..<end + Self.padding { memory[offset] = 0 }
    }

    /// Lends the piece.
    func withPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
        body(UnsafeRawBufferPointer(rebasing: memory[room..<room + count]))
    }

    /// The piece, with some bytes put in front of it: at most the room. Valid until the buffer is filled again.
    func window(after held: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        precondition(held.count <= room, "More was held back than there is room for.")
        let start = room - held.count
        // In bounds: `held` fits the room, which ends where the piece begins; it stands in memory of its own.
        if let source = held.baseAddress {
            memory.baseAddress?.advanced(by: start).copyMemory(from: source, byteCount: held.count)
        }
        return UnsafeRawBufferPointer(rebasing: memory[start..<room + count])
    }
}
