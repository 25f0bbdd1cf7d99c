/// A byte in memory that a scanner looks at. NULs follow what is scanned: none of the scanning functions goes past one.
typealias BytePointer = UnsafePointer<UInt8>

/// Character data of an XML part, scanned: a stretch of the part's own bytes, or a copy where references or line ends
/// had to be resolved.
///
/// Takes only what libxml2 would take, and takes it alike: XML 1.0 (Fifth Edition) 2.2, 2.4, 2.11 and 4.6.
struct ScannedText {
    /// What a byte means in character data.
    private enum Class: UInt8 { case plain, open, reference, bracket, carriageReturn, many, refused }

    /// The class of each of the 256 bytes.
    private static let classes: [UInt8] = (0..<256).map { (byte: Int) -> UInt8 in
        let kind: Class =
            switch byte {
            case 0x3C: .open
            case 0x26: .reference
            case 0x5D: .bracket
            case 0x0D: .carriageReturn
            case 0x09, 0x0A: .plain
            case 0..<0x20: .refused
            case 0x80...: .many
            default: .plain
            }
        return kind.rawValue
    }

    private var slice = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var resolved: [UInt8] = []
    private var isResolved = false

    /// Makes the text empty.
    mutating func reset() {
        slice = UnsafeBufferPointer(start: nil, count: 0)
        isResolved = false
    }

    /// The text's bytes. They are valid as long as the window that was scanned.
    @inline(__always)
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        isResolved ? try resolved.withUnsafeBufferPointer(body) : try body(slice)
    }

    /// Scans text to the `<` that ends it, to which the result points; `nil` where the text is not surely well-formed, or
    /// not all there.
    ///
    /// In bounds: a NUL is of class `refused`, and no byte after one is looked at.
    mutating func scan(_ start: BytePointer) -> BytePointer? {
        isResolved = false
        return Self.classes.withUnsafeBufferPointer { classes in
            var position = start
            while true {
                while classes[Int(position[0])] == Class.plain.rawValue { position += 1 }
                switch Class(rawValue: classes[Int(position[0])]) {
                case .open:
                    slice = UnsafeBufferPointer(start: start, count: position - start)
                    return position
                case .many:
                    guard let next = Self.character(position) else { return nil }
                    position = next
                case .bracket:
                    // `]]>` must not stand in character data.
                    if position[1] == 0x5D, position[2] == 0x3E { return nil }
                    position += 1
                case .reference, .carriageReturn:
                    resolved.removeAll(keepingCapacity: true)
                    resolved.append(contentsOf: UnsafeBufferPointer(start: start, count: position - start))
                    isResolved = true
                    return resolve(position, classes)
                case .plain, .refused, nil: return nil
                }
            }
        }
    }

    /// Goes on where the first reference or carriage return is, into the copy.
    private mutating func resolve(_ start: BytePointer, _ classes: UnsafeBufferPointer<UInt8>) -> BytePointer? {
        var position = start
        while true {
            let run = position
            while classes[Int(position[0])] == Class.plain.rawValue { position += 1 }
            resolved.append(contentsOf: UnsafeBufferPointer(start: run, count: position - run))
            switch Class(rawValue: classes[Int(position[0])]) {
            case .open: return position
            case .many:
                guard let next = Self.character(position) else { return nil }
                resolved.append(contentsOf: UnsafeBufferPointer(start: position, count: next - position))
                position = next
            case .bracket:
                if position[1] == 0x5D, position[2] == 0x3E { return nil }
                resolved.append(0x5D)
                position += 1
            case .reference:
                guard let (scalar, end) = Self.reference(position) else { return nil }
                resolved.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                position = end
            case .carriageReturn:
                // A line ends by LF, whatever the file has (2.11). The byte after the last one is not known yet.
                guard position[1] != 0 else { return nil }
                resolved.append(0x0A)
                position += position[1] == 0x0A ? 2 : 1
            case .plain, .refused, nil: return nil
            }
        }
    }

    /// The end of a character of several bytes; `nil` where it is no character of XML in UTF-8 (RFC 3629, XML 2.2).
    ///
    /// In bounds: a byte is looked at only after the one before it was found to be no NUL.
    private static func character(_ start: BytePointer) -> BytePointer? {
        func continues(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool { range.contains(start[index]) }
        switch start[0] {
        case 0xC2...0xDF: return continues(1) ? start + 2 : nil
        case 0xE0...0xEF:
            // Neither overlong forms nor surrogates.
            let second: ClosedRange<UInt8> =
                start[0] == 0xE0 ? 0xA0...0xBF : start[0] == 0xED ? 0x80...0x9F : 0x80...0xBF
            guard continues(1, second), continues(2) else { return nil }
            // U+FFFE and U+FFFF are no characters.
            if start[0] == 0xEF, start[1] == 0xBF, start[2] >= 0xBE { return nil }
            return start + 3
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> =
                start[0] == 0xF0 ? 0x90...0xBF : start[0] == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            return continues(1, second) && continues(2) && continues(3) ? start + 4 : nil
        default: return nil
        }
    }

    /// One of the five predefined entities, or a character by its number.
    private static func reference(_ start: BytePointer) -> (scalar: Unicode.Scalar, end: BytePointer)? {
        if matches(start, "&amp;") { return ("&", start + 5) }
        if matches(start, "&lt;") { return ("<", start + 4) }
        if matches(start, "&gt;") { return (">", start + 4) }
        if matches(start, "&quot;") { return ("\"", start + 6) }
        if matches(start, "&apos;") { return ("'", start + 6) }
        guard matches(start, "&#") else { return nil }
        let isHexadecimal = start[2] == 0x78
        var position = start + (isHexadecimal ? 3 : 2)
        let first = position
        var value: UInt32 = 0
        while let digit = digit(position[0], isHexadecimal), position - first < 7 {
            value = value * (isHexadecimal ? 16 : 10) + digit
            position += 1
        }
        let isCharacter =
            value >= 0x20 && value != 0xFFFE && value != 0xFFFF || value == 0x09 || value == 0x0A || value == 0x0D
        guard position > first, position[0] == 0x3B, isCharacter, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, position + 1)
    }

    private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x41 + 10)
        case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }
}

/// Whether a literal stands at a place.
///
/// In bounds: the comparison stops at the first difference, so at the latest at a NUL, which literals do not have.
@inline(__always)
func matches(_ position: BytePointer, _ literal: StaticString) -> Bool {
    let expected = literal.utf8Start
    for index in 0..<literal.utf8CodeUnitCount where position[index] != expected[index] { return false }
    return true
}
