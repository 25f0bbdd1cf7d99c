/// Writes a ZIP archive (PKWARE APPNOTE.TXT 6.3.10) without Zip64: entries of another archive are copied as they are compressed
/// there, others are added. Nothing in it depends on the time or the machine.
package struct ZipWriter: ~Copyable {
    /// What fits the archive's 16 and 32 bits; larger ones are refused.
    private static let mostEntries = 65_534
    private static let mostBytes = Int(UInt32.max) - 1

    /// 1 January 1980, 00:00: the first moment that ZIP knows.
    static let epoch = 0x0021_0000

    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Begins an archive.
    package init() {}

    /// Adds an entry of that name, with the content as it is compressed.
    package mutating func add(_ name: String, _ content: DeflatedContent) throws(SpreadsheetError) {
        try add(Header(nameBytes: Array(name.utf8), content: content), content.bytes)
    }

    /// Adds an entry that takes the place of another archive's: it keeps the name, time and attributes.
    mutating func add(_ entry: ZipEntry, _ content: DeflatedContent) throws(SpreadsheetError) {
        var header = Header(nameBytes: entry.nameBytes, content: content)
        header.keep(entry)
        try add(header, content.bytes)
    }

    /// Copies an entry of another archive, its compressed bytes as they are.
    mutating func copy(_ entry: ZipEntry, of archive: ZipArchive) throws(SpreadsheetError) {
        let start = try ZipEntryReader.contentOffset(of: entry, in: archive)
        var header = Header(
            nameBytes: entry.nameBytes, method: entry.method, crc: entry.crc, compressedSize: entry.compressedSize,
            uncompressedSize: entry.uncompressedSize)
        header.keep(entry)
        let content = try archive.file.bytes(at: start, count: entry.compressedSize)
        guard content.count == entry.compressedSize else {
            throw SpreadsheetError(.truncated, "A part is cut short.", part: entry.name)
        }
        try add(header, content)
    }

    /// The whole archive.
    package consuming func finish() throws(SpreadsheetError) -> [UInt8] {
        let start = bytes.count
        guard start + directory.count < Self.mostBytes else { throw Self.tooLarge() }
        bytes += directory
        bytes.append(littleEndian: 0x0605_4B50, 4)
        bytes.append(littleEndian: 0, 4)
        bytes.append(littleEndian: count, 2)
        bytes.append(littleEndian: count, 2)
        bytes.append(littleEndian: directory.count, 4)
        bytes.append(littleEndian: start, 4)
        bytes.append(littleEndian: 0, 2)
        return bytes
    }

    private mutating func add(_ header: Header, _ content: [UInt8]) throws(SpreadsheetError) {
        guard count < Self.mostEntries, header.nameBytes.count <= Int(UInt16.max),
            bytes.count + content.count + header.nameBytes.count < Self.mostBytes,
            header.uncompressedSize < Self.mostBytes
        else { throw Self.tooLarge() }
        let offset = bytes.count
        bytes.append(littleEndian: 0x0403_4B50, 4)
        header.appendCommon(to: &bytes)
        bytes += header.nameBytes
        bytes += content
        directory.append(littleEndian: 0x0201_4B50, 4)
        // Made by version 2.0 under MS-DOS, whose attributes are the ones that mean nothing elsewhere.
        directory.append(littleEndian: 20, 2)
        header.appendCommon(to: &directory)
        directory.append(littleEndian: 0, 6)
        directory.append(littleEndian: header.externalAttributes, 4)
        directory.append(littleEndian: offset, 4)
        directory += header.nameBytes
        count += 1
    }

    private static func tooLarge() -> SpreadsheetError {
        SpreadsheetError(.limit, "The workbook would be larger than 4 GB or have more than 65,534 parts.")
    }

    /// What a local header and the directory tell of an entry alike.
    private struct Header {
        let nameBytes: [UInt8]
        let method: Int
        let crc: UInt32
        let compressedSize: Int
        let uncompressedSize: Int
        /// Bit 11: the name is UTF-8.
        var flags = 0x0800
        var modified = ZipWriter.epoch
        var externalAttributes = 0

        init(nameBytes: [UInt8], method: Int, crc: UInt32, compressedSize: Int, uncompressedSize: Int) {
            self.nameBytes = nameBytes
            self.method = method
            self.crc = crc
            self.compressedSize = compressedSize
            self.uncompressedSize = uncompressedSize
            // A name of ASCII alone is the same in every code page, and most writers then do not set the bit.
            if nameBytes.allSatisfy({ $0 < 0x80 }) { flags = 0 }
        }

        init(nameBytes: [UInt8], content: DeflatedContent) {
            self.init(
                nameBytes: nameBytes, method: 8, crc: content.crc, compressedSize: content.bytes.count,
                uncompressedSize: content.size)
        }

        mutating func keep(_ entry: ZipEntry) {
            // Whether the name is UTF-8 is kept; sizes stand in the local header, never behind the content.
            flags = entry.flags & 0x0800
            modified = entry.modified
            externalAttributes = entry.externalAttributes
        }

        func appendCommon(to output: inout [UInt8]) {
            output.append(littleEndian: 20, 2)
            output.append(littleEndian: flags, 2)
            output.append(littleEndian: method, 2)
            output.append(littleEndian: modified, 4)
            output.append(littleEndian: Int(crc), 4)
            output.append(littleEndian: compressedSize, 4)
            output.append(littleEndian: uncompressedSize, 4)
            output.append(littleEndian: nameBytes.count, 2)
            // No extra field.
            output.append(littleEndian: 0, 2)
        }
    }
}

extension [UInt8] {
    /// Appends a number in as many bytes as are asked for, the lowest first.
    fileprivate mutating func append(littleEndian number: Int, _ width: Int) {
        for index in 0..<width { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
}
