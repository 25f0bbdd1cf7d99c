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
        var field = field
        // The text's own bytes, for as long as the closure runs; a text that is held in another form is copied into this one first.
        let isAdded = field.withUTF8 { text in
            if isNeutral, Self.mayBeFormula(text.first) { return false }
            Self.appendField(text, to: &bytes)
            return true
        }
        guard !isAdded else { return }
        var neutral = Self.neutral(field)
        neutral.withUTF8 { Self.appendField($0, to: &bytes) }
    }

    /// Adds a field to the row, ``neutral(_:)``.
    public mutating func add(neutral field: String) {
        add(!isNeutral && Self.mayBeFormula(field.utf8.first) ? Self.neutral(field) : field)
    }

    /// Whether a text's first byte is one with which a formula may begin: of nearly all texts that is all that is looked at.
    private static func mayBeFormula(_ first: UInt8?) -> Bool {
        switch first {
        case 0x27, 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }

    /// Adds a value to the row, as ``Value/text`` has it; nothing for nil.
    public mutating func add(_ value: Value?) {
        switch value {
        case .text(let text): add(text)
        case .integer(let integer): add(integer)
        case .number(let number): add(number)
        case let value?: add(value.text)
        case nil: separate()
        }
    }

    /// Adds a whole number to the row.
    public mutating func add(_ integer: Int) {
        separate()
        bytes += String(integer).utf8
    }

    /// Adds a number to the row, as ``Value/shortest(_:)`` has it.
    public mutating func add(_ number: Double) {
        if let whole = Value.whole(number) { add(whole) } else { add(Value.shortest(number)) }
    }

    /// Adds the address of a cell to the row, as ``Origin/cell`` has it.
    public mutating func add(addressOf origin: Origin) {
        separate()
        // Letters and digits: they need no quotation marks and are no formula.
        if (1...26).contains(origin.column) {
            bytes.append(0x40 + UInt8(origin.column))
        } else {
            bytes += Origin.columnLetters(origin.column).utf8
        }
        bytes += String(origin.row).utf8
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
        field.withUnsafeBufferPointer { appendField($0, to: &output) }
    }

    private static func appendField(_ field: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        guard needsQuotes(UnsafeRawBufferPointer(field)) else { return output.append(contentsOf: field) }
        output.append(0x22)
        var start = 0
        // In bounds: each stretch goes from behind the last quotation mark up to and with the next, or up to the end.
        for place in field.indices where field[place] == 0x22 {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: field[start...place]))
            output.append(0x22)
            start = place + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: field[start...]))
        output.append(0x22)
    }

    /// Whether a field has a quotation mark, a comma or a line end. Eight bytes are looked at at once, for some texts are long.
    private static func needsQuotes(_ field: UnsafeRawBufferPointer) -> Bool {
        var place = 0
        while place + 8 <= field.count {
            // In bounds: there are eight bytes more at least.
            let word = field.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if has(0x22, word) || has(0x2C, word) || has(0x0A, word) || has(0x0D, word) { return true }
            place += 8
        }
        while place < field.count {
            switch field[place] {
            case 0x22, 0x2C, 0x0A, 0x0D: return true
            default: place += 1
            }
        }
        return false
    }

    /// Whether one of the eight bytes of a word is the byte: it leaves nothing where it is taken off, and a borrow comes out of nothing alone
    /// (H. S. Warren, Hacker's Delight, 6-1).
    private static func has(_ byte: UInt64, _ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let rest = word ^ (byte &* ones)
        return (rest &- ones) & ~rest & (ones << 7) != 0
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
