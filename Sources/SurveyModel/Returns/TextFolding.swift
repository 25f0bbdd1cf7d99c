import Foundation

/// Text as it is compared: what readers take for the same should be the same.
public enum TextFolding {
    /// Letters and digits in lower case without diacritics, digits of any script as 0 to 9, words joined by single spaces. `°` and `%` are kept, since
    /// "N°" and "%" are all that some headers have.
    public static func fold(_ text: String) -> String {
        quick(text) ?? thorough(text)
    }

    /// The first letters of what a text is folded to, as many as are asked for; nil where its first bytes alone do not tell them, or there are fewer.
    public static func beginning(of text: String, count: Int) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var folded = Words(room: count + 1)
            for byte in bytes {
                // Beyond ASCII a sign may join with the letter in front of it: a letter counts when the next byte is known to be none of such a sign.
                guard byte < 0x80 else { return nil }
                if folded.bytes.count >= count {
                    return String(decoding: folded.bytes.prefix(count), as: UTF8.self)
                }
                if let kept = ascii(byte) { folded.append(kept) } else { folded.part() }
            }
            return nil
        }
    }

    /// The digit 0 to 9 that a decimal digit of any script is (general category Nd), such as ٣, ३ or ３; nil for all else.
    public static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue,
            (0...9).contains(value)
        else { return nil }
        return Unicode.Scalar(UInt8(48 + Int(value)))
    }

    /// A text with the decimal digits of all scripts as 0 to 9.
    public static func withPlainDigits(_ text: String) -> String {
        // Those beyond ASCII begin at U+0660, whose first byte is D9: most texts have no such byte.
        guard text.utf8.contains(where: { $0 >= 0xD9 }),
            text.unicodeScalars.contains(where: { !$0.isASCII && digit($0) != nil })
        else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { digit($0) ?? $0 }))
    }

    /// Folded words on their way, with one space between two.
    private struct Words {
        private(set) var bytes: [UInt8] = []
        private var isBetween = false

        init(room: Int) { bytes.reserveCapacity(room) }

        /// What comes next is another word.
        mutating func part() { isBetween = true }

        mutating func append(_ letter: UInt8) {
            begin()
            bytes.append(letter)
        }

        mutating func append(contentsOf letters: [UInt8]) {
            begin()
            bytes += letters
        }

        private mutating func begin() {
            if isBetween, !bytes.isEmpty { bytes.append(0x20) }
            isBetween = false
        }
    }

    /// What ``fold(_:)`` makes of any text, by way of Foundation, which costs many times as much.
    static func thorough(_ text: String) -> String {
        let plain = withPlainDigits(
            text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil))
        return plain.split { !($0.isLetter || $0.isNumber || $0 == "°" || $0 == "%") }.joined(separator: " ")
    }

    /// Texts of the letters and signs that most texts are made of; nil where there is another. Labels are compared by the thousand.
    private static func quick(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var folded = Words(room: bytes.count)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    index += 1
                    if let kept = ascii(byte) { folded.append(kept) } else { folded.part() }
                    continue
                }
                // Two bytes, up to U+024F: letters that hold their diacritics, none of which joins with its neighbours.
                guard byte & 0xE0 == 0xC0, index + 1 < bytes.count else { return nil }
                let scalar = Int(byte & 0x1F) << 6 | Int(bytes[index + 1] & 0x3F)
                guard latin.indices.contains(scalar - firstLatin) else { return nil }
                index += 2
                let word = latin[scalar - firstLatin]
                if word.isEmpty { folded.part() } else { folded.append(contentsOf: word) }
            }
            return String(decoding: folded.bytes, as: UTF8.self)
        }
    }

    /// The letter or digit in lower case; nil for what stands between words.
    private static func ascii(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "%"): byte
        case 0x41...0x5A: byte | 0x20
        default: nil
        }
    }

    private static let firstLatin = 0x80
    /// What becomes of each scalar from U+0080 to U+024F; nothing for what stands between words.
    private static let latin: [[UInt8]] = (firstLatin..<0x250).map { scalar in
        Unicode.Scalar(UInt32(scalar)).map { Array(thorough(String(Character($0))).utf8) } ?? []
    }
}
