/// Reads the text of a number (`xsd:double`), free of any locale.
enum NumberText {
    /// Powers of ten that a double holds exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The finite number nearest to the text; `nil` where it is no decimal number or too large.
    ///
    /// Up to 2^53 with at most 22 decimals the quotient of two exact doubles is correctly rounded (Clinger 1990); for the
    /// rest the standard library's conversion is asked.
    static func double(_ bytes: some RandomAccessCollection<UInt8>) -> Double? {
        var mantissa: UInt64 = 0
        var decimals = 0
        var digits = 0
        var isNegative = false
        var sawPoint = false
        for (position, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39:
                mantissa = mantissa &* 10 &+ UInt64(byte - 0x30)
                digits += 1
                if sawPoint { decimals += 1 }
            case 0x2D where position == 0: isNegative = true
            case 0x2B where position == 0: break
            case 0x2E where !sawPoint: sawPoint = true
            case 0x45, 0x65: return digits > 0 ? general(bytes) : nil
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        guard digits <= 18, mantissa <= 1 << 53, decimals <= 22 else { return general(bytes) }
        let value = Double(mantissa) / powers[decimals]
        return isNegative ? -value : value
    }

    private static func general(_ bytes: some RandomAccessCollection<UInt8>) -> Double? {
        // Double(_:) would take hexadecimal, "inf" and "nan" too.
        let isDecimal = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte | 0x20 == 0x65
        }
        guard isDecimal, let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The bytes without XML white space at both ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        var slice = bytes
        while let first = slice.first, isBlank(first) { slice.removeFirst() }
        while let last = slice.last, isBlank(last) { slice.removeLast() }
        return slice
    }
}
