/// Makes values of what cells store. What is not as its type says is read as the text that it is, with a note: nothing that
/// somebody typed is lost, and a bad cell is never the end of the workbook.
extension WorksheetRows {
    /// Ends a cell that stores some bytes in its `v` and some in its `is`, of whatever type.
    mutating func endCell(
        _ type: CellType, style: UInt32, hasFormula: Bool, hasValue: Bool, stored: UnsafeBufferPointer<UInt8>,
        inline: UnsafeBufferPointer<UInt8>
    ) throws(SpreadsheetError) {
        guard keepsCells else { return }
        // A formula without a stored result has no value; a stored empty text is one.
        let isStoredText = type == .formulaString && hasValue
        if hasFormula, !isStoredText, stored.isEmpty, inline.isEmpty { return appendUncalculated() }
        let isInline = try takesInline(type, stored: stored, inline: inline)
        let cell = Pending(type: isInline ? .inlineString : type, style: style, hasFormula: hasFormula)
        try decode(cell, isInline ? inline : stored)
    }

    /// Whether the text in a cell's `is` is its value. It counts for any type: some writers leave the type out. Of a cell that has another value in its `v`
    /// programs take the one or the other.
    private func takesInline(
        _ type: CellType, stored: UnsafeBufferPointer<UInt8>, inline: UnsafeBufferPointer<UInt8>
    ) throws(SpreadsheetError) -> Bool {
        guard !inline.isEmpty else { return false }
        if NumberText.trimmed(stored).isEmpty { return true }
        // The number of a shared string is not what it says.
        guard type != .sharedString, stored.elementsEqual(inline) else {
            throw Self.twoValues(in: address, sheet: sheet)
        }
        return type == .inlineString
    }

    /// A cell whose value is being made.
    private struct Pending {
        let type: CellType
        let style: UInt32
        let hasFormula: Bool
    }

    private mutating func decode(_ cell: Pending, _ stored: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        let bytes = NumberText.trimmed(stored)
        switch cell.type {
        case .formulaString, .inlineString: try appendText(cell, .text, stored)
        case _ where bytes.isEmpty: return
        case .error: try appendText(cell, .error, bytes)
        case .sharedString: try decodeSharedString(cell, bytes)
        case .boolean:
            guard let value = Self.boolean(bytes) else { return try appendUnreadable(cell, bytes, "a truth value") }
            try append(.boolean, bits: value ? 1 : 0, style: cell.style, hasFormula: cell.hasFormula)
        case .date: try decodeDate(cell, bytes)
        case .number:
            guard let value = NumberText.double(bytes) else { return try appendUnreadable(cell, bytes, "a number") }
            try appendNumber(value, style: cell.style, hasFormula: cell.hasFormula)
        }
    }

    private mutating func decodeDate(_ cell: Pending, _ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        // The longest date, with nanoseconds and a zone, has 35 characters.
        let text = bytes.count <= 40 ? String(decoding: bytes, as: UTF8.self) : ""
        if ISO8601Text.dateTime(text) != nil {
            try appendText(cell, .isoDate, bytes)
        } else if let days = ISO8601Text.days(text) {
            try append(.number, bits: days.bitPattern, style: cell.style, hasFormula: cell.hasFormula)
        } else if let serial = NumberText.double(bytes) {
            // Some writers mark a serial number as a date.
            let format = meanings.format(ofStyle: cell.style)
            try appendSerial(serial, format.isDateOrTime ? format : .date, cell.style, cell.hasFormula)
        } else {
            try appendUnreadable(cell, bytes, "an ISO 8601 date")
        }
    }

    private static func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        if bytes.count == 1, bytes[0] & 0xFE == 0x30 { return bytes[0] == 0x31 }
        guard bytes.count <= 5 else { return nil }
        switch String(decoding: bytes, as: UTF8.self).lowercased() {
        case "true": return true
        case "false": return false
        default: return nil
        }
    }

    private mutating func appendText(
        _ cell: Pending, _ kind: StoredCell.Kind, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(SpreadsheetError) {
        let start = batch.text.count
        EscapedText.append(bytes, to: &batch.text)
        try appendText(kind, from: start, style: cell.style, hasFormula: cell.hasFormula)
    }

    private mutating func appendError(_ cell: Pending, _ name: StaticString) throws(SpreadsheetError) {
        let start = batch.text.count
        batch.text.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        try appendText(.error, from: start, style: cell.style, hasFormula: cell.hasFormula)
    }

    /// Takes text where something else should be; the name of an error is that error.
    private mutating func appendUnreadable(
        _ cell: Pending, _ bytes: UnsafeBufferPointer<UInt8>, _ expected: String
    ) throws(SpreadsheetError) {
        let shown = String(decoding: bytes.prefix(40), as: UTF8.self)
        note(.unreadableValue, "The cell should hold \(expected) but holds \"\(shown)\"; it was read as that.", address)
        try appendText(cell, Self.errorNames.contains(shown) ? .error : .text, bytes)
    }

    /// The errors of spreadsheet programs (ECMA-376 Part 1, 18.17.3, and Excel's newer ones).
    private static let errorNames: Set<String> = [
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!",
    ]

    private mutating func decodeSharedString(
        _ cell: Pending, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(SpreadsheetError) {
        // A larger number has at most 19 digits.
        if bytes.count <= 20, let index = Int(String(decoding: bytes, as: UTF8.self)), index >= 0,
            index < stringCount
        {
            return try appendSharedString(index, style: cell.style, hasFormula: cell.hasFormula)
        }
        let shown = String(decoding: bytes.prefix(40), as: UTF8.self)
        note(
            .missingSharedString,
            "The cell refers to shared string \(shown), but there are \(stringCount); it was read as #REF!.",
            address)
        try appendError(cell, "#REF!")
    }

    /// Takes a shared string that exists; an empty one is no value.
    @inline(__always)
    mutating func appendSharedString(_ index: Int, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        if try passesOver(sharedString: index) { return }
        try append(.sharedText, bits: UInt64(index), style: style, hasFormula: hasFormula)
    }

    /// Takes a number, which is a date where its format shows it as one.
    @inline(__always)
    mutating func appendNumber(_ value: Double, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        guard Int(style) < showsDate.count, showsDate[Int(style)] else {
            return try append(.number, bits: value.bitPattern, style: style, hasFormula: hasFormula)
        }
        try appendSerial(value, meanings.format(ofStyle: style), style, hasFormula)
    }

    private mutating func appendSerial(
        _ value: Double, _ format: NumberFormatKind, _ style: UInt32, _ hasFormula: Bool
    ) throws(SpreadsheetError) {
        // From 1 March 1900 or 1904 until the year 9999 every number is a date.
        if value >= 61, value < 2_957_003 {
            return try append(.date, bits: value.bitPattern, style: style, hasFormula: hasFormula)
        }
        var kind = StoredCell.Kind.date
        switch SerialDate.read(value, format: format, uses1904: meanings.uses1904) {
        case .value: break
        case .leapDay1900:
            note(
                .leapDay1900, "The cell shows 29 February 1900, which never was; it was read as 28 February.", address)
        case .outOfRange:
            note(
                .dateOutOfRange, "The cell has a date format, but \(value) is no date; it was read as a number.",
                address)
            kind = .number
        }
        try append(kind, bits: value.bitPattern, style: style, hasFormula: hasFormula)
    }
}
