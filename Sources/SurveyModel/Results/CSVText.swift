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
        var field = field
        field.withUTF8 { Self.appendField($0.span, to: &bytes) }
    }

    /// Appends a field, in quotation marks where it needs them; both are UTF-8.
    public static func appendField(_ field: Span<UInt8>, to output: inout [UInt8]) {
        let isPlain = field.withUnsafeBufferPointer { field in
            // Letters are beyond all four.
            for byte in field where byte <= 0x2C {
                if byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D { return false }
            }
            output.append(contentsOf: field)
            return true
        }
        if isPlain { return }
        output.append(0x22)
        for index in field.indices {
            if field[index] == 0x22 { output.append(0x22) }
            output.append(field[index])
        }
        output.append(0x22)
    }
}
