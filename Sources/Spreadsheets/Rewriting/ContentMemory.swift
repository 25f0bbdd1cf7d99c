#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization

/// What was found out before of contents with the same bytes: most parts of a survey's returns are those of its questionnaire, byte for byte.
///
/// A content is known again by all of its bytes; its checksum only says where to look. Each half of the memory holds contents of no more than
/// ``mostBytes``; what nobody asks for again goes first.
final class ContentMemory<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let content: [UInt8]
        let value: Value
    }

    private struct Known: Sendable {
        var young: [UInt32: Entry] = [:]
        var old: [UInt32: Entry] = [:]
        /// The sizes of the young contents.
        var bytes = 0
    }

    /// Longer contents are not kept.
    let longest: Int
    private let mostBytes: Int
    private let known = Mutex(Known())

    /// A memory that is empty.
    init(mostBytes: Int, longest: Int) {
        self.mostBytes = mostBytes
        self.longest = min(longest, mostBytes)
    }

    /// What was kept of a content of that checksum; `nil` where it is not known.
    func value(of content: UnsafeRawBufferPointer, checksum: UInt32) -> Value? {
        guard !content.isEmpty, content.count <= longest else { return nil }
        return known.withLock { known -> Value? in
            if let entry = known.young[checksum], Self.isSame(entry.content, content) { return entry.value }
            guard let entry = known.old[checksum], Self.isSame(entry.content, content) else { return nil }
            keep(entry, checksum, &known)
            return entry.value
        }
    }

    /// Keeps what was found out of a content of that checksum.
    func keep(_ value: Value, of content: [UInt8], checksum: UInt32) {
        guard !content.isEmpty, content.count <= longest else { return }
        known.withLock { keep(Entry(content: content, value: value), checksum, &$0) }
    }

    private func keep(_ entry: Entry, _ checksum: UInt32, _ known: inout Known) {
        if known.bytes + entry.content.count > mostBytes {
            swap(&known.young, &known.old)
            known.young.removeAll(keepingCapacity: true)
            known.bytes = 0
        }
        known.bytes += entry.content.count
        if let before = known.young.updateValue(entry, forKey: checksum) { known.bytes -= before.content.count }
    }

    private static func isSame(_ known: [UInt8], _ content: UnsafeRawBufferPointer) -> Bool {
        guard known.count == content.count, let start = content.baseAddress else { return false }
        return known.withUnsafeBytes { bytes in
            // In bounds: both have as many bytes.
            bytes.baseAddress.map { memcmp($0, start, content.count) == 0 } ?? false
        }
    }
}
