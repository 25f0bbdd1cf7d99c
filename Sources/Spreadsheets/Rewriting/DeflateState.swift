import CZlib
import Synchronization

/// What zlib holds for a content that is being deflated, a third of a megabyte. Those that are done with are used again: a stream that is reset gives the
/// same bytes as a new one (`deflateReset` in zlib.h).
///
/// `@unchecked Sendable`: only who has taken it uses it, until it is given back.
final class DeflateState: @unchecked Sendable {
    /// zlib's quickest, as Excel's own "super fast": a sheet becomes about a fifth larger than by level 6, in a third of the time.
    private static let level: Int32 = 1
    static let outputBytes = 64 << 10

    /// So many are kept.
    private static let most = 4
    private static let kept = Mutex<[DeflateState]>([])

    // zlib keeps the stream's address, so it must not move: it lives in memory of its own until deinit.
    let stream: UnsafeMutablePointer<z_stream>
    let output: UnsafeMutablePointer<UInt8>

    /// One that is as new.
    ///
    /// - Throws: ``SpreadsheetError`` where zlib has no memory.
    static func take() throws(SpreadsheetError) -> DeflateState {
        if let known = kept.withLock({ $0.popLast() }), deflateReset(known.stream) == Z_OK { return known }
        return try DeflateState()
    }

    /// Lets others use it.
    func giveBack() {
        Self.kept.withLock { if $0.count < Self.most { $0.append(self) } }
    }

    private init() throws(SpreadsheetError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(capacity: Self.outputBytes)
        // -15: a raw deflate stream without zlib header, as ZIP stores it; 8 is zlib's usual memory level.
        let status = deflateInit2_(
            stream, Self.level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Self.failure(status) }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        output.deallocate()
    }

    static func failure(_ status: Int32) -> SpreadsheetError {
        SpreadsheetError(.unreadable, "zlib could not compress (status \(status)).")
    }
}
