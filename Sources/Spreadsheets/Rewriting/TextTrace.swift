#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Workbook {
    /// Only small parts are looked through, and few: of others it is not certain what they lack.
    private static let mostTracedBytes = 64 << 10
    private static let mostTracedSheets = 64

    /// Whether it is certain, without reading a cell, that no cell has a text in which some ASCII characters stand one behind the other.
    /// Where it is not, cells have to be read, which also tells what is wrong with a part.
    ///
    /// - Parameter text: the characters, none of which means anything to XML and which are no underscore.
    package func surelyLacks(_ text: String) -> Bool {
        guard let ooxml, let trace = TextTrace(text), sheets.count <= Self.mostTracedSheets else { return false }
        var entries: [ZipEntry] = []
        var parts = ooxml.sheetParts
        if let strings = ooxml.stringsPart { parts.append(strings) }
        for part in parts {
            guard let part, let entry = ooxml.package.entry(part), entry.uncompressedSize <= Self.mostTracedBytes else {
                return false
            }
            entries.append(entry)
        }
        let budget = ooxml.package.budget
        let stretch = budget.begin()
        for entry in entries {
            guard let isAbsent = try? trace.isSurelyAbsent(from: entry, of: ooxml.package), isAbsent else {
                return false
            }
        }
        return (try? budget.end(stretch)) != nil
    }
}

/// What has to stand in the bytes of a part in UTF-8 for some characters to stand one behind the other in a text of it.
///
/// It goes by one of the characters. In front of it stands the one before, or the end of a tag that cuts the text in two; behind it the one that
/// follows, or the beginning of a tag. A part that could write characters in another way, by references, escapes or sections, is not judged.
struct TextTrace {
    /// How Excel and other programs begin a part.
    private static let declaration = Array(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#.utf8)
    private static let tagStart = UInt8(ascii: "<")
    private static let tagEnd = UInt8(ascii: ">")

    private let text: [UInt8]
    /// The place in the text of the character that is looked for.
    private let anchor: Int

    /// What is left of a text; `nil` of one that XML can write in several ways.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }),
            !bytes.contains(where: { "<>&\"'_".utf8.contains($0) })
        else { return nil }
        self.text = bytes
        // Rarer than letters and digits.
        anchor = bytes.firstIndex { !(0x30...0x39).contains($0) && !(0x61...0x7A).contains($0 | 0x20) } ?? 0
    }

    /// Whether a part, which must be small, has no text with the characters.
    func isSurelyAbsent(from entry: ZipEntry, of package: OOXMLPackage) throws(SpreadsheetError) -> Bool {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        let pieces = try PartPieces(entry, of: package)
        guard let piece = try pieces.next(holding: nothing), piece.count == entry.uncompressedSize else { return false }
        // The piece is valid until the next is asked for, behind which the part's size and checksum are verified.
        let isAbsent = isSurelyAbsent(from: piece)
        return try pieces.next(holding: nothing) == nil && isAbsent
    }

    /// Whether the bytes of a part have no text with the characters.
    func isSurelyAbsent(from part: UnsafeRawBufferPointer) -> Bool {
        func byte(_ index: Int) -> UInt8 { part.indices.contains(index) ? part[index] : 0 }
        guard part.starts(with: Self.declaration) else { return false }
        // Sections and entities.
        guard Self.allPlaces(of: UInt8(ascii: "!"), in: part, { byte($0 - 1) != Self.tagStart }) else { return false }
        // References by number; those by name stand for none of the characters.
        guard Self.allPlaces(of: UInt8(ascii: "&"), in: part, { byte($0 + 1) != UInt8(ascii: "#") }) else {
            return false
        }
        // Escapes of cells' texts, also where a tag cuts them in two.
        guard
            Self.allPlaces(
                of: UInt8(ascii: "_"), in: part,
                { place in
                    let next = byte(place + 1)
                    return next | 0x20 != UInt8(ascii: "x") && next != Self.tagStart
                })
        else { return false }
        return Self.allPlaces(of: text[anchor], in: part) { !mayStand(at: $0, in: part) }
    }

    /// Whether the text may stand where the character that is looked for does.
    private func mayStand(at place: Int, in part: UnsafeRawBufferPointer) -> Bool {
        for offset in stride(from: 1, through: anchor, by: 1) {
            guard place - offset >= 0 else { return false }
            let byte = part[place - offset]
            if byte == Self.tagEnd { break }
            guard byte == text[anchor - offset] else { return false }
        }
        for offset in stride(from: 1, to: text.count - anchor, by: 1) {
            guard place + offset < part.count else { return false }
            let byte = part[place + offset]
            if byte == Self.tagStart { break }
            guard byte == text[anchor + offset] else { return false }
        }
        return true
    }

    private static func allPlaces(
        of byte: UInt8, in part: UnsafeRawBufferPointer, _ isHarmless: (Int) -> Bool
    ) -> Bool {
        guard let base = part.baseAddress else { return true }
        var start = 0
        // In bounds: it is looked for between the start and the end of the part.
        while start < part.count, let found = memchr(base + start, Int32(byte), part.count - start) {
            let place = base.distance(to: UnsafeRawPointer(found))
            guard isHarmless(place) else { return false }
            start = place + 1
        }
        return true
    }
}
