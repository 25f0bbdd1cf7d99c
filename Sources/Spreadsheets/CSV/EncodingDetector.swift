/// Finds out the encoding of a text file by evidence: a byte order mark, NULs in every other byte, valid UTF-8 all
/// through, and for the rest what the upper bytes would stand for beside their neighbours (``CodePageGuess``).
struct EncodingDetector {
    /// What was found, and why.
    struct Finding {
        var encoding: TextEncoding
        var markLength = 0
        var reason: String
        /// Whether nothing in the file proves it.
        var isGuess = false
        /// Whether it is a guess by which the text makes little sense, or hardly more than by another, or that rests on few letters.
        var isDoubtful = false
    }

    /// So much of a file is looked at at once.
    private static let pieceBytes = 256 << 10

    private var validator = UTF8Validator()
    private var contexts: [ByteContext] = []

    /// The encoding of a file; reads as much of it as it takes to be sure, so all of a file in UTF-8.
    static func detect(_ file: RandomAccessFile) throws(SpreadsheetError) -> Finding {
        let start = try file.bytes(at: 0, count: 4_096)
        if let (encoding, length) = TextEncoding.mark(start) {
            return Finding(
                encoding: encoding, markLength: length, reason: "a byte order mark says \(encoding.rawValue)")
        }
        if let encoding = TextEncoding.utf16WithoutMark(start) {
            return Finding(
                encoding: encoding, reason: "every other byte is NUL, as in \(encoding.rawValue)", isGuess: true)
        }
        var detector = EncodingDetector()
        var offset = 0
        while offset < file.size {
            let bytes = try file.bytes(at: offset, count: Self.pieceBytes)
            guard !bytes.isEmpty else { break }
            detector.take(bytes)
            offset += bytes.count
            if offset >= enoughBytes, detector.isSettled { break }
        }
        return detector.finding
    }

    /// The encoding of a file of which one is given. What the file proves outweighs it: other files of the same survey may have been saved as UTF-8,
    /// which is then read as nothing else.
    static func detect(_ file: RandomAccessFile, given: TextEncoding) throws(SpreadsheetError) -> Finding {
        if let (encoding, length) = TextEncoding.mark(try file.bytes(at: 0, count: 3)) {
            return Finding(
                encoding: encoding, markLength: length,
                reason: encoding == given
                    ? "the encoding was given as \(given.rawValue)" : "a byte order mark says \(encoding.rawValue)")
        }
        if given != .utf8, try isUTF8(file, besides: given) {
            return Finding(encoding: .utf8, reason: "all characters are valid UTF-8")
        }
        return Finding(encoding: given, reason: "the encoding was given as \(given.rawValue)")
    }

    /// Whether a file has characters beyond ASCII, and all of them are valid UTF-8.
    private static func isUTF8(
        _ file: RandomAccessFile, besides given: TextEncoding
    ) throws(SpreadsheetError) -> Bool {
        var validator = UTF8Validator()
        var offset = 0
        while offset < file.size, validator.invalid == 0 {
            let bytes = try file.bytes(at: offset, count: Self.pieceBytes)
            guard !bytes.isEmpty else { break }
            bytes.withUnsafeBytes { validator.take($0) }
            offset += bytes.count
        }
        // NULs are what tells UTF-16; in other text they are left out.
        let mayBeUTF16 = validator.sawNUL && (given == .utf16LittleEndian || given == .utf16BigEndian)
        return validator.sequences > 0 && validator.invalid == 0 && !validator.isIncomplete && !mayBeUTF16
    }

    /// How much of a file that is not UTF-8 is looked at in any case.
    private static let enoughBytes = 64 << 20
    /// How many characters beyond ASCII are weighed.
    private static let enoughContexts = 20_000

    /// Whether it is not UTF-8 beyond doubt, and all evidence for one of the others is there.
    private var isSettled: Bool {
        contexts.count >= Self.enoughContexts && validator.sequences < validator.invalid
    }

    private mutating func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { validator.take($0) }
        guard validator.invalid > 0 || validator.sequences > 0, contexts.count < Self.enoughContexts else { return }
        for (index, byte) in bytes.enumerated() where byte >= 0x80 && contexts.count < Self.enoughContexts {
            contexts.append(
                ByteContext(
                    before: index > 0 ? bytes[index - 1] : 0x20, byte: byte,
                    after: index + 1 < bytes.count ? bytes[index + 1] : 0x20))
        }
    }

    private var finding: Finding {
        if validator.invalid == 0, !validator.isIncomplete {
            let reason = validator.sequences == 0 ? "all characters are ASCII" : "all characters are valid UTF-8"
            return Finding(encoding: .utf8, reason: reason)
        }
        if validator.sequences >= 10 * max(1, validator.invalid) {
            return Finding(
                encoding: .utf8,
                reason: "\(validator.sequences) characters are valid UTF-8 and \(validator.invalid) are not",
                isGuess: true)
        }
        let guess = CodePageGuess(contexts)
        return Finding(
            encoding: guess.encoding,
            reason: guess.encoding == .windows1252
                ? "not valid UTF-8, so Windows-1252, the usual one of Western Windows"
                : "not valid UTF-8, and the letters make sense in \(guess.encoding.rawValue)",
            isGuess: true, isDoubtful: guess.isDoubtful)
    }
}
