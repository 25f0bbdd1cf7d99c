/// Text of cells: `_xHHHH_` stands for a UTF-16 code unit that XML cannot carry (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).
enum EscapedText {
    /// Whether bytes have what could begin an escape.
    @inline(__always)
    static func mayHaveEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte == 0x5F { return true }
        return false
    }

    /// The text of UTF-8 bytes with its escapes resolved.
    static func string(_ bytes: [UInt8]) -> String {
        var resolved: [UInt8] = []
        bytes.withUnsafeBufferPointer { append($0, to: &resolved) }
        return String(decoding: resolved, as: UTF8.self)
    }

    /// Appends the text of UTF-8 bytes with its escapes resolved: `_x000D_` is a carriage return, `_x005F_` an underscore.
    static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var rest = bytes[...]
        while let mark = rest.firstIndex(of: 0x5F) {
            output.append(contentsOf: rest[..<mark])
            if let unit = codeUnit(bytes, at: mark), let (scalar, length) = scalar(from: unit, in: bytes, at: mark) {
                output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                rest = bytes[(mark + length)...]
            } else {
                output.append(0x5F)
                rest = bytes[(mark + 1)...]
            }
        }
        output.append(contentsOf: rest)
    }

    /// A scalar and how many bytes its escapes take; a lone surrogate is no scalar and stays as it is written.
    private static func scalar(
        from unit: UInt16, in bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (Unicode.Scalar, Int)? {
        if let scalar = Unicode.Scalar(UInt32(unit)) { return (scalar, 7) }
        guard UTF16.isLeadSurrogate(unit), let low = codeUnit(bytes, at: index + 7), UTF16.isTrailSurrogate(low),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)))
        else { return nil }
        return (scalar, 14)
    }

    private static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
        // In bounds: an escape has seven bytes, and so many are there.
        guard index + 7 <= bytes.count, bytes[index] == 0x5F, bytes[index + 1] == 0x78, bytes[index + 6] == 0x5F
        else { return nil }
        var value: UInt16 = 0
        for byte in bytes[index + 2..<index + 6] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
