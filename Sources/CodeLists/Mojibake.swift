/// Undoes what a wrong encoding does to names: UTF-8 read as Windows-1252, and characters written out as escapes.
enum Mojibake {
    /// The text as it was meant, or nil if there is no sign that it was spoilt.
    static func mended(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        let signs = signs(in: text)
        guard signs.misread || signs.escape else { return nil }
        let text = String(decoding: text, as: UTF8.self)
        let unescaped = signs.escape ? withoutEscapes(text) : nil
        let current = unescaped ?? text
        return reread(current) ?? unescaped
    }

    /// Whether a text may have been misread, and whether it may have an escape.
    ///
    /// One character of UTF-8 that was misread is two or more beyond ASCII side by side, so a text in which one stands
    /// alone was written as it is meant.
    private static func signs(in text: UnsafeBufferPointer<UInt8>) -> (misread: Bool, escape: Bool) {
        var found = (misread: false, escape: false)
        var isAlone = false
        var before: UInt8 = 0
        var run = 0
        for byte in text {
            switch (before, byte) {
            case (0x26, 0x23), (0x26, 0x61), (0x5C, 0x75), (0x3C, 0x55): found.escape = true
            case (_, 0xC0...): run += 1
            case (_, ..<0x80) where run > 0:
                isAlone = isAlone || run == 1
                run = 0
                found.misread = true
            default: break
            }
            before = byte
        }
        if run > 0 { found.misread = true }
        found.misread = found.misread && !isAlone && run != 1
        return found
    }

    /// Reads the text's characters as bytes of a code page and these as UTF-8, again where it was done twice; nil if
    /// that gives no well-formed text.
    private static func reread(_ text: String) -> String? {
        var current = text
        for _ in 0..<3 {
            guard let again = CodePage.all.lazy.compactMap({ $0.reread(current) }).first else { break }
            current = again
        }
        return current == text ? nil : current
    }

    /// Replaces `<U+00F4>`, `&#244;`, `&#xF4;`, `&amp;` and `\u00f4`.
    private static func withoutEscapes(_ text: String) -> String? {
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
        for (opening, closing, radix) in forms where text.hasPrefix(opening) {
            // Near by only: to the end of the text for each escape would take a time that grows with its square.
            let near = text.dropFirst(opening.count).prefix(mostDigits + 1)
            guard let end = near.firstIndex(of: closing) else { continue }
            if let value = UInt32(near[..<end], radix: radix), let scalar = Unicode.Scalar(value) {
                return (scalar, text[text.index(after: end)...])
            }
        }
        guard text.hasPrefix("\\u") else { return nil }
        let digits = text.dropFirst(2).prefix(4)
        if digits.count == 4, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
            return (scalar, text.dropFirst(6))
        }
        return nil
    }

    private static let forms: [(opening: String, closing: Character, radix: Int)] = [
        ("<U+", ">", 16), ("&#x", ";", 16), ("&#", ";", 10),
    ]
    /// The greatest number of a character has seven digits; some programs write eight.
    private static let mostDigits = 8
}

/// A one-byte encoding as which UTF-8 is read by mistake.
private struct CodePage: Sendable {
    private let bytes: [UInt32: UInt8]

    static let all = [windows1252, macRoman, cp437, cp850]

    /// The characters at 0x80 and after, in order; Latin-1 fills what is left.
    private init(_ characters: String, orLatin1: Bool = false) {
        var bytes: [UInt32: UInt8] = [:]
        if orLatin1 { for value in UInt8(0x80)...0xFF { bytes[UInt32(value)] = value } }
        for (scalar, value) in zip(characters.unicodeScalars, UInt8(0x80)...0xFF) where scalar != "\u{FFFD}" {
            bytes[scalar.value] = value
        }
        self.bytes = bytes
    }

    func reread(_ text: String) -> String? {
        var found: [UInt8] = []
        var isSpoilt = false
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                found.append(UInt8(scalar.value))
            } else if let byte = bytes[scalar.value] {
                found.append(byte)
                isSpoilt = true
            } else {
                return nil
            }
        }
        return isSpoilt ? String(validating: found, as: UTF8.self) : nil
    }

    /// WHATWG Encoding Standard, index windows-1252.
    private static let windows1252 = CodePage(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ", orLatin1: true)
    /// WHATWG Encoding Standard, index macintosh.
    private static let macRoman = CodePage(
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
            + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")
    /// Unicode mapping table CP437.TXT, of MS-DOS in the United States.
    private static let cp437 = CodePage(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}")
    /// Unicode mapping table CP850.TXT, of MS-DOS in Western Europe.
    private static let cp850 = CodePage(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
            + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}")
}
