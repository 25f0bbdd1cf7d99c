import Foundation

/// Text as it is compared: what readers take for the same should be the same.
public enum TextFolding {
    /// Letters and digits in lower case without diacritics, words joined by single spaces. `°` and `%` are kept, since "N°" and "%" are
    /// all that some headers have.
    public static func fold(_ text: String) -> String {
        quick(text) ?? thorough(text)
    }

    /// The first letters of what a text is folded to, as many as are asked for; nil where its first bytes alone do not tell them, or there are fewer.
    public static func beginning(of text: String, count: Int) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var folded: [UInt8] = []
            folded.reserveCapacity(count + 1)
            var isBetweenWords = false
            for byte in bytes {
                // Beyond ASCII a sign may join with the letter in front of it: a letter counts when the next byte is known to be none of such a sign.
                guard byte < 0x80 else { return nil }
                if folded.count >= count { return String(decoding: folded.prefix(count), as: UTF8.self) }
                guard let kept = ascii(byte) else {
                    isBetweenWords = true
                    continue
                }
                if isBetweenWords, !folded.isEmpty { folded.append(0x20) }
                isBetweenWords = false
                folded.append(kept)
            }
            return nil
        }
    }

    /// What ``fold(_:)`` makes of any text, by way of Foundation, which costs many times as much.
    static func thorough(_ text: String) -> String {
        let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return plain.split { !($0.isLetter || $0.isNumber || $0 == "°" || $0 == "%") }.joined(separator: " ")
    }

    /// Texts of the letters and signs that most texts are made of; nil where there is another. Labels are compared by the thousand.
    private static func quick(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var folded: [UInt8] = []
            folded.reserveCapacity(bytes.count)
            var isBetweenWords = false
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    index += 1
                    guard let kept = ascii(byte) else {
                        isBetweenWords = true
                        continue
                    }
                    if isBetweenWords, !folded.isEmpty { folded.append(0x20) }
                    isBetweenWords = false
                    folded.append(kept)
                    continue
                }
                // Two bytes, up to U+024F: letters that hold their diacritics, none of which joins with its neighbours.
                guard byte & 0xE0 == 0xC0, index + 1 < bytes.count else { return nil }
                let scalar = Int(byte & 0x1F) << 6 | Int(bytes[index + 1] & 0x3F)
                guard latin.indices.contains(scalar - firstLatin) else { return nil }
                index += 2
                let word = latin[scalar - firstLatin]
                guard !word.isEmpty else {
                    isBetweenWords = true
                    continue
                }
                if isBetweenWords, !folded.isEmpty { folded.append(0x20) }
                isBetweenWords = false
                folded += word
            }
            return String(decoding: folded, as: UTF8.self)
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
