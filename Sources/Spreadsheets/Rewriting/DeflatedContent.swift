import CZlib

/// A part's content as a ZIP archive keeps it: a raw deflate stream, with what its headers tell of it.
package struct DeflatedContent: Sendable {
    let bytes: [UInt8]
    let crc: UInt32
    let size: Int

    /// Deflates a content that is at hand as a whole.
    package init(_ content: [UInt8]) throws(SpreadsheetError) {
        let deflater = try Deflater()
        try deflater.append(content)
        self = try deflater.finish()
    }

    private static let memory = ContentMemory<DeflatedContent>(mostBytes: 512 << 10, longest: 32 << 10)

    /// The content deflated, where it is small as it was deflated before: what is changed in the returns of a survey often comes out the same.
    package static func remembered(_ content: [UInt8]) throws(SpreadsheetError) -> DeflatedContent {
        guard content.count <= memory.longest else { return try DeflatedContent(content) }
        let (known, checksum) = content.withUnsafeBytes { bytes in
            // In bounds: the content's own start and length, which is small.
            let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let checksum = UInt32(truncatingIfNeeded: crc32(0, start, UInt32(bytes.count)))
            return (memory.value(of: bytes, checksum: checksum), checksum)
        }
        if let known { return known }
        let deflated = try DeflatedContent(content)
        memory.keep(deflated, of: content, checksum: checksum)
        return deflated
    }

    fileprivate init(bytes: [UInt8], crc: UInt32, size: Int) {
        self.bytes = bytes
        self.crc = crc
        self.size = size
    }
}

/// Deflates a content piece by piece, so that no more of it than a piece is held. One level for all, so that the same content
/// always gives the same bytes under one version of zlib.
package final class Deflater {
    private let state: DeflateState
    private var stream: UnsafeMutablePointer<z_stream> { state.stream }
    private var bytes: [UInt8] = []
    private var crc: UInt = 0
    private var size = 0

    /// Begins a content.
    ///
    /// - Throws: ``SpreadsheetError`` where zlib has no memory.
    package init() throws(SpreadsheetError) {
        state = try DeflateState.take()
    }

    deinit { state.giveBack() }

    /// Adds what comes next.
    package func append(_ piece: [UInt8]) throws(SpreadsheetError) {
        var failure: SpreadsheetError?
        piece.withUnsafeBytes { buffer in
            do throws(SpreadsheetError) { try append(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Adds what comes next.
    package func append(_ piece: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        var rest = piece[...]
        while !rest.isEmpty {
            // zlib counts in 32 bits.
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = rest.dropFirst(part.count)
            let start = part.baseAddress?.assumingMemoryBound(to: UInt8.self)
            crc = crc32(crc, start, UInt32(part.count))
            size += part.count
            // zlib only reads what `next_in` points to.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
            stream.pointee.avail_in = UInt32(part.count)
            try run(Z_NO_FLUSH)
        }
    }

    /// Ends the content.
    package func finish() throws(SpreadsheetError) -> DeflatedContent {
        stream.pointee.next_in = nil
        stream.pointee.avail_in = 0
        try run(Z_FINISH)
        return DeflatedContent(bytes: bytes, crc: UInt32(truncatingIfNeeded: crc), size: size)
    }

    private func run(_ flush: Int32) throws(SpreadsheetError) {
        while true {
            stream.pointee.next_out = state.output
            stream.pointee.avail_out = UInt32(DeflateState.outputBytes)
            let status = deflate(stream, flush)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw DeflateState.failure(status)
            }
            let count = DeflateState.outputBytes - Int(stream.pointee.avail_out)
            // In bounds: zlib has filled so many bytes of the output.
            bytes.append(contentsOf: UnsafeBufferPointer(start: state.output, count: count))
            if status == Z_STREAM_END || (flush == Z_NO_FLUSH && stream.pointee.avail_out > 0) { return }
        }
    }
}
