import Mustache

/// Text from returns, made harmless and visible for a page.
enum DisplayText {
    /// Characters of a value or a sentence that the page shows; the issue files hold all.
    static let limit = 600

    /// The text with what cannot be seen made visible: control characters as the pictures that Unicode has for them,
    /// and characters that turn the direction of the writing by their number, since they make `exe.gpj` look like
    /// `jpg.exe`. A text longer than ``limit`` is cut, and says so.
    static func visible(_ text: String, limit: Int = limit) -> String {
        // Nearly all texts: no character has less than one byte.
        if text.utf8.count <= limit, isVisible(text) { return text }
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + "… (\(text.unicodeScalars.count))" }
            count += 1
            switch scalar.value {
            case 0x09, 0x0A: result.unicodeScalars.append(scalar)
            case 0x0D: result += "\n"
            case 0x00...0x1F: result.unicodeScalars.append(picture(scalar.value))
            case 0x7F: result += "\u{2421}"
            case 0x80...0x9F, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
            case 0x202A...0x202E, 0x2066...0x2069:
                result += "‹U+" + String(scalar.value, radix: 16, uppercase: true) + "›"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text with the five characters that mean something to HTML and XML written as references.
    ///
    /// It goes by Unicode scalars: a quotation mark followed by a combining accent is one `Character`, unequal to a
    /// quotation mark, but an HTML parser still ends the attribute there.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isMarkup) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether all of a text is shown as it is.
    private static func isVisible(_ text: String) -> Bool {
        // The last bytes, by which characters of two and three are known: what they begin with begins no other.
        var last: UInt32 = 0
        for byte in text.utf8 {
            last = (last << 8 | UInt32(byte)) & 0xFF_FFFF
            if byte < 0x80 {
                guard byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A else { return false }
            } else {
                switch last {
                // U+202A to U+202E, U+2066 to U+2069, U+FFFE and U+FFFF.
                case 0xE2_80AA...0xE2_80AE, 0xE2_81A6...0xE2_81A9, 0xEF_BFBE...0xEF_BFBF: return false
                // U+0080 to U+009F.
                case _ where (0xC280...0xC29F).contains(last & 0xFFFF): return false
                default: continue
                }
            }
        }
        return true
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x26 || byte == 0x27 || byte == 0x3C || byte == 0x3E
    }

    private static func picture(_ control: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(0x2400 + control) ?? "\u{FFFD}"
    }
}

/// The escaping that the templates ask for by name in their first line.
struct ScalarEscaping: MustacheContentType {
    static let name = "HTML-SCALARS"

    func escapeText(_ text: String) -> String {
        DisplayText.escaped(DisplayText.visible(text, limit: .max))
    }
}
