extension String.UTF8View {
    /// Whether the bytes of a text tell its characters: each of ASCII, save control characters but tab and line feed; each of the letters of Latin-1;
    /// each dash, quotation mark, bullet and leader of General Punctuation (U+2010 to U+2027). None of them joins another or is white space, save
    /// that of ASCII.
    var isOfPlainCharacters: Bool {
        var (beforeLast, last): (UInt8, UInt8) = (0, 0)
        for byte in self {
            switch byte {
            case 0x09, 0x0A, 0x20...0x7E, 0xC3, 0xE2: break
            case 0x80...0xBF where last == 0xC3: break
            case 0x80 where last == 0xE2: break
            case 0x90...0xA7 where last == 0x80 && beforeLast == 0xE2: break
            default: return false
            }
            (beforeLast, last) = (last, byte)
        }
        return true
    }
}

extension UInt8 {
    /// Whether the byte is the first of a character's in UTF-8.
    var beginsCharacter: Bool { self & 0xC0 != 0x80 }
}
