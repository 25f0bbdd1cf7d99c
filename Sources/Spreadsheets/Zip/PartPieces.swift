import CZlib

/// The content of one part, piece by piece. A large part is inflated on a second thread, some pieces ahead, where the system gives one.
final class PartPieces {
    /// Compressed parts from this size on are worth a second thread.
    private static let aheadFrom = 256 << 10

    private enum Source {
        case here(ZipEntryReader, PieceBuffer)
        case ahead(InflateAhead)
    }

    private let entry: ZipEntry
    private let source: Source
    private var checksum: UInt = 0
    /// The checksum, where it was counted when the same bytes were read before.
    private let knownChecksum: UInt?
    private var current: PieceBuffer?

    /// - Parameter pieceBytes: the size of a piece, where it is not that of the package's mode.
    init(_ entry: ZipEntry, of package: OOXMLPackage, pieceBytes: Int? = nil) throws(SpreadsheetError) {
        let reader = try ZipEntryReader(
            entry, of: package.archive, limits: package.limits, budget: package.budget, kept: package.kept)
        self.entry = entry
        knownChecksum = reader.knownChecksum
        let pieceBytes = pieceBytes ?? package.mode.pieceBytes
        if entry.compressedSize >= Self.aheadFrom, let ahead = InflateAhead(reader, pieceBytes: pieceBytes) {
            source = .ahead(ahead)
        } else {
            // No more is read, and so no more is held back, than the declared size: beyond it the reader refuses the part.
            let most = max(256, entry.uncompressedSize)
            source = .here(
                reader, PieceBuffer(room: min(PieceBuffer.mostRoom, most), capacity: min(pieceBytes, most)))
        }
    }

    /// The next piece with some bytes of the piece before in front, at most ``PieceBuffer/mostRoom``; `nil` after the last,
    /// once size and CRC are verified. NULs follow the piece in memory. Valid until the next call.
    func next(holding held: UnsafeRawBufferPointer) throws(SpreadsheetError) -> UnsafeRawBufferPointer? {
        switch source {
        case .here(let reader, let buffer):
            // What is held back stands in the buffer that is filled anew.
            let kept = Array(held)
            try buffer.fill(from: reader)
            guard buffer.count > 0 else {
                reader.keep(checksum: knownChecksum ?? checksum)
                return try verified()
            }
            count(buffer)
            return kept.withUnsafeBytes { buffer.window(after: $0) }
        case .ahead(let ahead):
            guard let buffer = try ahead.next() else { return try verified() }
            count(buffer)
            let window = buffer.window(after: held)
            if let current { ahead.giveBack(current) }
            current = buffer
            return window
        }
    }

    /// The checksum is counted here, not by the thread that inflates: that one has the most to do.
    private func count(_ buffer: PieceBuffer) {
        guard knownChecksum == nil else { return }
        buffer.withPiece { piece in
            // In bounds: a piece's own start and length.
            checksum = crc32(checksum, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(piece.count))
        }
    }

    private func verified() throws(SpreadsheetError) -> UnsafeRawBufferPointer? {
        guard UInt32(truncatingIfNeeded: knownChecksum ?? checksum) == entry.crc else {
            throw SpreadsheetError(.corrupt, "A part's checksum (CRC-32) is wrong.", part: entry.name)
        }
        return nil
    }
}
