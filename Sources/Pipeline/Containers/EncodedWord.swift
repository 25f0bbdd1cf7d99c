import Foundation

/// Words in other character sets: `=?charset?B?…?=` and `=?charset?Q?…?=` (RFC 2047).
enum EncodedWord {
    /// Bytes of a text that is decoded. No name is longer; a longer text stays as it is.
    private static let mostBytes = 4 << 10

    /// The text with its encoded words decoded; what is none stays as it is. Blanks between two of them belong to neither.
    static func decode(_ text: [UInt8]) -> String {
        guard text.count <= mostBytes else { return String(decoding: text, as: UTF8.self) }
        var result = ""
        // Words that are not yet in the result, and what stands behind them: where a sign of several bytes is split between two words, both are one text.
        var open: Word?
        var rest = text[...]
        var position = text.startIndex
        let ends = nextEnds(in: text)
        while position + 1 < text.endIndex {
            guard text[position] == 0x3D, text[position + 1] == 0x3F,
                let (word, end) = word(in: text[(position + 2)...], ends)
            else {
                position += 1
                continue
            }
            let between = rest[..<position]
            let isBehindWord = open != nil && between.allSatisfy(isBlank)
            if isBehindWord, open?.charset == word.charset {
                open?.bytes += word.bytes
            } else {
                result += open?.text ?? ""
                if !isBehindWord { result += String(decoding: between, as: UTF8.self) }
                open = word
            }
            (rest, position) = (text[end...], end)
        }
        return result + (open?.text ?? "") + String(decoding: rest, as: UTF8.self)
    }

    /// A word, or several in one character set.
    private struct Word {
        /// The character set, in lower case.
        let charset: String
        var bytes: [UInt8]

        var text: String { EncodedWord.text(bytes, charset: charset) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, 0x0A].contains(byte) }

    /// A word that begins behind its `=?`, and where it ends. What holds another `=?` cannot be decoded, and fails there: the time is linear.
    private static func word(in bytes: ArraySlice<UInt8>, _ ends: [Int]) -> (Word, Int)? {
        guard let first = mark(in: bytes), let second = mark(in: bytes[(first + 1)...]), second == first + 2 else {
            return nil
        }
        let end = ends[second + 1]
        guard end < bytes.endIndex else { return nil }
        let content = bytes[(second + 1)..<end]
        let decoded: [UInt8]?
        switch bytes[first + 1] {
        case 0x42, 0x62: decoded = try? TransferEncoding.base64(content)
        case 0x51, 0x71: decoded = try? TransferEncoding.quotedPrintable(content, isHeader: true)
        default: decoded = nil
        }
        let charset = String(decoding: bytes[..<first], as: UTF8.self).lowercased()
        return decoded.map { (Word(charset: charset, bytes: $0), end + 2) }
    }

    /// For each place, where the next `?=` stands; the text's end where there is none.
    private static func nextEnds(in text: [UInt8]) -> [Int] {
        var ends = Array(repeating: text.endIndex, count: text.count + 1)
        for index in stride(from: text.count - 2, through: 0, by: -1) {
            ends[index] = text[index] == 0x3F && text[index + 1] == 0x3D ? index : ends[index + 1]
        }
        return ends
    }

    /// The next `?` before any blank.
    private static func mark(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.firstIndex { $0 == 0x3F || isBlank($0) }.flatMap { bytes[$0] == 0x3F ? $0 : nil }
    }

    private static let encodings: [String: String.Encoding] = [
        "iso-8859-1": .isoLatin1, "windows-1252": .windowsCP1252, "iso-8859-2": .isoLatin2,
        "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "windows-1253": .windowsCP1253,
        "windows-1254": .windowsCP1254,
    ]

    /// A text in one of the character sets that mails are written in; as UTF-8 where it is in another.
    static func text(_ bytes: [UInt8], charset: String) -> String {
        // A language may stand behind the set (RFC 2231, 5).
        let name = charset.split(separator: "*").first.map { $0.lowercased() } ?? ""
        if name == "iso-8859-15" { return String(String.UnicodeScalarView(bytes.map(latin9))) }
        return encodings[name].flatMap { String(data: Data(bytes), encoding: $0) }
            ?? String(decoding: bytes, as: UTF8.self)
    }

    /// A byte of ISO 8859-15, which has other signs than ISO 8859-1 in eight places.
    private static func latin9(_ byte: UInt8) -> Unicode.Scalar {
        switch byte {
        case 0xA4: "\u{20AC}"
        case 0xA6: "\u{160}"
        case 0xA8: "\u{161}"
        case 0xB4: "\u{17D}"
        case 0xB8: "\u{17E}"
        case 0xBC: "\u{152}"
        case 0xBD: "\u{153}"
        case 0xBE: "\u{178}"
        default: Unicode.Scalar(byte)
        }
    }
}
