import Synchronization

/// The contents of a package's small parts, once they were inflated: one part is often gone through several times, for its cells, for what it has beside
/// them, and by who changes it. It never grows beyond its bound.
final class KeptParts: Sendable {
    private static let mostBytes = 4 << 20

    private struct State {
        var contents: [Int: [UInt8]] = [:]
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The content of an entry, by its index; `nil` where it is not kept.
    func content(of index: Int) -> [UInt8]? { state.withLock { $0.contents[index] } }

    /// Keeps an entry's content, whose size is known to be right, where there is room for it.
    func keep(_ content: UnsafeRawBufferPointer, of index: Int) {
        state.withLock { state in
            guard state.contents[index] == nil, state.bytes + content.count <= Self.mostBytes else { return }
            state.contents[index] = Array(content)
            state.bytes += content.count
        }
    }
}
