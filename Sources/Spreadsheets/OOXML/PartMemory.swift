import Synchronization

/// What was made of small parts that file after file has in the very same bytes: the returns of a survey come from one questionnaire, and the lists of
/// their parts, types and formats differ in nothing.
///
/// A part is the same one where all is equal that what is made of it depends on: its bytes as they stand in the archive, how they are compressed, what
/// the archive says of them, the limits in force, and what its names are seen from. Only what was read to its end without an error is remembered, so that
/// neither an error nor a part that was not verified is. It never holds more than
/// ``KnownPart/mostParts`` parts of ``KnownPart/mostBytes`` each, and what was made of them.
final class PartMemory<Made: Sendable>: Sendable {
    private struct Known {
        let part: KnownPart
        let made: Made
    }

    private let known = Mutex<(parts: [Known], next: Int)>(([], 0))

    /// What was made of a part; `nil` where that is not known.
    func made(of part: KnownPart) -> Made? {
        known.withLock { known in known.parts.first { $0.part == part }?.made }
    }

    /// Remembers what was made of a part, in the place of what was remembered first where there is no more room.
    func remember(_ made: Made, of part: KnownPart) {
        known.withLock { known in
            if known.parts.count < KnownPart.mostParts {
                known.parts.append(Known(part: part, made: made))
            } else {
                known.parts[known.next] = Known(part: part, made: made)
                known.next = (known.next + 1) % KnownPart.mostParts
            }
        }
    }
}

/// All that what is made of a part depends on.
struct KnownPart: Equatable, Sendable {
    /// How many parts a ``PartMemory`` holds.
    static let mostParts = 32
    /// The most bytes of a part that is remembered, inflated.
    static let mostBytes = 16 << 10

    private let crc: UInt32
    private let uncompressedSize: Int
    private let method: Int
    private let content: [UInt8]
    /// The part that names in it are seen from.
    private let source: String
    private let limits: ReaderLimits
    private let pieceBytes: Int

    /// Holds the entry's local header against the directory, as whoever reads it does; `nil` for a part that is not remembered.
    init?(_ entry: ZipEntry, of package: OOXMLPackage, source: String) throws(SpreadsheetError) {
        guard (1...Self.mostBytes).contains(entry.uncompressedSize), entry.compressedSize <= Self.mostBytes else {
            return nil
        }
        let start = try ZipEntryReader.contentOffset(of: entry, in: package.archive)
        crc = entry.crc
        uncompressedSize = entry.uncompressedSize
        method = entry.method
        content = try package.archive.file.bytes(at: start, count: entry.compressedSize)
        self.source = source
        limits = package.limits
        pieceBytes = package.mode.pieceBytes
    }
}

extension OOXMLPackage {
    /// What a memory knows of a part, or what is made of it now; `nil` where there is no such part.
    ///
    /// What is known is counted as though it were read again.
    ///
    /// - Parameters:
    ///   - name: the part.
    ///   - source: the part that names in it are seen from.
    ///   - memory: where what was made of such parts is remembered; of one kind of reading alone.
    ///   - make: reads the part to its end. What it makes depends on the part's bytes, the package's limits and the source alone.
    func made<Made>(
        of name: String, from source: String = "", in memory: PartMemory<Made>,
        _ make: (ZipEntry) throws(SpreadsheetError) -> Made
    ) throws(SpreadsheetError) -> Made? {
        guard let entry = entry(name) else { return nil }
        try budget.count(time: .zero)
        let stretch = budget.begin()
        guard let part = try KnownPart(entry, of: self, source: source) else { return try make(entry) }
        if let made = memory.made(of: part) {
            try budget.count(inflated: entry.uncompressedSize, ofEntry: entry.index)
            try budget.end(stretch)
            return made
        }
        let made = try make(entry)
        memory.remember(made, of: part)
        return made
    }
}
