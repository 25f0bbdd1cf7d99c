import CZlib

/// A ZIP archive of files, such as one in which a sender has put several workbooks; not a workbook, which is a ZIP archive as well.
///
/// Nothing is ever written under the names that it gives: they are the sender's words.
public struct FileArchive: Sendable {
    /// A file or folder in the archive.
    public struct Member: Sendable {
        /// The name as the archive has it, with the folders; of code page 437 where it is no UTF-8 and does not say that it is
        /// (PKWARE APPNOTE.TXT 6.3.10, appendix D).
        public let name: String
        /// Whether a password is needed to read it.
        public let isEncrypted: Bool
        /// Whether it is a symbolic link, by the attributes that Unix programs write.
        public let isLink: Bool
        /// Whether it is a folder, which has no content.
        public let isFolder: Bool
        fileprivate let entry: ZipEntry
    }

    /// What is in it, in the order of its directory.
    public let members: [Member]
    private let archive: ZipArchive
    private let limits: ReaderLimits
    private let budget: ReadBudget
    private let allowance: ContainerAllowance

    /// Opens an archive.
    ///
    /// - Parameters:
    ///   - descriptor: the open file, which is the archive's from here on, and is closed with it.
    ///   - name: the name under which it was sent.
    ///   - memberBytes: the size of one member in bytes.
    ///   - allowance: what the container that was received may hold in all, this archive's members included.
    /// - Returns: nil where the file is no ZIP archive, or is a document of a program that keeps its documents in ZIP archives.
    /// - Throws: ``SpreadsheetError`` where it is damaged or reaches a limit.
    public init?(descriptor: Int32, name: String, memberBytes: Int, allowance: ContainerAllowance)
        throws(SpreadsheetError)
    {
        let file = try RandomAccessFile(descriptor: descriptor, name: name)
        let start = try file.bytes(at: 0, count: 4)
        guard start == [0x50, 0x4B, 0x03, 0x04] || start == [0x50, 0x4B, 0x05, 0x06] else { return nil }
        var limits = ReaderLimits.default
        limits.archiveEntries = allowance.filesLeft
        limits.partBytes = memberBytes
        limits.totalBytes = allowance.bytesLeft
        archive = try Self.opened(file, limits)
        let names = Set(archive.entries.map { $0.name.lowercased() })
        guard !DocumentParts.makeDocument({ names.contains($0) }) else { return nil }
        try allowance.take(files: archive.entries.count)
        self.limits = limits
        self.allowance = allowance
        budget = ReadBudget(limits: limits, fileBytes: file.size)
        members = archive.entries.map { entry in
            // The upper half of the attributes is a Unix mode where the archive was made on such a system.
            Member(
                name: Self.name(of: entry), isEncrypted: entry.isEncrypted,
                isLink: (entry.externalAttributes >> 16) & 0xF000 == 0xA000,
                isFolder: entry.name.hasSuffix("/"), entry: entry)
        }
    }

    /// The archive. How many files it may have is the container's to tell: that limit has not the name of the reader's, and is not raised with it.
    private static func opened(_ file: RandomAccessFile, _ limits: ReaderLimits) throws(SpreadsheetError) -> ZipArchive
    {
        do throws(SpreadsheetError) {
            return try ZipArchive(file: file, limits: limits)
        } catch {
            throw error.limit == "archiveEntries" ? ContainerAllowance.tooManyFiles : error
        }
    }

    private static let isUTF8 = 1 << 11

    private static func name(of entry: ZipEntry) -> String {
        guard entry.flags & isUTF8 == 0, !entry.name.utf8.elementsEqual(entry.nameBytes) else { return entry.name }
        return CodePage437.text(entry.nameBytes)
    }

    /// Gives a member's content piece by piece; its size and checksum are verified before this returns.
    ///
    /// - Throws: ``SpreadsheetError`` where the member is encrypted, damaged or larger than allowed, and what `body` throws.
    public func read(_ member: Member, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try allowance.take(bytes: 0)
        let reader = try ZipEntryReader(member.entry, of: archive, limits: limits, budget: budget)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var checksum: UInt = 0
        while true {
            let count = try reader.next(into: buffer)
            guard count > 0 else { break }
            // In bounds: no more than the buffer's own bytes were filled.
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            try allowance.take(bytes: count)
            checksum = crc32(checksum, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
            try body(piece)
        }
        guard UInt32(truncatingIfNeeded: checksum) == member.entry.crc else {
            throw SpreadsheetError(.corrupt, "A member's checksum (CRC-32) is wrong.", part: member.name)
        }
    }
}
