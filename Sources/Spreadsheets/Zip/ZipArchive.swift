/// A ZIP archive, read by its central directory alone (PKWARE APPNOTE.TXT 6.3.10, with Zip64).
struct ZipArchive: Sendable {
    let file: RandomAccessFile
    let entries: [ZipEntry]
    /// Bytes before the first entry or after the end record that belong to no archive.
    let hasJunkAround: Bool
    /// Where the central directory begins: every entry must end before it.
    let directoryOffset: Int

    /// What an entry of the directory may take on average: names are held in memory, and each could have 65,535 bytes.
    private static let bytesPerEntry = 256

    private struct EndRecord {
        var position: Int
        var entryCount: Int
        var directorySize: Int
        var directoryOffset: Int
        var hasJunkAfter: Bool
    }

    init(file: RandomAccessFile, limits: ReaderLimits) throws(SpreadsheetError) {
        self.file = file
        guard var end = try Self.endRecord(of: file) else {
            throw SpreadsheetError(.truncated, "The file is a ZIP archive whose end is missing.")
        }
        // The real start of the directory is what lies before the end record; the difference to the offset that is
        // written down is junk before the archive, by which all offsets are shifted.
        let start = end.position - end.directorySize
        let shift = start >= 0 ? start - end.directoryOffset : -1
        guard shift >= 0 else {
            throw SpreadsheetError(.truncated, "The ZIP archive's directory lies outside the file.")
        }
        guard end.entryCount <= limits.archiveEntries else {
            throw ReaderLimits.reached(
                \.archiveEntries, of: limits, name: "archiveEntries", what: "The number of entries in the archive")
        }
        end.directoryOffset = start
        let read = try Self.directory(of: file, end: end, shift: shift, limits: limits)
        try Self.refuseOverlaps(read, before: start)
        try Self.requireSameNames(read, in: file)
        entries = read
        hasJunkAround = shift > 0 || end.hasJunkAfter
        directoryOffset = start
    }

    /// Whether the file has the end record of an archive.
    static func isArchive(_ file: RandomAccessFile) throws(SpreadsheetError) -> Bool {
        try endRecord(of: file) != nil
    }

