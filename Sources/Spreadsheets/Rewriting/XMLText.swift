/// Text as XML holds it.
package enum XMLText {
    /// The text for between tags or quotation marks.
    ///
    /// What XML 1.0 cannot hold becomes U+FFFD; ``cellText(_:)`` keeps it.
    package static func escaped(_ text: String) -> String {
        if isPlain(text, isCell: false) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return result
    }

    /// The text of a cell or note: what XML cannot hold, and an underscore that would begin an escape, is written as `_xHHHH_`
    /// (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).
    package static func cellText(_ text: String) -> String {
        if isPlain(text, isCell: true) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar.value {
            case 0x00...0x08, 0x0B...0x1F, 0xFFFE, 0xFFFF: result += escape(scalar.value)
            case 0x5F where beginsEscape(scalars, at: index): result += escape(0x5F)
            default: append(scalar, to: &result)
            }
        }
        return result
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

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        switch scalar.value {
        case 0x26: result += "&amp;"
        case 0x3C: result += "&lt;"
        case 0x3E: result += "&gt;"
        case 0x22: result += "&quot;"
        // A parser would make a line feed of it, and a blank of tab and line feed in an attribute.
        case 0x0D: result += "&#13;"
        case 0x0A: result += "&#10;"
        case 0x09: result += "&#9;"
        case 0x00...0x08, 0x0B...0x1F, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }

    private static func beginsEscape(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        guard index + 6 < scalars.count, scalars[index + 1] == "x", scalars[index + 6] == "_" else { return false }
        return scalars[index + 2...index + 5].allSatisfy { $0.isASCII && Character($0).isHexDigit }
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
    }
}
