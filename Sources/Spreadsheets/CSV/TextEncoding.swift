/// The character encodings of text files that the reader knows. The raw values are IANA names in lower case.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    /// UTF-8.
    case utf8 = "utf-8"
    /// UTF-16, low byte first.
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, high byte first.
    case utf16BigEndian = "utf-16be"
    /// Windows code page 1252, Western European.
    case windows1252 = "windows-1252"
    /// ISO 8859-1, Latin 1.
    case iso8859_1 = "iso-8859-1"
    /// ISO 8859-15, Latin 9, with the euro sign.
    case iso8859_15 = "iso-8859-15"
    /// Mac OS Roman.
    case macRoman = "macintosh"
    /// Windows code page 1250, Central European.
    case windows1250 = "windows-1250"
    /// Windows code page 1251, Cyrillic.
    case windows1251 = "windows-1251"
    /// Windows code page 1253, Greek.
    case windows1253 = "windows-1253"
    /// Windows code page 1254, Turkish.
    case windows1254 = "windows-1254"
    /// Windows code page 1257, Baltic.
    case windows1257 = "windows-1257"
    /// ISO 8859-2, Latin 2, Central European.
    case iso8859_2 = "iso-8859-2"
    /// KOI8-R, Russian.
    case koi8r = "koi8-r"
    /// DOS code page 850, Western European.
    case ibm850
    /// DOS code page 852, Central European.
    case ibm852
    /// DOS code page 866, Cyrillic.
    case ibm866

    /// The byte order mark that the bytes begin with.
    static func mark(_ start: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// UTF-16 without a mark: of text in Latin letters every other byte is NUL.
    static func utf16WithoutMark(_ start: [UInt8]) -> TextEncoding? {
        guard start.count >= 4 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in start.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = start.count / 2
        if zeros[1] * 10 >= half * 4, zeros[0] * 20 <= half { return .utf16LittleEndian }
        if zeros[0] * 10 >= half * 4, zeros[1] * 20 <= half { return .utf16BigEndian }
        return nil
    }

    /// What the bytes 0x80 to 0xFF stand for; `nil` for encodings of more than one byte.
    var upperHalf: [Unicode.Scalar?]? {
        switch self {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
        case .windows1252: Self.controls1252 + Self.latin1.dropFirst(32)
        case .iso8859_1: Self.latin1
        case .iso8859_15: Self.latin9
        case .macRoman: Self.macintosh
        case .windows1250: CodePageTables.windows1250
        case .windows1251: CodePageTables.windows1251
        case .windows1253: CodePageTables.windows1253
        case .windows1254: CodePageTables.windows1254
        case .windows1257: CodePageTables.windows1257
        case .iso8859_2: Array(Self.latin1.prefix(32)) + CodePageTables.iso8859_2
        case .koi8r: CodePageTables.koi8r
        case .ibm850: CodePageTables.ibm850
        case .ibm852: CodePageTables.ibm852
        case .ibm866: CodePageTables.ibm866
        }
    }

    private static let latin1: [Unicode.Scalar?] = (UInt32(0x80)...0xFF).map { Unicode.Scalar($0) }

    private static let latin9: [Unicode.Scalar?] = {
        var table = latin1
        let differences: [(Int, Unicode.Scalar)] = [
            (0xA4, "€"), (0xA6, "Š"), (0xA8, "š"), (0xB4, "Ž"), (0xB8, "ž"), (0xBC, "Œ"), (0xBD, "œ"), (0xBE, "Ÿ"),
        ]
        for (byte, scalar) in differences { table[byte - 0x80] = scalar }
        return table
    }()

    /// 0x80 to 0x9F of Windows-1252; U+FFFF stands for what the code page leaves undefined.
    private static let controls1252: [Unicode.Scalar?] = Array(
        "€\u{FFFF}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFF}Ž\u{FFFF}\u{FFFF}‘’“”•–—˜™š›œ\u{FFFF}žŸ".unicodeScalars
    ).map { $0 == "\u{FFFF}" ? nil : $0 }

    private static let macintosh: [Unicode.Scalar?] = Array(
        ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰"
            + "ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ").unicodeScalars)
}
