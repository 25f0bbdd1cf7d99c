/// Reads the text of a number (`xsd:double`), free of any locale.
enum NumberText {
    /// Powers of ten that a double holds exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Powers of ten that 64 bits hold.
    private static let integerPowers: [UInt64] = (0..<20).map { exponent in
        (0..<exponent).reduce(UInt64(1)) { power, _ in power * 10 }
    }

    /// The finite number nearest to the text; `nil` where it is no decimal number or too large.
    static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var decimal = Decimal()
        var position = 0
        while position < bytes.count, decimal.take(bytes[position], isFirst: position == 0) { position += 1 }
        guard position == bytes.count, decimal.isComplete else { return nil }
        return decimal.value ?? general(bytes)
    }

    /// Reads a number that ends at a `<`, which is where the result points; `nil` where it is anything but a plain one that
    /// can be converted exactly here.
    ///
    /// In bounds: NULs follow the text that is scanned, and a NUL is no part of a number.
    @inline(__always)
    static func scan(_ start: UnsafePointer<UInt8>) -> (value: Double, end: UnsafePointer<UInt8>)? {
        var decimal = Decimal()
        var position = start
        // Most numbers are short and whole.
        while position[0] &- 0x30 <= 9, decimal.mantissa < 100_000_000_000_000_000 {
            decimal.mantissa = decimal.mantissa &* 10 &+ UInt64(position[0] &- 0x30)
            position += 1
        }
        if position[0] == 0x3C, position > start { return (Double(decimal.mantissa), position) }
        decimal.hasDigits = position > start
        while decimal.take(position[0], isFirst: position == start) { position += 1 }
        guard position[0] == 0x3C, decimal.isComplete, let value = decimal.value else { return nil }
        return (value, position)
    }

    /// A decimal number as it is read: digits without the point, and the power of ten that they are to be multiplied by.
    private struct Decimal {
        var mantissa: UInt64 = 0
        var decimals = 0
        var hasDigits = false
        private var isNegative = false
        private var sawPoint = false
        private var sawExponent = false
        private var exponent = 0
        private var exponentIsNegative = false
        private var exponentDigits = 0
        private var lastWasExponent = false
        /// Whether there are more digits than 64 bits hold.
        private var isInexact = false

        /// Takes the next character; `false` where it does not belong to a number.
        @inline(__always)
        mutating func take(_ byte: UInt8, isFirst: Bool) -> Bool {
            if byte &- 0x30 <= 9 {
                let digit = UInt64(byte &- 0x30)
                if sawExponent {
                    exponent = min(exponent * 10 + Int(digit), 100_000)
                    exponentDigits += 1
                    lastWasExponent = false
                    return true
                }
                hasDigits = true
                let (tens, overflow) = mantissa.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tens.addingReportingOverflow(digit)
                if overflow || carry {
                    isInexact = true
                } else {
                    mantissa = sum
                    if sawPoint { decimals += 1 }
                }
                return true
            }
            switch byte {
            case 0x2E where !sawPoint && !sawExponent: sawPoint = true
            case 0x45 where hasDigits && !sawExponent, 0x65 where hasDigits && !sawExponent:
                sawExponent = true
                lastWasExponent = true
                return true
            case 0x2D where isFirst: isNegative = true
            case 0x2B where isFirst: break
            case 0x2D where lastWasExponent: exponentIsNegative = true
            case 0x2B where lastWasExponent: break
            default: return false
            }
            lastWasExponent = false
            return true
        }

        /// Whether what was taken is a number.
        var isComplete: Bool { hasDigits && (!sawExponent || exponentDigits > 0) }

        /// The double nearest to the number; `nil` where finding it needs more than exact steps of 64 and 128 bits.
        @inline(__always)
        var value: Double? {
            guard !isInexact else { return nil }
            let power = (exponentIsNegative ? -exponent : exponent) - decimals
            return NumberText.nearest(mantissa, power).map { isNegative ? -$0 : $0 }
        }
    }

    /// The double nearest to `mantissa` times a power of ten; `nil` where it is not found by exact steps.
    @inline(__always)
    private static func nearest(_ mantissa: UInt64, _ power: Int) -> Double? {
        if mantissa <= 1 << 53, power >= -22, power <= 22 {
            // The product or quotient of two exact doubles is correctly rounded (Clinger 1990).
            return power < 0 ? Double(mantissa) / powers[-power] : Double(mantissa) * powers[power]
        }
        if mantissa == 0 { return 0 }
        guard power < 0, power >= -19 else { return power == 0 ? Double(mantissa) : nil }
        return quotient(mantissa, integerPowers[-power])
    }

    /// The double nearest to a quotient: a division with remainder of 128 by 64 bits gives 64 bits of it, which are
    /// rounded to 53, to even in the middle; the remainder tells whether the middle is one.
    private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
        let dividendShift = dividend.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let high = dividend << UInt64(dividendShift)
        let low = divisor << UInt64(divisorShift)
        var exponent = divisorShift - dividendShift - 64
        let (bits, remainder): (UInt64, UInt64)
        // Both are at least 2^63, so their quotient is between 1/2 and 2; the dividend must be below the divisor.
        if high >= low {
            exponent += 1
            (bits, remainder) = low.dividingFullWidth((high >> 1, high << 63))
        } else {
            (bits, remainder) = low.dividingFullWidth((high, 0))
        }
        var significand = bits >> 11
        let rest = bits & 0x7FF
        if rest > 0x400 || rest == 0x400 && (remainder != 0 || significand & 1 == 1) { significand += 1 }
        return Double(sign: .plus, exponent: exponent + 11, significand: Double(significand))
    }

    private static func general(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        // What is passed on is known to be decimal: Double(_:) would take hexadecimal, "inf" and "nan" too.
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The bytes without XML white space at both ends.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        var slice = bytes[...]
        while let first = slice.first, isBlank(first) { slice.removeFirst() }
        while let last = slice.last, isBlank(last) { slice.removeLast() }
        return UnsafeBufferPointer(rebasing: slice)
    }
}
