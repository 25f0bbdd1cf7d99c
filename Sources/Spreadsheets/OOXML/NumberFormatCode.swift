/// Tells what a number format code makes of a number (ECMA-376 Part 1, 18.8.31).
///
/// The first section decides, as it shows positive numbers. Quoted and escaped text, fill and padding characters, colours,
/// conditions and locales say nothing about it, whatever letters they have. What is written beside the number is told apart from it.
enum NumberFormatCode {
    /// The kind of a built-in format (18.8.30), including those of East Asian locales (27-36, 50-58), which are dates.
    static func builtIn(_ id: Int) -> NumberFormatKind {
        switch id {
        case 1, 3, 5, 6, 37, 38, 41, 42: .number(decimals: 0)
        case 2, 4, 7, 8, 39, 40, 43, 44: .number(decimals: 2)
        case 9, 10: .percent
        case 11, 48: .scientific
        case 12, 13: .fraction
        case 14...17, 27...31, 36, 50...54, 57, 58: .date
        case 18...21, 32...35, 45, 47, 55, 56: .time
        case 22: .dateTime
        case 46: .duration
        case 49: .text
        default: .general
        }
    }

    /// The kind of a custom format.
    static func kind(_ code: String) -> NumberFormatKind {
        guard !localisedGeneral.contains(code.lowercased()) else { return .general }
        if let digits = zeros(code) { return .zeroPadded(digits: digits) }
        var reading = Reading()
        var characters = Array(code.unicodeScalars)[...]
        while let character = characters.popFirst(), reading.takes(character, &characters) {}
        return reading.kind
    }

    /// What a custom format writes beside numbers; `nil` where it writes nothing that says anything of them.
    static func wording(_ code: String) -> NumberWording? {
        guard !localisedGeneral.contains(code.lowercased()) else { return nil }
        var sections: [NumberWording.Section] = []
        var characters = Array(code.unicodeScalars)[...]
        while !characters.isEmpty, sections.count < 4 {
            var reading = Reading()
            while let character = characters.popFirst(), reading.takes(character, &characters) {}
            sections.append(reading.section)
        }
        return NumberWording(sections)
    }

    /// No number of a spreadsheet has more digits than fifteen; a code may show some more.
    private static let mostZeros = 40

