extension [UInt8] {
    /// Appends a number in groups of seven bits, the lowest first, as LEB128 does.
    mutating func append(inGroups number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}
