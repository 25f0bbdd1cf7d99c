/// CSV as RFC 4180 has it, with LF line ends: the one way in which Canvass writes it.
public struct CSVText: Sendable {
    /// What was written so far, as UTF-8.
    public private(set) var bytes: [UInt8] = []

    /// An empty text.
    public init() {}

    /// Adds a row.
    public mutating func append(_ fields: some Sequence<String>) {
        var isFirst = true
        for field in fields {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            append(field: field)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(field: String) {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(0x22)
        for byte in field.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
