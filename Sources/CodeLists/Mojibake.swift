/// Undoes what a wrong encoding does to names: UTF-8 read as Windows-1252, and characters written out as escapes.
enum Mojibake {
    /// The text as it was meant, or nil if there is no sign that it was spoilt.
    static func mended(_ text: String) -> String? {
        let unescaped = withoutEscapes(text)
        let current = unescaped ?? text
        return reread(current) ?? unescaped
    }

    /// Reads the text's characters as bytes of Windows-1252 and these as UTF-8; nil if that gives no well-formed text.
    private static func reread(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var spoilt = false
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                bytes.append(UInt8(scalar.value))
            } else if scalar.value >= 0xA0 && scalar.value <= 0xFF {
                bytes.append(UInt8(scalar.value))
                spoilt = true
            } else if let byte = windows1252[scalar.value] {
                bytes.append(byte)
                spoilt = true
            } else if scalar.value < 0xA0 {
                bytes.append(UInt8(scalar.value))
                spoilt = true
            } else {
                return nil
            }
        }
        guard spoilt else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Replaces `<U+00F4>`, `&#244;`, `&#xF4;`, `&amp;` and `\u00f4`.
    private static func withoutEscapes(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x5C || $0 == 0x3C }) else { return nil }
        var result = ""
        var rest = text[...]
        var changed = false
        while let first = rest.first {
            if let (scalar, after) = escape(rest) {
                result.unicodeScalars.append(scalar)
                rest = after
                changed = true
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return changed ? result : nil
    }

    private static func escape(_ text: Substring) -> (Unicode.Scalar, Substring)? {
        if text.hasPrefix("&amp;") { return ("&", text.dropFirst(5)) }
        for (opening, closing, radix) in [("<U+", ">", 16), ("&#x", ";", 16), ("&#", ";", 10)] {
            guard text.hasPrefix(opening), let end = text.firstIndex(of: Character(closing)) else { continue }
            let digits = text[text.index(text.startIndex, offsetBy: opening.count)..<end]
            if let value = UInt32(digits, radix: radix), let scalar = Unicode.Scalar(value) {
                return (scalar, text[text.index(after: end)...])
            }
        }
        if text.hasPrefix("\\u"), text.count >= 6, let value = UInt32(text.dropFirst(2).prefix(4), radix: 16),
            let scalar = Unicode.Scalar(value)
        {
            return (scalar, text.dropFirst(6))
        }
        return nil
    }

    /// The characters of Windows-1252 outside Latin-1 (WHATWG Encoding Standard, index windows-1252).
    private static let windows1252: [UInt32: UInt8] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87, 0x02C6: 0x88,
        0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93,
        0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
        0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]
}
