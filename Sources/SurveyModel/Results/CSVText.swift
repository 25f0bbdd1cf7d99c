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

    /// Adds a row that begins with fields that are there as bytes already, each with a comma behind it: as ``fields(_:)`` makes them.
    public mutating func append(_ head: [UInt8], _ fields: String...) {
        bytes += head
        append(fields)
    }

    /// Fields as rows begin with them, each with a comma behind it.
    public static func fields(_ fields: String...) -> [UInt8] {
        var text = CSVText()
        for field in fields {
            text.append(field: field)
            text.bytes.append(UInt8(ascii: ","))
        }
        return text.bytes
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

    /// The text such that no spreadsheet program runs it: one that starts with `=`, `+`, `-`, `@`, a tab or a carriage return, after any number of
    /// apostrophes, and is then not a plain number such as `-5`, gets one apostrophe more in front.
    public static func neutral(_ text: String) -> String {
        isFormula(text) ? "'" + text : text
    }

    /// The text of which ``neutral(_:)`` made this one.
    public static func original(_ text: String) -> String {
        text.hasPrefix("'") && isFormula(text) ? String(text.dropFirst()) : text
    }

    private static func isFormula(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.drop { $0 == "'" }
        guard let first = scalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
        return !isPlainNumber(String(scalars))
    }

    private static func isPlainNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
            && Double(text) != nil
    }
}
