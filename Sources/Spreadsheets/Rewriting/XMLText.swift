/// Text as XML holds it.
package enum XMLText {
    /// The text for between tags or quotation marks.
    ///
    /// What XML 1.0 cannot hold becomes U+FFFD; ``cellText(_:)`` keeps it.
    package static func escaped(_ text: String) -> String {
        isPlain(text, isCell: false) ? text : written(text, isCell: false)
    }

    /// The text of a cell or note: what XML cannot hold, and an underscore that would begin an escape, is written as `_xHHHH_`
    /// (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).
    package static func cellText(_ text: String) -> String {
        isPlain(text, isCell: true) ? text : written(text, isCell: true)
    }

    /// The text with its references resolved: the five of XML, and those by number.
    package static func resolved(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            guard let end = rest.firstIndex(of: ";"), let character = character(rest[rest.index(after: start)..<end])
            else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result.unicodeScalars.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// The text of a cell or note with its escapes `_xHHHH_` resolved, as ``cellText(_:)`` writes them.
    package static func unescaped(_ text: String) -> String { EscapedText.string(Array(text.utf8)) }

    private static func character(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        default: nil
        }
    }

    /// Whether a text stands in XML as it is, as nearly all do. Of one of which its bytes do not tell that, its characters do.
    private static func isPlain(_ text: String, isCell: Bool) -> Bool {
        let plainBytes = plainBytes
        var last: UInt8 = 0
        for byte in text.utf8 {
            guard plainBytes[Int(byte)] else { return false }
            // With these two every escape of a cell's text begins.
            if isCell, last == UInt8(ascii: "_"), byte == UInt8(ascii: "x") { return false }
            last = byte
        }
        return true
    }

    /// For each of the 256 bytes whether it stands in XML as it is, whatever follows: U+FFFE and U+FFFF begin with 0xEF.
    private static let plainBytes: [Bool] = (0..<256).map { byte in
        byte >= 0x20 && byte != 0x22 && byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0xEF
    }

    /// The text with what XML cannot hold as it is written otherwise; bytes of no such character stay as they are.
    private static func written(_ text: String, isCell: Bool) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + bytes.count / 4)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                switch byte {
                case 0x26: result += "&amp;".utf8
                case 0x3C: result += "&lt;".utf8
                case 0x3E: result += "&gt;".utf8
                case 0x22: result += "&quot;".utf8
                case 0x0A: result += "&#10;".utf8
                case 0x09: result += "&#9;".utf8
                // A parser would make a line feed of it, and a blank of tab and line feed in an attribute.
                case 0x0D where !isCell: result += "&#13;".utf8
                case 0x00..<0x20: result += replacement(UInt32(byte), isCell: isCell).utf8
                case 0x5F where isCell && beginsEscape(bytes, at: index - 1): result += escape(0x5F).utf8
                // U+FFFE and U+FFFF.
                case 0xEF where index + 1 < bytes.count && bytes[index] == 0xBF && bytes[index + 1] >= 0xBE:
                    result += replacement(0xFF00 | UInt32(bytes[index + 1] + 0x40), isCell: isCell).utf8
                    index += 2
                default: result.append(byte)
                }
            }
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// What stands for a character that XML cannot hold.
    private static func replacement(_ value: UInt32, isCell: Bool) -> String { isCell ? escape(value) : "\u{FFFD}" }

    private static func beginsEscape(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 6 < bytes.count, bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_")
        else { return false }
        return bytes[index + 2...index + 5].allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20)
        }
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
    }
}
