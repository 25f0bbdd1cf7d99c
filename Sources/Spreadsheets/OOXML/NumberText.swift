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
        guard isDecimal(bytes) else { return nil }
        // What is passed on is known to be decimal: Double(_:) would take hexadecimal, "inf" and "nan" too.
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// Whether text is a sign, digits with a point among or around them, and an exponent, of which only digits are needed.
    private static func isDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = bytes[...]
        func dropSign() { if rest.first == 0x2D || rest.first == 0x2B { rest.removeFirst() } }
        func dropDigits() -> Int {
            let digits = rest.prefix { $0 &- 0x30 <= 9 }.count
            rest.removeFirst(digits)
            return digits
        }
        dropSign()
        var digits = dropDigits()
        if rest.first == 0x2E {
            rest.removeFirst()
            digits += dropDigits()
        }
        guard digits > 0 else { return false }
        if rest.first == 0x45 || rest.first == 0x65 {
            rest.removeFirst()
            dropSign()
            guard dropDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Reads a number that ends at a `<`, which is where the result points; `nil` where it is anything but a plain one that
    /// can be converted exactly here.
    ///
    /// In bounds: NULs follow the text that is scanned, and a NUL is no part of a number.
    @inline(__always)
    static func scan(_ start: BytePointer) -> (value: Double, end: BytePointer)? {
        var position = start
        let isNegative = position[0] == 0x2D
        if isNegative { position += 1 }
        let first = position
        var mantissa: UInt64 = 0
        takeDigits(&position, &mantissa)
        var digits = position - first
        if position[0] == 0x3C, digits > 0, digits <= 18 {
            // At most 18 digits: the conversion of a signed integer is the faster one.
            let value = Double(Int64(bitPattern: mantissa))
            return (isNegative ? -value : value, position)
        }
        var power = 0
        if position[0] == 0x2E {
            position += 1
            let point = position
            takeDigits(&position, &mantissa)
            power = point - position
            digits -= power
        }
        if position[0] | 0x20 == 0x65 { takeExponent(&position, &power) }
        // 19 digits fit 64 bits, whatever they are.
        guard position[0] == 0x3C, digits > 0, digits <= 19, let value = nearest(mantissa, power) else { return nil }
        return (isNegative ? -value : value, position)
    }

    /// Takes the digits at a place; eight at once where there are eight.
    @inline(__always)
    private static func takeDigits(_ position: inout BytePointer, _ mantissa: inout UInt64) {
        while true {
            // In bounds: NULs enough follow any byte that is scanned.
            let eight = UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
            // Each byte is 0x30 to 0x39: its upper half is 3, also after 6 is added.
            let upper =
                (eight & 0xF0F0_F0F0_F0F0_F0F0) | ((eight &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4
            guard upper == 0x3333_3333_3333_3333 else { break }
            // Pairs, then fours, then all eight: each step adds neighbours, the left one times a power of ten.
            var value = eight & 0x0F0F_0F0F_0F0F_0F0F
            value = (value &* 10 &+ value >> 8) & 0x00FF_00FF_00FF_00FF
            value = (value &* 100 &+ value >> 16) & 0x0000_FFFF_0000_FFFF
            value = (value &* 10_000 &+ value >> 32) & 0x0000_0000_FFFF_FFFF
            mantissa = mantissa &* 100_000_000 &+ value
            position += 8
        }
        while position[0] &- 0x30 <= 9 {
            mantissa = mantissa &* 10 &+ UInt64(position[0] &- 0x30)
            position += 1
        }
    }

    /// Takes an exponent of up to three digits; leaves the place where it is before anything else.
    private static func takeExponent(_ position: inout BytePointer, _ power: inout Int) {
        var end = position + 1
        let isNegative = end[0] == 0x2D
        if isNegative || end[0] == 0x2B { end += 1 }
        let first = end
        var value = 0
        while end[0] &- 0x30 <= 9, end - first < 4 {
            value = value * 10 + Int(end[0] &- 0x30)
            end += 1
        }
        guard end > first, end - first < 4 else { return }
        power += isNegative ? -value : value
        position = end
    }

    /// The double nearest to `mantissa` times a power of ten; `nil` where it is not found by exact steps.
    @inline(__always)
    private static func nearest(_ mantissa: UInt64, _ power: Int) -> Double? {
        if mantissa <= 1 << 53, power >= -22, power <= 22 {
            // The product or quotient of two exact doubles is correctly rounded (Clinger 1990).
            let value = Double(Int64(bitPattern: mantissa))
            return power < 0 ? value / powers[-power] : value * powers[power]
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

    /// The bytes without XML white space at both ends.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var slice = bytes[...]
        while let first = slice.first, isXMLBlank(first) { slice.removeFirst() }
        while let last = slice.last, isXMLBlank(last) { slice.removeLast() }
        return UnsafeBufferPointer(rebasing: slice)
    }
}
