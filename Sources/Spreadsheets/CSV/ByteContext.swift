/// A byte beyond ASCII between its neighbours, which tell what it may stand for.
struct ByteContext {
    let before: UInt8
    let byte: UInt8
    let after: UInt8

    /// Whether a letter of ASCII stands on a side, or on both.
    var touchesLetter: Bool { Self.isLetter(before) || Self.isLetter(after) }

    /// Whether it stands between letters of ASCII.
    var isBetweenLetters: Bool { Self.isLetter(before) && Self.isLetter(after) }

    /// Whether it is part of a word, as far as one can tell before it is decoded.
    var isInWord: Bool { touchesLetter || before >= 0x80 || after >= 0x80 }

    /// Whether both neighbours are beyond ASCII as well, as in scripts that are not Latin.
    var isInRun: Bool { before >= 0x80 && after >= 0x80 }

    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool { isLower(byte) || isUpper(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
