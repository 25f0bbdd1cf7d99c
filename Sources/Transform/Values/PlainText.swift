import Foundation
import SurveyModel

/// Text with one kind of digit, space, minus and apostrophe, in lower case and without diacritics: what people of different scripts and
/// keyboards type for the same.
struct PlainText {
    /// The characters, without white space at both ends.
    let scalars: [Unicode.Scalar]
    /// Whether digits other than 0 to 9 were typed, such as Arabic-Indic or fullwidth ones.
    let hasForeignDigits: Bool
    /// Whether a point is the decimal sign beyond doubt, as U+066B ARABIC DECIMAL SEPARATOR is.
    let isPointDecimal: Bool

    init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        var hasForeignDigits = false
        var isPointDecimal = false
        for scalar in Self.fold(text).unicodeScalars {
            if scalar.isASCII {
                scalars.append(scalar.properties.isWhitespace ? " " : scalar)
            } else if let digit = TextFolding.digit(scalar) {
                hasForeignDigits = true
                scalars.append(digit)
            } else if scalar == "\u{66B}" || scalar == "·" {
                isPointDecimal = true
                scalars.append(".")
            } else if let plain = Self.plain(scalar) {
                scalars.append(plain)
            }
        }
        let first = scalars.firstIndex { $0 != " " } ?? scalars.endIndex
        let last = scalars.lastIndex { $0 != " " } ?? scalars.startIndex
        self.scalars = first <= last && first < scalars.endIndex ? Array(scalars[first...last]) : []
        self.hasForeignDigits = hasForeignDigits
        self.isPointDecimal = isPointDecimal
    }

    /// The text in plain characters.
    static func plain(_ text: String) -> String { String(String.UnicodeScalarView(PlainText(text).scalars)) }

    /// The words of a text, which white space parts, each in plain characters.
    static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map { plain(String($0)) })
    }

    /// Whether a character is of a script that is written without spaces between words, as Chinese and Japanese are: all from U+2E80 on.
    static func isWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x2E80 }

    /// Lower case without diacritics. Words are kept in this form, so that both sides of a comparison are folded alike.
    static func fold(_ text: String) -> String {
        // Signs such as € or a no-break space have neither case nor diacritics, and folding costs.
        let isPlain = text.unicodeScalars.allSatisfy { $0.value < 0xC0 || (0x2000...0x2BFF).contains($0.value) }
        return isPlain
            ? text.lowercased() : text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    /// The plain form of a character; nil for what cannot be seen, such as U+200F RIGHT-TO-LEFT MARK.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "\u{2212}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{FE63}": return "-"
        case "\u{2018}", "\u{2019}", "\u{2BC}", "\u{B4}", "\u{2032}", "\u{66C}": return "'"
        case "\u{66A}", "\u{FE6A}": return "%"
        case "\u{60C}": return ","
        case "\u{609}", "\u{60A}": return "‰"
        case "\u{FFE5}": return "¥"
        case "\u{FFE1}": return "£"
        case "\u{FFE6}": return "₩"
        case "\u{301C}", "\u{223C}": return "~"
        // Fullwidth forms stand in the order of ASCII (U+FF01 to U+FF5E).
        case "\u{FF01}"..."\u{FF5E}":
            let ascii = Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
            return ascii.properties.isUppercase ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0 + 32)) : ascii
        // Arabic is typed with and without hamza and vowel signs, and with the letters of Persian.
        case "\u{622}", "\u{623}", "\u{625}", "\u{671}": return "\u{627}"
        case "\u{649}", "\u{6CC}": return "\u{64A}"
        case "\u{6A9}": return "\u{643}"
        case "\u{640}", "\u{64B}"..."\u{655}", "\u{670}": return nil
        default: break
        }
        if scalar.properties.isWhitespace { return " " }
        return scalar.properties.generalCategory == .format ? nil : scalar
    }
}

/// A piece of a text: a numeral, a word, or a single sign.
struct TextPiece: Hashable {
    enum Kind { case numeral, word, sign }

    let kind: Kind
    let text: String
    /// Whether no space parts it from what is before.
    var isAttached = false

    /// The pieces of a text, without white space; nil where there are more than `most`.
    static func cut(_ plain: PlainText, most: Int = 24) -> [TextPiece]? {
        let scalars = plain.scalars
        var pieces: [TextPiece] = []
        var hasNumeral = false
        var index = 0
        while index < scalars.count {
            let start = index
            guard scalars[start] != " " else {
                index += 1
                continue
            }
            guard pieces.count < most else { return nil }
            let isAttached = start > 0 && scalars[start - 1] != " "
            if let end = endOfNumeral(scalars, start) {
                hasNumeral = true
                index = end
                pieces.append(TextPiece(kind: .numeral, text: string(scalars[start..<end]), isAttached: isAttached))
            } else if isLetter(scalars[start]) {
                // Digits right behind a letter belong to the word where the number has been seen: the 2 of "12 km2".
                index += 1
                while index < scalars.count, isLetter(scalars[index]) || (hasNumeral && isDigit(scalars[index])) {
                    index += 1
                }
                if index < scalars.count, scalars[index] == ".",
                    index + 1 == scalars.count || !isDigit(scalars[index + 1]) || !hasNumeral
                {
                    index += 1
                }
                pieces.append(TextPiece(kind: .word, text: string(scalars[start..<index]), isAttached: isAttached))
            } else {
                index += 1
                pieces.append(
                    TextPiece(kind: .sign, text: string(scalars[start..<index]), isAttached: isAttached))
            }
        }
        return pieces
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
        // Superscripts belong to units such as km².
        return scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered
            || "²³°º".unicodeScalars.contains(scalar)
    }

    /// Where the numeral that begins at a place ends: digits with a single point, comma, apostrophe or space between them, and an exponent.
    private static func endOfNumeral(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        var index = start
        if scalars[start] == "." || scalars[start] == "," {
            guard start + 1 < scalars.count, isDigit(scalars[start + 1]) else { return nil }
            index += 1
        }
        guard isDigit(scalars[index]) else { return nil }
        while index < scalars.count {
            if isDigit(scalars[index]) {
                index += 1
            } else if [".", ",", "'", " "].contains(scalars[index]), index + 1 < scalars.count,
                isDigit(scalars[index + 1])
            {
                index += 2
            } else {
                break
            }
        }
        guard index + 1 < scalars.count, scalars[index] == "e" else { return index }
        var exponent = index + 1
        if scalars[exponent] == "-" || scalars[exponent] == "+" { exponent += 1 }
        guard exponent < scalars.count, isDigit(scalars[exponent]) else { return index }
        while exponent < scalars.count, isDigit(scalars[exponent]) { exponent += 1 }
        return exponent
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        // A visible letter of ASCII at both ends, as most texts have, is no white space.
        if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) {
            return String(self)
        }
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
