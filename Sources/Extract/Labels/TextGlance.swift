/// What most texts tell by their bytes. Asked of each letter, it costs a look into tables of Unicode, and every cell of every sheet is asked.
extension String {
    /// Whether there is more than white space.
    var hasMoreThanSpace: Bool {
        // What a visible sign of ASCII begins is a letter of its own, whatever joins with it.
        if let first = utf8.first, (0x21...0x7E).contains(first) { return true }
        return contains { !$0.isWhitespace }
    }

    /// Whether there is a letter, in the sense of `Character.isLetter`.
    var hasLetter: Bool {
        for byte in utf8 {
            // Beyond ASCII a sign may swallow the letter behind it; in front of it each byte is a letter of its own.
            guard byte < 0x80 else { return contains(where: \.isLetter) }
            if (0x61...0x7A).contains(byte | 0x20) { return true }
        }
        return false
    }

    /// Whether angle or square brackets may stand around it: no other sign is taken for the one that opens.
    var mayBeInBrackets: Bool {
        utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[") }
    }
}
