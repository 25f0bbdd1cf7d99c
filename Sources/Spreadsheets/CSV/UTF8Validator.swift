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
