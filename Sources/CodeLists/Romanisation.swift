/// Latin letters for scripts of which the lists have no names, so that a name can be found by its sound.
///
/// The Indic blocks of Unicode share one layout (that of ISCII, Indian Standard IS 13194:1991), so one table serves
/// Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada and Malayalam; Ethiopic is laid out in rows
/// of one consonant with its vowels. Georgian, Armenian and Cyrillic are alphabets
/// (after BGN/PCGN and Serbian practice, without apostrophes).
enum Romanisation {
    /// The text in Latin letters, or nil if it has a letter of a script that is not known here.
    static func romanised(_ text: String) -> String? {
        var written = Syllables()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20, 0x2D, 0x2E, 0x28, 0x29, 0x2C, 0xA0, 0x2013: written.endWord()
            case 0x200B...0x200F: break
            case 0x0900..<0x0D80:
                guard putIndic(Int((scalar.value - 0x0900) % 0x80), &written) else { return nil }
            case 0x0D80..<0x0E00:
                guard putSinhala(Int(scalar.value - 0x0D80), &written) else { return nil }
            default:
                guard let latin = letters(scalar) else { return nil }
                written.put(latin)
            }
        }
        return written.text
    }

    /// Latin letters put down one by one: a consonant is followed by an a unless a sign behind it tells another vowel.
    private struct Syllables {
        private(set) var text = ""
        private var pendingVowel = false

        mutating func put(_ letters: String) { text += letters }

        mutating func putConsonant(_ letters: String) {
            putVowel(letters)
            pendingVowel = true
        }

        /// A vowel of its own.
        mutating func putVowel(_ letters: String) {
            if pendingVowel { text += "a" }
            putSign(letters)
        }

        /// A sign that tells the vowel of the consonant before it.
        mutating func putSign(_ letters: String) {
            text += letters
            pendingVowel = false
        }

        mutating func endWord() {
            // The inherent vowel falls silent at the end of a word in the north of India; there it is dropped.
            putSign(" ")
        }
    }

    /// Puts down the sign at a place in an Indic block; false where none is known.
    private static func putIndic(_ place: Int, _ written: inout Syllables) -> Bool {
        if let consonant = consonants[place] {
            written.putConsonant(consonant)
        } else if let sign = signs[place] {
            written.putSign(sign)
        } else if let vowel = vowels[place] {
            written.putVowel(vowel)
        } else {
            // The nukta changes the consonant before it, which has its letter already.
            return place == 0x3C
        }
        return true
    }

    /// Puts down the sign at a place in the block of Sinhala; false where none is known.
    private static func putSinhala(_ place: Int, _ written: inout Syllables) -> Bool {
        if let consonant = sinhala[place] {
            written.putConsonant(consonant)
        } else if let vowel = sinhalaVowels[place] {
            if place < 0x4A { written.putVowel(vowel) } else { written.putSign(vowel) }
        } else {
            return false
        }
        return true
    }

    /// The Latin letters of one of an alphabet, or of a syllable of Ethiopic.
    private static func letters(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x0400...0x04FF: cyrillic[scalar.properties.lowercaseMapping]
        case 0x1200..<0x1358: ethiopic(Int(scalar.value))
        case 0x10D0...0x10F0: georgian[Int(scalar.value - 0x10D0)]
        case 0x0531...0x0587: armenian(scalar)
        default: nil
        }
    }

    /// The letters of a transliterated name without vowels and h, and of a doubled letter one: what is left is seldom written in two ways.
    static func consonantLetters(of name: ArraySlice<UInt8>) -> [UInt8] {
        var kept: [UInt8] = []
        for letter in name where !openLetters.contains(letter) && kept.last != letter { kept.append(letter) }
        return kept
    }

    /// The letters of a transliterated name without what stands between two vowels in one spelling and not in another: "Keniya", "Kenija", "Kenia".
    static func withoutGlides(_ name: ArraySlice<UInt8>) -> [UInt8] {
        name.filter { $0 != UInt8(ascii: "j") && $0 != UInt8(ascii: "y") }
    }

    private static let openLetters = Array("aeiouyjh".utf8)

    /// Consonants by place in an Indic block.
    private static let consonants: [Int: String] = [
        0x15: "k", 0x16: "kh", 0x17: "g", 0x18: "gh", 0x19: "n", 0x1A: "ch", 0x1B: "ch", 0x1C: "j", 0x1D: "jh",
        0x1E: "n", 0x1F: "t", 0x20: "th", 0x21: "d", 0x22: "dh", 0x23: "n", 0x24: "t", 0x25: "th", 0x26: "d",
        0x27: "dh", 0x28: "n", 0x29: "n", 0x2A: "p", 0x2B: "f", 0x2C: "b", 0x2D: "bh", 0x2E: "m", 0x2F: "y", 0x30: "r",
        0x31: "r", 0x32: "l", 0x33: "l", 0x34: "l", 0x35: "v", 0x36: "sh", 0x37: "sh", 0x38: "s", 0x39: "h",
        0x58: "k", 0x59: "kh", 0x5A: "g", 0x5B: "z", 0x5C: "r", 0x5D: "rh", 0x5E: "f", 0x5F: "y",
    ]

    /// Vowel signs and other marks behind a consonant; the virama silences it.
    private static let signs: [Int: String] = [
        0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x45: "e", 0x46: "e", 0x47: "e", 0x48: "ai",
        0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "au", 0x4D: "",
    ]

    private static let vowels: [Int: String] = [
        0x01: "n", 0x02: "n", 0x03: "h", 0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri",
        0x0D: "e", 0x0E: "e", 0x0F: "e", 0x10: "ai", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au", 0x70: "n", 0x71: "",
        0x72: "a",
    ]

    /// Cyrillic of the languages that no list has: Macedonian, Belarusian, Mongolian, Kazakh.
    private static let cyrillic: [String: String] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ѓ": "g", "ђ": "d", "е": "e", "ё": "o", "є": "e",
        "ж": "z", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ї": "i", "й": "j", "ј": "j", "к": "k", "ќ": "k", "қ": "k",
        "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "ћ": "c", "у": "u", "ў": "u", "ү": "u", "ұ": "u", "ф": "f", "х": "h", "һ": "h", "ц": "c", "ч": "c",
        "џ": "dz", "ш": "s", "щ": "sc", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "ju", "я": "ja", "ғ": "g", "ә": "a",
    ]

    /// Sinhala has an order of its own.
    private static let sinhala: [Int: String] = [
        0x1A: "k", 0x1B: "kh", 0x1C: "g", 0x1D: "gh", 0x1E: "n", 0x1F: "ng", 0x20: "ch", 0x21: "ch", 0x22: "j",
        0x23: "jh", 0x24: "n", 0x25: "gn", 0x26: "nj", 0x27: "t", 0x28: "th", 0x29: "d", 0x2A: "dh", 0x2B: "n",
        0x2C: "nd", 0x2D: "t", 0x2E: "th", 0x2F: "d", 0x30: "dh", 0x31: "n", 0x33: "nd", 0x34: "p", 0x35: "f",
        0x36: "b", 0x37: "bh", 0x38: "m", 0x39: "mb", 0x3A: "y", 0x3B: "r", 0x3D: "l", 0x40: "v", 0x41: "sh",
        0x42: "sh", 0x43: "s", 0x44: "h", 0x45: "l", 0x46: "f",
    ]

    private static let sinhalaVowels: [Int: String] = [
        0x02: "n", 0x03: "h", 0x05: "a", 0x06: "a", 0x07: "e", 0x08: "e", 0x09: "i", 0x0A: "i", 0x0B: "u", 0x0C: "u",
        0x11: "e", 0x12: "e", 0x13: "ai", 0x14: "o", 0x15: "o", 0x16: "au", 0x4A: "", 0x4F: "a", 0x50: "e", 0x51: "e",
        0x52: "i", 0x53: "i", 0x54: "u", 0x56: "u", 0x59: "e", 0x5A: "e", 0x5B: "ai", 0x5C: "o", 0x5D: "o", 0x5E: "au",
    ]

    private static let georgian = [
        "a", "b", "g", "d", "e", "v", "z", "t", "i", "k", "l", "m", "n", "o", "p", "zh", "r", "s", "t", "u", "p", "k",
        "gh", "q", "sh", "ch", "ts", "dz", "ts", "ch", "kh", "j", "h",
    ]

    /// Small and capital letters. The digraph for u comes out as "ou", the first part of which is dropped.
    private static func armenian(_ scalar: Unicode.Scalar) -> String? {
        let letters = [
            "a", "b", "g", "d", "e", "z", "e", "e", "t", "zh", "i", "l", "kh", "ts", "k", "h", "dz", "gh", "ch", "m",
            "y", "n", "sh", "o", "ch", "p", "j", "r", "s", "v", "t", "r", "ts", "u", "p", "k", "o", "f",
        ]
        switch scalar.value {
        case 0x0531...0x0556: return letters[Int(scalar.value - 0x0531)]
        case 0x0561...0x0586: return letters[Int(scalar.value - 0x0561)]
        case 0x0587: return "ev"
        default: return nil
        }
    }

    private static func ethiopic(_ value: Int) -> String? {
        let rows = [
            "h", "l", "h", "m", "s", "r", "s", "sh", "q", "q", "q", "q", "b", "v", "t", "ch", "kh", "kh", "n", "ny",
            "", "k", "k", "kh", "kh", "w", "", "z", "zh", "y", "d", "d", "j", "g", "g", "g", "t", "ch", "p", "ts",
            "ts", "f", "p",
        ]
        let row = (value - 0x1200) / 8
        guard row < rows.count else { return nil }
        let vowels = ["e", "u", "i", "a", "e", "", "o", "wa"]
        let isVowelRow = rows[row].isEmpty
        let vowel = isVowelRow && (value & 7 == 0 || value & 7 == 5) ? (value & 7 == 0 ? "a" : "i") : vowels[value & 7]
        return rows[row] + vowel
    }
}
