/// CSV as RFC 4180 has it, with LF line ends: the one way in which Canvass writes it.
public struct CSVText: Sendable {
    /// What was written so far, as UTF-8.
    public private(set) var bytes: [UInt8] = []

    /// Whether texts become ``neutral(_:)`` as they are added.
    private let isNeutral: Bool

    /// An empty text.
    ///
    /// - Parameter isNeutral: whether texts that a spreadsheet program would run become ``neutral(_:)`` as they are added.
    public init(isNeutral: Bool = false) { self.isNeutral = isNeutral }

    /// Whether a row has been begun.
    private var isInRow = false

    /// A row by itself.
    public static func line(_ fields: some Sequence<String>) -> [UInt8] {
        var text = CSVText()
        text.append(fields)
        return text.bytes
    }

    /// Adds a row.
    public mutating func append(_ fields: some Sequence<String>) {
        for field in fields { add(field) }
        endRow()
    }

    /// Adds a field to the row.
    public mutating func add(_ field: String) {
        separate()
        // The text's own bytes, for as long as the closure runs; a text that is held in another form is copied into this one first.
        var field = isNeutral && Self.mayBeFormula(field) ? Self.neutral(field) : field
        field.withUTF8 { Self.appendField($0.span, to: &bytes) }
    }

    /// Adds a field to the row, ``neutral(_:)``.
    public mutating func add(neutral field: String) {
        add(!isNeutral && Self.mayBeFormula(field) ? Self.neutral(field) : field)
    }

    /// Whether a text's first byte is one with which a formula may begin: of nearly all texts that is all that is looked at.
    private static func mayBeFormula(_ text: String) -> Bool {
        switch text.utf8.first {
        case 0x27, 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }

    /// Adds a value to the row, as ``Value/text`` has it; nothing for nil.
    public mutating func add(_ value: Value?) {
        switch value {
        case .text(let text): add(text)
        case .integer(let integer): add(integer)
        case let value?: add(value.text)
        case nil: separate()
        }
    }

    /// Adds a whole number to the row.
    public mutating func add(_ integer: Int) {
        separate()
        var digits = String(integer)
        digits.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Adds fields to the row that were written before, by ``written(_:)``.
    public mutating func add(written fields: [UInt8]) {
        separate()
        bytes += fields
    }

    /// Fields as they stand in a row, ``neutral(_:)``, to be added to many.
    public static func written(_ fields: String...) -> [UInt8] {
        var text = CSVText(isNeutral: true)
        for field in fields { text.add(field) }
        return text.bytes
    }

    /// Ends the row.
    public mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isInRow = false
    }

    /// Takes all rows away that were written so far, for more to be written in their room.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isInRow = false
    }

    private mutating func separate() {
        if isInRow { bytes.append(UInt8(ascii: ",")) }
        isInRow = true
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