    private static func endRecord(of file: RandomAccessFile) throws(SpreadsheetError) -> EndRecord? {
        let tailCount = min(file.size, 22 + 65_535)
        let tailOffset = file.size - tailCount
        let tail = LittleEndian(bytes: try file.bytes(at: tailOffset, count: tailCount))
        guard tailCount >= 22 else { return nil }
        for offset in stride(from: tailCount - 22, through: 0, by: -1) where tail.bytes[offset] == 0x50 {
            guard tail.uint32(offset) == 0x0605_4B50, let count = tail.uint16(offset + 10),
                let size = tail.uint32(offset + 12), let start = tail.uint32(offset + 16),
                let comment = tail.uint16(offset + 20), offset + 22 + comment <= tailCount
            else { continue }
            var end = EndRecord(
                position: tailOffset + offset, entryCount: count, directorySize: size, directoryOffset: start,
                hasJunkAfter: offset + 22 + comment < tailCount)
            if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
                try readZip64(&end, of: file)
            }
            return end
        }
        return nil
    }

    /// Replaces what does not fit the classic end record by what the Zip64 end record says (4.3.14, 4.3.15).
    private static func readZip64(_ end: inout EndRecord, of file: RandomAccessFile) throws(SpreadsheetError) {
        let locatorOffset = end.position - 20
        let locator = LittleEndian(bytes: try file.bytes(at: locatorOffset, count: 20))
        guard locator.uint32(0) == 0x0706_4B50, let written = locator.uint64(8) else { return }
        // Junk before the archive shifts the record: it usually lies right before the locator.
        for offset in [written, locatorOffset - 56] where offset >= 0 && offset <= locatorOffset - 56 {
            let record = LittleEndian(bytes: try file.bytes(at: offset, count: 56))
            guard record.uint32(0) == 0x0606_4B50, let count = record.uint64(32), let size = record.uint64(40),
                let start = record.uint64(48)
            else { continue }
            end.entryCount = count
            end.directorySize = size
            end.directoryOffset = start
            end.position = offset
            return
        }
        throw SpreadsheetError(.corrupt, "The archive's Zip64 end record is not where it should be.")
    }

    private static func directory(
        of file: RandomAccessFile, end: EndRecord, shift: Int, limits: ReaderLimits
    ) throws(SpreadsheetError) -> [ZipEntry] {
        guard end.directorySize <= limits.archiveEntries * bytesPerEntry else {
            throw ReaderLimits.reached(
                \.archiveEntries, of: limits, name: "archiveEntries",
                what: "The archive's directory has \(end.directorySize) bytes, which at \(bytesPerEntry) for an entry")
        }
        let bytes = LittleEndian(bytes: try file.bytes(at: end.directoryOffset, count: end.directorySize))
        var entries: [ZipEntry] = []
        var offset = 0
        while offset < bytes.bytes.count {
            guard bytes.uint32(offset) == 0x0201_4B50 else {
                // A digital signature (0x05054B50) may follow the entries.
                if bytes.uint32(offset) == 0x0505_4B50 { break }
                throw SpreadsheetError(
                    .corrupt, "The archive's directory cannot be read at entry \(entries.count + 1).")
            }
            guard let nameLength = bytes.uint16(offset + 28), let extraLength = bytes.uint16(offset + 30),
                let commentLength = bytes.uint16(offset + 32),
                offset + 46 + nameLength + extraLength + commentLength <= bytes.bytes.count
            else { throw SpreadsheetError(.truncated, "The archive's directory is cut short.") }
            entries.append(try entry(in: bytes, at: offset, index: entries.count, shift: shift))
            offset += 46 + nameLength + extraLength + commentLength
        }
        // The classic count is modulo 65,536 where a writer has no Zip64.
        guard entries.count & 0xFFFF == end.entryCount & 0xFFFF else {
            throw SpreadsheetError(
                .corrupt, "The archive says that it has \(end.entryCount) entries, but \(entries.count) are listed.")
        }
        return entries
    }

    private static func entry(
        in bytes: LittleEndian, at offset: Int, index: Int, shift: Int
    ) throws(SpreadsheetError) -> ZipEntry {
        guard let flags = bytes.uint16(offset + 8), let method = bytes.uint16(offset + 10),
            let crc = bytes.uint32(offset + 16), var compressed = bytes.uint32(offset + 20),
            var uncompressed = bytes.uint32(offset + 24), let nameLength = bytes.uint16(offset + 28),
            let extraLength = bytes.uint16(offset + 30), var header = bytes.uint32(offset + 42),
            let modified = bytes.uint32(offset + 12), let attributes = bytes.uint32(offset + 38)
        else { throw SpreadsheetError(.truncated, "The archive's directory is cut short.") }
        let nameBytes = Array(bytes.bytes[offset + 46..<offset + 46 + nameLength])
        let extraStart = offset + 46 + nameLength
        var zip64 = Zip64Extra(bytes, in: extraStart..<extraStart + extraLength)
        if uncompressed == 0xFFFF_FFFF { uncompressed = try zip64.next() }
        if compressed == 0xFFFF_FFFF { compressed = try zip64.next() }
        if header == 0xFFFF_FFFF { header = try zip64.next() }
        let name = String(decoding: nameBytes, as: UTF8.self)
        if nameBytes.contains(0) {
            throw SpreadsheetError(.corrupt, "An entry of the archive has a NUL in its name.", part: name)
        }
        guard header <= Int.max - shift else {
            throw SpreadsheetError(.corrupt, "An entry of the archive lies outside the file.", part: name)
        }
        return ZipEntry(
            index: index, name: name, nameBytes: nameBytes, flags: flags, method: method, crc: UInt32(crc),
            compressedSize: compressed, uncompressedSize: uncompressed, headerOffset: header + shift,
            modified: modified, externalAttributes: attributes)
    }

    /// Every entry's local header must have the name that the directory gives it: a reader that goes by local headers
    /// would otherwise see another package.
    private static func requireSameNames(_ entries: [ZipEntry], in file: RandomAccessFile) throws(SpreadsheetError) {
        for entry in entries {
            let count = 30 + entry.nameBytes.count
            let header = LittleEndian(bytes: try file.bytes(at: entry.headerOffset, count: count))
            guard header.uint32(0) == 0x0403_4B50, header.uint16(26) == entry.nameBytes.count,
                header.bytes.dropFirst(30).elementsEqual(entry.nameBytes)
            else {
                throw SpreadsheetError(
                    .corrupt, "A part's local header and the archive's directory contradict each other.",
                    part: entry.name)
            }
        }
    }

    /// Entries whose bytes overlap are the mark of a bomb that uses one content many times over.
    private static func refuseOverlaps(_ entries: [ZipEntry], before end: Int) throws(SpreadsheetError) {
        let byOffset = entries.sorted { $0.headerOffset < $1.headerOffset }
        for (position, entry) in byOffset.enumerated() {
            let limit = position + 1 < byOffset.count ? byOffset[position + 1].headerOffset : end
            let (size, overflow) = entry.compressedSize.addingReportingOverflow(30 + entry.nameBytes.count)
            guard !overflow, entry.headerOffset >= 0, entry.headerOffset <= limit, size <= limit - entry.headerOffset
            else {
                throw SpreadsheetError(
                    .corrupt, "Entries of the archive overlap or lie outside the file.", part: entry.name)
            }
        }
    }
}

/// The Zip64 extended information of an entry (APPNOTE.TXT 4.5.3): the numbers that did not fit, in a fixed order.
struct Zip64Extra {
    private let bytes: LittleEndian
    private var position: Int
    private let end: Int

    init(_ bytes: LittleEndian, in range: Range<Int>) {
        self.bytes = bytes
        var offset = range.lowerBound
        while offset + 4 <= range.upperBound, let id = bytes.uint16(offset), let size = bytes.uint16(offset + 2) {
            if id == 1 {
                position = offset + 4
                end = min(offset + 4 + size, range.upperBound)
                return
            }
            offset += 4 + size
        }
        position = range.upperBound
        end = range.upperBound
    }

    mutating func next() throws(SpreadsheetError) -> Int {
        guard position + 8 <= end, let value = bytes.uint64(position) else {
            throw SpreadsheetError(.corrupt, "The archive lacks the Zip64 sizes that it refers to.")
        }
        position += 8
        return value
    }
}
