import CZlib

/// Gives the content of one entry piece by piece, inflating it, and verifies its size at the end; the checksum is verified
/// by ``PartPieces``.
///
/// Not Sendable: one reader belongs to one pass over one part.
final class ZipEntryReader {
    private static let inputBytes = 64 << 10

    private let archive: ZipArchive
    let entry: ZipEntry
    private let limits: ReaderLimits
    let budget: ReadBudget
    private var position: Int
    private let end: Int
    private var produced = 0
    private var isFinished = false

    // zlib keeps the stream's address, so it must not move: it lives in memory of its own until deinit.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private let inflates: Bool
    private let kept: KeptParts?
    /// The content, where it was inflated before.
    private let known: KeptParts.Content?
    /// The checksum of all of the content, where it was counted before.
    var knownChecksum: UInt? { known?.checksum }
    /// Whether what this gives is what is kept.
    private var isKept: Bool

    /// - Parameter kept: where contents are kept that were inflated in one piece.
    init(
        _ entry: ZipEntry, of archive: ZipArchive, limits: ReaderLimits, budget: ReadBudget, kept: KeptParts? = nil
    ) throws(SpreadsheetError) {
        // Where the time is used up already, nothing more is begun.
        try budget.count(time: .zero)
        self.archive = archive
        self.entry = entry
        self.limits = limits
        self.budget = budget
        position = try Self.contentOffset(of: entry, in: archive)
        end = position + entry.compressedSize
        inflates = entry.method == 8
        self.kept = kept
        known = inflates ? kept?.content(of: entry.index) : nil
        isKept = known != nil
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let needsInput = inflates && known == nil
        input = .allocate(
            byteCount: needsInput ? min(Self.inputBytes, max(64, entry.compressedSize)) : 0, alignment: 16)
        guard needsInput else { return }
        // -15: a raw deflate stream without zlib header, as ZIP stores it.
        let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw SpreadsheetError(.unreadable, "zlib could not be started (status \(status)).", part: entry.name)
        }
    }

    deinit {
        // Of a stream that was never begun zlib says so, and does nothing.
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
    }

    /// Fills a buffer with the next bytes of the content: fewer than fit only at the end, none after it. The size is verified
    /// before the last bytes are given.
    func next(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        guard !isFinished else { return 0 }
        if let known { return try copy(known.bytes, into: buffer) }
        let count = try inflates ? inflate(into: buffer) : copy(into: buffer)
        if count > 0 {
            produced += count
            try checkSizes()
        }
        if isFinished {
            try verify()
            if inflates, count == produced, let kept {
                // In bounds: so many bytes of the buffer were filled.
                isKept = kept.keep(UnsafeRawBufferPointer(rebasing: buffer[..<count]), of: entry.index)
            }
        }
        return count
    }

    /// Keeps the checksum that was counted of all that this gave, so that it need not be counted of the same bytes again.
    func keep(checksum: UInt) {
        if isKept, knownChecksum == nil { kept?.keep(checksum: checksum, of: entry.index) }
    }

    /// What was inflated before is counted as though it were inflated again, by whoever reads it now.
    private func copy(_ known: [UInt8], into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        let piece = known[produced...].prefix(buffer.count)
        // In bounds: the piece is no longer than the buffer.
        buffer.copyBytes(from: piece)
        produced += piece.count
        isFinished = produced == known.count
        if !piece.isEmpty { try checkSizes() }
        return piece.count
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        while stream.pointee.avail_out > 0 {
            if stream.pointee.avail_in == 0, position < end {
                let wanted = min(input.count, end - position)
                let got = try archive.file.read(
                    at: position, into: UnsafeMutableRawBufferPointer(rebasing: input[..<wanted]))
                position += got
                stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_in = UInt32(got)
            }
            // Told that no more comes, zlib keeps no copy of the content to look back into, unless there is no room for all of it.
            let isLast = position >= end
            // In bounds: next_in/avail_in and next_out/avail_out describe what is left of the two buffers.
            let status = CZlib.inflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            if status == Z_STREAM_END {
                isFinished = true
                break
            }
            // So told, it says that it lacks room or input where it says nothing otherwise.
            guard status == Z_OK || (isLast && status == Z_BUF_ERROR),
                stream.pointee.avail_in > 0 || position < end || stream.pointee.avail_out == 0
            else {
                let isShort = stream.pointee.avail_in == 0 && position >= end
                throw SpreadsheetError(
                    .corrupt,
                    isShort
                        ? "The compressed content ends too early." : "The compressed content is damaged.",
                    part: entry.name)
            }
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    private func copy(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
        let wanted = min(buffer.count, end - position)
        let got = try archive.file.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        position += got
        isFinished = position >= end
        return got
    }

    private func checkSizes() throws(SpreadsheetError) {
        if produced > limits.partBytes {
            throw ReaderLimits.reached(
                \.partBytes, of: limits, name: "partBytes", what: "The inflated size of a part", part: entry.name)
        }
        if produced > entry.uncompressedSize {
            throw SpreadsheetError(.corrupt, "A part is longer than the archive says.", part: entry.name)
        }
        try budget.count(inflated: produced, ofEntry: entry.index)
    }

    private func verify() throws(SpreadsheetError) {
        let left = end - position + (inflates ? Int(stream.pointee.avail_in) : 0)
        guard left == 0 else {
            throw SpreadsheetError(
                .corrupt, "\(left) bytes follow a part's compressed content within its entry.", part: entry.name)
        }
        guard produced == entry.uncompressedSize else {
            throw SpreadsheetError(
                .corrupt,
                "A part has \(produced) bytes where the archive says \(entry.uncompressedSize).", part: entry.name)
        }
    }

    /// Reads the local header, holds it against the central one, and returns where the content begins.
    static func contentOffset(of entry: ZipEntry, in archive: ZipArchive) throws(SpreadsheetError) -> Int {
        guard !entry.isEncrypted else {
            throw SpreadsheetError(.encrypted, "The archive's content is encrypted.", part: entry.name)
        }
        guard entry.method == 0 || entry.method == 8 else {
            throw SpreadsheetError(
                .corrupt, "A part is compressed by method \(entry.method), which workbooks do not use.",
                part: entry.name)
        }
        let fixed = LittleEndian(bytes: try archive.file.bytes(at: entry.headerOffset, count: 30))
        guard fixed.uint32(0) == 0x0403_4B50, let flags = fixed.uint16(6), let method = fixed.uint16(8),
            let crc = fixed.uint32(14), var compressed = fixed.uint32(18), var uncompressed = fixed.uint32(22),
            let nameLength = fixed.uint16(26), let extraLength = fixed.uint16(28)
        else { throw SpreadsheetError(.corrupt, "A part's local header is not where it should be.", part: entry.name) }
        let rest = LittleEndian(
            bytes: try archive.file.bytes(at: entry.headerOffset + 30, count: nameLength + extraLength))
        guard rest.bytes.count == nameLength + extraLength else {
            throw SpreadsheetError(.truncated, "A part's local header is cut short.", part: entry.name)
        }
        var zip64 = Zip64Extra(rest, in: nameLength..<nameLength + extraLength)
        if uncompressed == 0xFFFF_FFFF { uncompressed = try zip64.next() }
        if compressed == 0xFFFF_FFFF { compressed = try zip64.next() }
        // Some writers set the flag in the directory only.
        let isDescribed = flags & 8 != 0 || entry.hasDataDescriptor
        let sizesAgree =
            isDescribed
            || (UInt32(crc) == entry.crc && compressed == entry.compressedSize
                && uncompressed == entry.uncompressedSize)
        guard rest.bytes.prefix(nameLength).elementsEqual(entry.nameBytes), method == entry.method, sizesAgree else {
            throw SpreadsheetError(
                .corrupt, "A part's local header and the archive's directory contradict each other.", part: entry.name)
        }
        let start = entry.headerOffset + 30 + nameLength + extraLength
        guard start + entry.compressedSize <= archive.directoryOffset else {
            throw SpreadsheetError(.corrupt, "A part reaches into the archive's directory.", part: entry.name)
        }
        if entry.method == 0, entry.compressedSize != entry.uncompressedSize {
            throw SpreadsheetError(.corrupt, "A stored part has two sizes.", part: entry.name)
        }
        return start
    }
}
