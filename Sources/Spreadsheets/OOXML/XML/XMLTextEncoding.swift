/// Brings the bytes of an XML part to UTF-8 before libxml2 sees them.
///
/// UTF-8 and UTF-16 are what OOXML allows (ECMA-376 Part 2, 8.2); anything else is refused. Done here rather than by
/// libxml2, whose push mode reads some UTF-16 parts as empty.
struct XMLTextEncoding {
    private enum State {
        case undecided
        /// With so many bytes of a byte order mark still to be passed over.
        case utf8(mark: Int)
        case utf16(UTF16Transcoder)
    }

    private var state = State.undecided
    private var converted: [UInt8] = []
    private let part: String

    init(part: String) { self.part = part }

    /// Gives the bytes as UTF-8 to the body, without a byte order mark.
    mutating func convert(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        switch state {
        case .undecided:
            state = try Self.decide(bytes, part: part)
            try convert(bytes, body)
        case .utf8(let mark):
            state = .utf8(mark: 0)
            // In bounds: a mark was found at the beginning of these bytes, the first ones, which reach beyond it.
            try body(mark > 0 ? UnsafeRawBufferPointer(rebasing: bytes[mark...]) : bytes)
        case .utf16(var transcoder):
            converted.removeAll(keepingCapacity: true)
            transcoder.append(bytes, to: &converted)
            state = .utf16(transcoder)
            if transcoder.unpairedSurrogates > 0 {
                throw SpreadsheetError(.corrupt, "A part's UTF-16 text is broken.", part: part)
            }
            var failure: SpreadsheetError?
            converted.withUnsafeBytes { buffer in
                do throws(SpreadsheetError) { try body(buffer) } catch { failure = error }
            }
            if let failure { throw failure }
        }
    }

    /// Ends the part, which must not end within a character.
    func finish() throws(SpreadsheetError) {
        guard case .utf16(let transcoder) = state, transcoder.isIncomplete else { return }
        throw SpreadsheetError(.corrupt, "A part's UTF-16 text ends within a character.", part: part)
    }

    /// Where in the next bytes text begins that is UTF-8 as it stands; `nil` for text that has to be converted.
    mutating func plainStart(of bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) -> Int? {
        if case .undecided = state { state = try Self.decide(bytes, part: part) }
        guard case .utf8(let mark) = state else { return nil }
        return mark
    }

    private static func decide(_ bytes: UnsafeRawBufferPointer, part: String) throws(SpreadsheetError) -> State {
        let start = Array(bytes.prefix(4))
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0x3C, 0x00]) {
            return .utf16(UTF16Transcoder(isBigEndian: false))
        }
        if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0x00, 0x3C]) {
            return .utf16(UTF16Transcoder(isBigEndian: true))
        }
        // What nearly all programs write, without looking at its letters one by one.
        if bytes.starts(with: usualDeclaration) { return .utf8(mark: 0) }
        let declaration = String(decoding: bytes.prefix(200), as: UTF8.self)
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        let utf8 = State.utf8(mark: hasMark ? 3 : 0)
        guard let name = declaredEncoding(in: declaration)?.lowercased() else { return utf8 }
        // A part that says UTF-16 and is not is read as what it is.
        guard ["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf16"].contains(name) else {
            throw SpreadsheetError(
                .forbiddenXML, "A part is encoded in \(name); workbooks use UTF-8 or UTF-16.", part: part)
        }
        return utf8
    }

    private static let usualDeclaration = Array(#"<?xml version="1.0" encoding="UTF-8""#.utf8)

    private static func declaredEncoding(in text: String) -> Substring? {
        guard text.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("<?xml"), let end = text.firstRange(of: "?>"),
            let key = text[..<end.lowerBound].firstRange(of: "encoding")
        else { return nil }
        let rest = text[key.upperBound..<end.lowerBound].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return rest.dropFirst().prefix { $0 != quote }
    }
}

/// UTF-16 to UTF-8, piece by piece: code units and surrogate pairs may be cut by the end of a piece.
struct UTF16Transcoder {
    let isBigEndian: Bool
    /// How many surrogates had no other half; U+FFFD stands for each.
    private(set) var unpairedSurrogates = 0
    private var oddByte: UInt8?
    private var highSurrogate: UInt16?
    private var isAtStart = true

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    /// Whether the text ended in the middle of a character.
    var isIncomplete: Bool { oddByte != nil || highSurrogate != nil }

    mutating func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        var index = 0
        if let first = oddByte, let second = bytes.first {
            oddByte = nil
            take(unit(first, second), &output)
            index = 1
        }
        while index + 1 < bytes.count {
            let unit = unit(bytes[index], bytes[index + 1])
            index += 2
            // Most units are ASCII, and stand for themselves.
            if unit < 0x80, highSurrogate == nil {
                isAtStart = false
                output.append(UInt8(truncatingIfNeeded: unit))
            } else {
                take(unit, &output)
            }
        }
        if index < bytes.count { oddByte = bytes[index] }
    }

    private func unit(_ first: UInt8, _ second: UInt8) -> UInt16 {
        isBigEndian ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first)
    }

    private mutating func take(_ unit: UInt16, _ output: inout [UInt8]) {
        defer { isAtStart = false }
        if isAtStart, unit == 0xFEFF { return }
        if let high = highSurrogate {
            highSurrogate = nil
            if UTF16.isTrailSurrogate(unit) {
                let value = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                append(Unicode.Scalar(value) ?? "\u{FFFD}", &output)
                return
            }
            unpairedSurrogates += 1
            append("\u{FFFD}", &output)
        }
        if UTF16.isLeadSurrogate(unit) {
            highSurrogate = unit
        } else if let scalar = Unicode.Scalar(UInt32(unit)) {
            append(scalar, &output)
        } else {
            unpairedSurrogates += 1
            append("\u{FFFD}", &output)
        }
    }

    private func append(_ scalar: Unicode.Scalar, _ output: inout [UInt8]) {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
