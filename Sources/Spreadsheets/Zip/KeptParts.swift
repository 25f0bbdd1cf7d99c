import Synchronization

/// The contents of a package's small parts, once they were inflated: one part is often gone through several times, for its cells, for what it has beside
/// them, and by who changes it. It never grows beyond its bound.
final class KeptParts: Sendable {
    private static let mostBytes = 4 << 20

    /// An entry's content.
    struct Content {
        let bytes: [UInt8]
        /// Its CRC-32, once that was counted.
        fileprivate(set) var checksum: UInt?
    }

    private struct State {
        var contents: [Int: Content] = [:]
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The content of an entry, by its index; `nil` where it is not kept.
    func content(of index: Int) -> Content? { state.withLock { $0.contents[index] } }

    /// Keeps an entry's content, whose size is known to be right, where there is room for it and none is kept yet; returns whether it did.
    func keep(_ content: UnsafeRawBufferPointer, of index: Int) -> Bool {
        state.withLock { state in
            guard state.contents[index] == nil, state.bytes + content.count <= Self.mostBytes else { return false }
            state.contents[index] = Content(bytes: Array(content))
            state.bytes += content.count
            return true
        }
    }

    /// Keeps the checksum of what is kept of an entry: whoever reads that again has the very bytes of which it was counted.
    func keep(checksum: UInt, of index: Int) {
        state.withLock { state in
            guard var content = state.contents[index] else { return }
            content.checksum = checksum
            state.contents[index] = content
        }
    }
}
