/// An entry of the archive's central directory (APPNOTE.TXT 4.3.12).
struct ZipEntry: Sendable {
    /// Its position in the central directory.
    let index: Int
    /// The name as the archive has it. Never used as a path.
    let name: String
    /// The name's bytes, to be compared with those of the local header.
    let nameBytes: [UInt8]
    let flags: Int
    let method: Int
    let crc: UInt32
    let compressedSize: Int
    let uncompressedSize: Int
    /// Where the local header is in the file; junk before the archive is counted in.
    let headerOffset: Int
    /// When it was changed, as MS-DOS time and date (APPNOTE.TXT 4.4.6); kept where the entry is copied.
    let modified: Int
    /// Attributes of the file that it was (4.4.15); kept where the entry is copied.
    let externalAttributes: Int

    /// Whether the entry's content is encrypted (bit 0 of the flags).
    var isEncrypted: Bool { flags & 1 != 0 }
    /// Whether sizes and checksum follow the content rather than stand in the local header (bit 3).
    var hasDataDescriptor: Bool { flags & 8 != 0 }
}
