/// The type of a cell (ECMA-376 Part 1, 18.18.11, ST_CellType).
enum CellType: Sendable {
    case number, sharedString, formulaString, inlineString, boolean, error, date

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        // The longest name has nine letters.
        guard bytes.count <= 9 else { return nil }
        switch String(decoding: bytes, as: UTF8.self) {
        case "n": self = .number
        case "s": self = .sharedString
        case "str": self = .formulaString
        case "inlineStr": self = .inlineString
        case "b": self = .boolean
        case "e": self = .error
        case "d": self = .date
        default: return nil
        }
    }
}
