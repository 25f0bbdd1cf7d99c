/// Finds out the encoding of a text file by evidence: a byte order mark, NULs in every other byte, valid UTF-8 all
/// through, and for the rest what the upper bytes would stand for beside their neighbours.
struct EncodingDetector {
    /// What was found, and why.
    struct Finding {
        var encoding: TextEncoding
        var markLength = 0
        var reason: String
        /// Whether nothing in the file proves it.
        var isGuess = false
    }

    private var validator = UTF8Validator()
    private var contexts: [(before: UInt8, byte: UInt8, after: UInt8)] = []

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
            let bytes = try file.bytes(at: offset, count: 256 << 10)
            guard !bytes.isEmpty else { break }
            detector.take(bytes)
            offset += bytes.count
            if offset >= enoughBytes, detector.isSettled { break }
        }
        return detector.finding
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
                (index > 0 ? bytes[index - 1] : 0x20, byte, index + 1 < bytes.count ? bytes[index + 1] : 0x20))
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
        let base = score(.windows1252)
        let others = [TextEncoding.iso8859_15, .macRoman].map { (encoding: $0, score: score($0)) }
        if let best = others.max(by: { $0.score < $1.score }), best.score >= base + 2 {
            return Finding(
                encoding: best.encoding,
                reason: "not valid UTF-8, and the letters make sense in \(best.encoding.rawValue)",
                isGuess: true)
        }
        return Finding(
            encoding: .windows1252, reason: "not valid UTF-8, so Windows-1252, the usual one of Western Windows",
            isGuess: true)
    }

    /// How well the upper bytes make sense in an encoding: letters inside words speak for it, signs inside words against.
    private func score(_ encoding: TextEncoding) -> Int {
        guard let table = encoding.upperHalf else { return 0 }
        return contexts.reduce(0) { sum, context in
            sum + Self.weight(table[Int(context.byte & 0x7F)], before: context.before, after: context.after)
        }
    }

    private static func weight(_ scalar: Unicode.Scalar?, before: UInt8, after: UInt8) -> Int {
        guard let scalar, scalar.value >= 0xA0 else { return -10 }
        func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
        func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) && byte < 0x80 }
        let touchesLetter = isLetter(before) || isLetter(after)
        if scalar.properties.isLowercase, scalar != "ª", scalar != "º" {
            return touchesLetter ? (scalar == "ƒ" || scalar == "ı" || scalar == "ﬁ" || scalar == "ﬂ" ? -1 : 2) : 0
        }
        if scalar.properties.isUppercase {
            if isLower(before) { return -3 }
            return touchesLetter ? 1 : 0
        }
        if isLetter(before), isLetter(after) { return scalar == "’" || scalar == "·" ? 2 : -3 }
        if "€–—‘’“”…«»°\u{A0}".unicodeScalars.contains(scalar) { return 1 }
        return scalar == "¤" ? -1 : 0
    }
}

/// Counts the characters beyond ASCII that are valid UTF-8 and the bytes that are not (Unicode 15, table 3-7).
struct UTF8Validator {
    /// Valid characters of two to four bytes.
    private(set) var sequences = 0
    /// Places that are not valid.
    private(set) var invalid = 0
    /// Whether there was a NUL.
    private(set) var sawNUL = false
    private var pending = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    /// Whether the text ended in the middle of a character.
    var isIncomplete: Bool { pending > 0 }

    /// How many bytes of a character that the end cuts were seen.
    private(set) var pendingLength = 0

    mutating func take(_ buffer: UnsafeRawBufferPointer) {
        var index = 0
        while index < buffer.count {
            // In bounds: eight bytes are read only where eight are left. Of bytes without an upper bit, taking 1 from each
            // gives one exactly where there is a NUL.
            if pending == 0, index + 8 <= buffer.count,
                case let eight = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self),
                (eight | (eight &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            } else {
                take(buffer[index])
                index += 1
            }
        }
    }

    private mutating func take(_ byte: UInt8) {
        if pending > 0 {
            if byte >= lower, byte <= upper {
                pending -= 1
                pendingLength += 1
                (lower, upper) = (0x80, 0xBF)
                if pending == 0 { sequences += 1 }
                return
            }
            pending = 0
            invalid += 1
        }
        (lower, upper) = (0x80, 0xBF)
        pendingLength = 1
        switch byte {
        case 0: sawNUL = true
        case 1..<0x80: break
        case 0xC2...0xDF: pending = 1
        case 0xE0...0xEF:
            pending = 2
            if byte == 0xE0 { lower = 0xA0 }
            if byte == 0xED { upper = 0x9F }
        case 0xF0...0xF4:
            pending = 3
            if byte == 0xF0 { lower = 0x90 }
            if byte == 0xF4 { upper = 0x8F }
        default: invalid += 1
        }
    }
}
