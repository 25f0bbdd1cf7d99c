extension Sequence<UInt8> {
    /// The bytes in lower-case hex, as hashes are written.
    package var hex: String {
        var text: [UInt8] = []
        // Of SHA-256, of which nearly all are.
        text.reserveCapacity(64)
        for byte in self {
            text.append(Self.hexDigit(byte >> 4))
            text.append(Self.hexDigit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
