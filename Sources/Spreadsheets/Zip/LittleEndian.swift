/// Reads the little-endian numbers of ZIP and OLE headers out of bytes that were read from the file.
struct LittleEndian {
    let bytes: [UInt8]

    /// The 16-bit number at an offset; `nil` beyond the end.
    func uint16(_ offset: Int) -> Int? { number(offset, width: 2).map { Int($0) } }

    /// The 32-bit number at an offset; `nil` beyond the end.
    func uint32(_ offset: Int) -> Int? { number(offset, width: 4).map { Int($0) } }

    /// The 64-bit number at an offset; `nil` beyond the end or where it does not fit a file's size.
    func uint64(_ offset: Int) -> Int? { number(offset, width: 8).flatMap { Int(exactly: $0) } }

    private func number(_ offset: Int, width: Int) -> UInt64? {
        guard offset >= 0, offset + width <= bytes.count else { return nil }
        var value: UInt64 = 0
        for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        return value
    }
}
