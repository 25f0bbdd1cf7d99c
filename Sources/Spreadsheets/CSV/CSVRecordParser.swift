/// Splits UTF-8 text into records and fields, piece by piece, by the rules of RFC 4180 read with patience: all line ends,
/// text after a closing quote, a quote inside an unquoted field.
struct CSVRecordParser {
    /// A complete record: its cells with text, and how many fields it has with the empty ones.
    struct Record {
        var cells: [Cell] = []
        var fieldCount = 0
    }

    private enum State { case fieldStart, unquoted, quoted, quoteInQuoted, backslashInQuoted }

    /// Complete records, not yet taken.
    private(set) var records: [Record] = []
    /// Fields with text after their closing quote: record (from 0) and column (from 1) of each.
    private(set) var strayQuotes: [(record: Int, column: Int)] = []
    /// How often lines ended by LF, CR LF and CR, outside quotes.
    private(set) var lineEnds = (lf: 0, crlf: 0, cr: 0)
    /// Records completed so far.
    private(set) var recordCount = 0

    private let delimiter: UInt8
    private let quote: UInt8?
    private let usesBackslash: Bool
    private let limits: ReaderLimits
    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var record = Record()
    private var lastWasCR = false

    init(_ dialect: CSVDialect, limits: ReaderLimits) {
        delimiter = dialect.delimiter.asciiValue ?? 0x2C
        quote = dialect.quote?.asciiValue
        usesBackslash = dialect.escape == .backslash
        self.limits = limits
    }

    /// Where a quoted field is open: record (from 0) and column (from 1).
    var openQuote: (record: Int, column: Int)? {
        state == .quoted || state == .backslashInQuoted ? (recordCount, record.fieldCount + 1) : nil
    }

    /// Forgets the records and notes that were taken.
    mutating func clearBatch() {
        records.removeAll(keepingCapacity: true)
        strayQuotes.removeAll(keepingCapacity: true)
    }

    /// Takes the next bytes.
    mutating func take(_ bytes: [UInt8]) throws(SpreadsheetError) {
        var index = 0
        while index < bytes.count {
            // Whole stretches of plain text are copied at once.
            let end = stretch(of: bytes, from: index)
            if end > index {
                if state == .fieldStart { state = .unquoted }
                lastWasCR = false
                field.append(contentsOf: bytes[index..<end])
                index = end
                try checkField()
                continue
            }
            try takeSpecial(bytes[index])
            index += 1
        }
    }

    /// Ends the text; a last line without a line end is a record.
    mutating func finish() throws(SpreadsheetError) {
        // A Control-Z after the last line is how CP/M and DOS ended text.
        if record.fieldCount == 0, field == [0x1A] { return }
        if state != .fieldStart || record.fieldCount > 0 { try endRecord() }
    }

    private func stretch(of bytes: [UInt8], from start: Int) -> Int {
        var index = start
        switch state {
        case .quoted:
            while index < bytes.count, bytes[index] != quote, !(usesBackslash && bytes[index] == 0x5C) { index += 1 }
        case .fieldStart, .unquoted:
            let quoteMatters = state == .fieldStart
            while index < bytes.count {
                let byte = bytes[index]
                if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
                if quoteMatters, index == start, byte == quote { break }
                index += 1
            }
        case .quoteInQuoted, .backslashInQuoted: break
        }
        return index
    }

    private mutating func takeSpecial(_ byte: UInt8) throws(SpreadsheetError) {
        switch state {
        case .quoted:
            state = byte == quote ? .quoteInQuoted : .backslashInQuoted
        case .backslashInQuoted:
            if byte != quote, byte != 0x5C { field.append(0x5C) }
            field.append(byte)
            state = .quoted
        case .quoteInQuoted where byte == quote:
            field.append(byte)
            state = .quoted
        case .fieldStart where byte == quote:
            lastWasCR = false
            state = .quoted
        case .fieldStart, .unquoted, .quoteInQuoted:
            if byte == delimiter {
                lastWasCR = false
                try endField()
            } else if byte == 0x0A || byte == 0x0D {
                try endLine(byte)
            } else {
                // Text after a closing quote belongs to the field, and what follows is read as unquoted.
                strayQuotes.append((recordCount, record.fieldCount + 1))
                field.append(byte)
                state = .unquoted
            }
        }
    }

    private mutating func endLine(_ byte: UInt8) throws(SpreadsheetError) {
        if byte == 0x0A, lastWasCR {
            lastWasCR = false
            lineEnds.cr -= 1
            lineEnds.crlf += 1
            return
        }
        lastWasCR = byte == 0x0D
        if byte == 0x0D { lineEnds.cr += 1 } else { lineEnds.lf += 1 }
        if state == .fieldStart, record.fieldCount == 0 {
            try append(Record())
        } else {
            try endRecord()
        }
    }

    private mutating func endField() throws(SpreadsheetError) {
        record.fieldCount += 1
        guard record.fieldCount <= limits.columns else {
            throw ReaderLimits.reached(\.columns, of: limits, name: "columns", what: "The number of fields in a line")
        }
        if !field.isEmpty {
            record.cells.append(
                Cell(
                    column: record.fieldCount, value: .text(String(decoding: field, as: UTF8.self)), format: .text,
                    hasFormula: false))
            field.removeAll(keepingCapacity: true)
        }
        state = .fieldStart
    }

    private mutating func endRecord() throws(SpreadsheetError) {
        try endField()
        try append(record)
        record = Record()
    }

    private mutating func append(_ finished: Record) throws(SpreadsheetError) {
        recordCount += 1
        guard recordCount <= limits.rows else {
            throw ReaderLimits.reached(\.rows, of: limits, name: "rows", what: "The number of rows")
        }
        records.append(finished)
    }

    private func checkField() throws(SpreadsheetError) {
        guard field.count <= limits.stringBytes else {
            let address = CellAddress(row: recordCount + 1, column: record.fieldCount + 1)
            let why = state == .quoted ? " The quote that opens it is perhaps never closed." : ""
            throw ReaderLimits.reached(
                \.stringBytes, of: limits, name: "stringBytes", what: "The text of cell \(address)" + why)
        }
    }
}