    /// The number of zeros of a format that shows nothing else, two at least; `nil` for others.
    private static func zeros(_ code: String) -> Int? {
        let section = code.utf8.prefix { $0 != UInt8(ascii: ";") }
        guard (2...mostZeros).contains(section.count), section.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
            return nil
        }
        return section.count
    }

    /// `General` as some exports write it in the language of their users; its letters would read as those of dates.
    private static let localisedGeneral: Set<String> = [
        "standard", "standaard", "estándar", "estandar", "général", "generale", "geral", "algemeen", "allmänt",
        "yleinen",
    ]

    private struct Reading {
        var hasDate = false
        var hasTime = false
        var hasMonthOrMinute = false
        var hasElapsed = false
        var hasDigits = false
        var hasPercent = false
        var hasExponent = false
        var hasSlash = false
        var hasText = false
        var isGeneral = false
        var decimals: Int?
        private var wording = NumberWording.Section()
        /// Whether a comma divides the number shown by a thousand, as one does behind its last digit.
        private var isScaled = false
        private var isBehindComma = false
        /// Whether more than a space stands among the digits.
        private var isBroken = false

        /// Takes a character and what belongs to it; `false` at the end of the first section.
        mutating func takes(
            _ character: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>
        ) -> Bool {
            switch character {
            case ";": return false
            case "\"":
                let quoted = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(quoted.count + 1)
                write(quoted)
            case "\\", "!":
                write(rest.prefix(1))
                rest = rest.dropFirst()
            case "_", "*": rest = rest.dropFirst()
            case "[":
                let content = rest.prefix { $0 != "]" }
                rest = rest.dropFirst(content.count + 1)
                takeBrackets(content)
                if let first = content.first, "hHmMsS".unicodeScalars.contains(first),
                    content.allSatisfy({ $0 == first })
                {
                    hasElapsed = true
                }
            case "y", "Y", "d", "D", "b", "B": hasDate = true
            case "h", "H", "s", "S": hasTime = true
            case "m", "M": hasMonthOrMinute = true
            case "a", "A": takeLetterA(&rest)
            case "e", "E":
                // An exponent follows digits; the year of an era (`e-m-d`) does not.
                if hasDigits, rest.first == "+" || rest.first == "-" { hasExponent = true } else { hasDate = true }
            case "G", "g": takeGeneral(&rest)
            case "0", "#", "?":
                takeDigit()
                if decimals != nil { decimals = (decimals ?? 0) + 1 }
            case ".":
                if isBehindComma { isScaled = true }
                isBehindComma = false
                if !hasExponent { decimals = 0 }
            case ",": isBehindComma = hasDigits
            case "%": hasPercent = true
            case "/": hasSlash = true
            case "@": hasText = true
            default: write([character])
            }
            return true
        }

        private mutating func takeDigit() {
            // The comma was between thousands.
            isBehindComma = false
            if hasDigits, !wording.after.isEmpty {
                isBroken = isBroken || wording.after.contains { !$0.isWhitespace }
                wording.after = ""
            }
            hasDigits = true
        }

        /// Takes what is written as it stands.
        private mutating func write(_ text: some Sequence<Unicode.Scalar>) {
            var characters = String.UnicodeScalarView()
            characters.append(contentsOf: text)
            if hasDigits || isGeneral {
                wording.after += String(characters)
            } else {
                wording.before += String(characters)
            }
        }

        /// Takes what stands in brackets: a condition, or `$` with a currency and, behind a dash, a language.
        private mutating func takeBrackets(_ content: ArraySlice<Unicode.Scalar>) {
            if content.first == "$" {
                write(content.dropFirst().prefix { $0 != "-" })
            } else {
                let text = String(String.UnicodeScalarView(content))
                wording.condition = wording.condition ?? NumberWording.Condition(text)
            }
        }

        /// Longer words are no unit.
        private static let longestWords = 60

        /// The section with what it writes beside plain numbers. A format that scales them has words for that, and shows what is stored.
        var section: NumberWording.Section {
            var section = wording
            let isPlain = if case .number = kind { true } else { kind == .general && isGeneral }
            if !isPlain || isScaled || isBehindComma || isBroken
                || section.before.utf8.count + section.after.utf8.count > Self.longestWords
            {
                (section.before, section.after) = ("", "")
            }
            return section
        }

        /// `AM/PM` and `A/P` are time, `aaa` is a day's name in East Asian locales.
        private mutating func takeLetterA(_ rest: inout ArraySlice<Unicode.Scalar>) {
            let ahead = String(String.UnicodeScalarView(rest.prefix(4))).lowercased()
            if ahead == "m/pm" {
                hasTime = true
                rest = rest.dropFirst(4)
            } else if ahead.hasPrefix("/p") {
                hasTime = true
                rest = rest.dropFirst(2)
            } else if ahead.hasPrefix("aa") {
                hasDate = true
                rest = rest.drop { $0 == "a" || $0 == "A" }
            }
        }

        /// `General` shows numbers as they are; `g`, `gg`, `ggg` are eras of the Japanese calendar.
        private mutating func takeGeneral(_ rest: inout ArraySlice<Unicode.Scalar>) {
            if String(String.UnicodeScalarView(rest.prefix(6))).lowercased() == "eneral" {
                isGeneral = true
                rest = rest.dropFirst(6)
            } else {
                hasDate = true
            }
        }

        var kind: NumberFormatKind {
            if hasElapsed { return .duration }
            if !isGeneral, !hasExponent {
                // Digits beside date letters are fractions of seconds (`ss.000`); beside other letters there are none.
                if hasTime { return hasDate ? .dateTime : .time }
                if hasDate || hasMonthOrMinute { return .date }
            }
            if hasText { return .text }
            if hasPercent { return .percent }
            if hasExponent { return .scientific }
            if hasSlash, hasDigits { return .fraction }
            if hasDigits { return .number(decimals: decimals ?? 0) }
            return .general
        }
    }
}
