/// Splits UTF-8 text into records and fields, window by window, by the rules of RFC 4180 read with patience: all line ends,
/// text after a closing quote, a quote inside an unquoted field.
///
/// The window is the batch's own text, and fields are stretches of it; only a field with quotes within quotes is copied.
struct CSVScanner {
    /// The number of fields of each record of the last window, empty ones counted.
    private(set) var fieldCounts: [Int] = []
    /// Quoted fields of the last window with text after their closing quote, or with what look like rows of the table between their quotes, or
    /// that are rows in quotes as a whole of which the inner quotes are not in pairs.
    private(set) var oddFields: [QuotedField] = []
    /// Records of the last window, from 0, that were one quoted field and were read as the fields in it.
    private(set) var wrappedRecords: [Int] = []
    /// The records of the last window that are one quoted field, where the number of the table's columns is not known.
    private(set) var wrappedLines: [WrappedLine] = []
    /// A quoted field that the end of the text leaves open.
    private(set) var openField: QuotedField?
    /// How often lines ended by LF, CR LF and CR, outside quotes.
    private(set) var lineEnds = (lf: 0, crlf: 0, cr: 0)
    /// Records completed so far.
    private(set) var recordCount = 0

    private enum Class: UInt8 { case plain, delimiter, lineFeed, carriageReturn, nul }

    /// The class of each of the 256 bytes outside quotes.
    private let classes: [UInt8]
    private let quote: UInt8?
    private let usesBackslash: Bool
    private let skipsBlanks: Bool
    private let delimiter: UInt8
    /// The number of fields that the table's rows have; 0 where it is not known.
    private let columns: Int
    private let quotesLines: Bool
    private let unwrapsAll: Bool
    private let limits: ReaderLimits
    /// Copies of fields, which are put behind the window once it is scanned.
    private var copies: [UInt8] = []
    private var copiesStart = 0
    private var copyBegan: Int?
    /// What may be odd of the open record's quoted fields.
    private var recordFields: [QuotedField] = []

    /// - Parameters:
    ///   - columns: the number of fields that the table's rows have, where it is known.
    ///   - quotesLines: whether each line stands in quotes as a whole.
    ///   - unwrapsAll: whether a line in quotes as a whole is a row also where there is no reason for them.
    init(
        _ dialect: CSVDialect, limits: ReaderLimits, columns: Int = 0, quotesLines: Bool = false,
        unwrapsAll: Bool = false
    ) {
        let delimiter = dialect.delimiter.asciiValue ?? 0x2C
        self.delimiter = delimiter
        self.columns = columns
        self.quotesLines = quotesLines
        self.unwrapsAll = unwrapsAll
        classes = (0..<256).map { (byte: Int) -> UInt8 in
            let kind: Class =
                byte == Int(delimiter)
                ? .delimiter
                : byte == 0x0A ? .lineFeed : byte == 0x0D ? .carriageReturn : byte == 0 ? .nul : .plain
            return kind.rawValue
        }
        quote = dialect.quote?.asciiValue
        usesBackslash = dialect.escape == .backslash
        skipsBlanks = dialect.skipsBlanks
        self.limits = limits
    }

    /// A scanner of the fields in a field of another, whose classes it shares.
    private init(within other: CSVScanner) {
        classes = other.classes
        quote = other.quote
        usesBackslash = other.usesBackslash
        skipsBlanks = other.skipsBlanks
        delimiter = other.delimiter
        columns = 0
        quotesLines = false
        unwrapsAll = false
        limits = other.limits
    }

    /// Scans the records of a window and returns how many of its bytes they take: what follows is a record that the window
    /// does not complete.
    ///
    /// - Parameters:
    ///   - batch: Its text is the window: UTF-8 without NULs, then one NUL. Its rows are the records, blank ones too.
    ///   - isLast: Whether the text ends with the window; a last line without a line end is then a record.
    mutating func scan(_ batch: inout RowBatch, isLast: Bool) throws(SpreadsheetError) -> Int {
        fieldCounts.removeAll(keepingCapacity: true)
        oddFields.removeAll(keepingCapacity: true)
        wrappedRecords.removeAll(keepingCapacity: true)
        wrappedLines.removeAll(keepingCapacity: true)
        copies.removeAll(keepingCapacity: true)
        batch.rows.removeAll(keepingCapacity: true)
        batch.cells.removeAll(keepingCapacity: true)
        copiesStart = batch.text.count
        var cells = batch.cells
        var rows = batch.rows
        batch.cells = []
        batch.rows = []
        defer {
            batch.cells = cells
            batch.rows = rows
            batch.text.append(contentsOf: copies)
        }
        return try batch.text.withUnsafeBufferPointer { (window) throws(SpreadsheetError) in
            guard let base = window.baseAddress else { return 0 }
            var position = base
            let end = base + (window.count - 1)
            while position < end {
                guard let next = try record(position, end, base, isLast, &cells, &rows) else { break }
                position = next
            }
            return position - base
        }
    }

    // MARK: Records

    /// Scans a record to behind its line end; `nil` where the window does not complete it.
    ///
    /// In bounds: a NUL stands at `end`, and ends every loop.
    private mutating func record(
        _ start: BytePointer, _ end: BytePointer, _ base: BytePointer, _ isLast: Bool, _ cells: inout [StoredCell],
        _ rows: inout [StoredRow]
    ) throws(SpreadsheetError) -> BytePointer? {
        let firstCell = cells.count
        let firstCopy = copies.count
        // Of a row that is told as wrapped that is enough.
        recordFields.removeAll { !quotesLines || $0.ending != .stray }
        var column = 0
        var position = start
        while true {
            column += 1
            guard column <= limits.columns else {
                throw ReaderLimits.reached(
                    \.columns, of: limits, name: "columns", what: "The number of fields in a line")
            }
            var field = UnsafeBufferPointer<UInt8>(start: position, count: 0)
            copyBegan = nil
            let opening = skipsBlanks ? behindBlanks(position) : position
            if opening[0] == quote {
                let fieldEnd = try quoted(opening + 1, end, isLast, column, &field)
                guard let fieldEnd else { return abandon(firstCell, firstCopy, &cells) }
                position = fieldEnd
            } else {
                position = unquoted(position)
                field = UnsafeBufferPointer(start: field.baseAddress, count: position - (field.baseAddress ?? position))
            }
            try take(field, column, base, &cells)
            switch Class(rawValue: classes[Int(position[0])]) {
            case .delimiter:
                let delimiter = position[0]
                position += 1
                // Empty fields; a row's limit is checked behind them, and they end with the window.
                while position[0] == delimiter {
                    column += 1
                    position += 1
                }
                continue
            case .lineFeed:
                lineEnds.lf += 1
                position += 1
            case .carriageReturn:
                // The byte after the last one is not known yet.
                if position + 1 == end, !isLast { return abandon(firstCell, firstCopy, &cells) }
                let isPair = position[1] == 0x0A
                if isPair { lineEnds.crlf += 1 } else { lineEnds.cr += 1 }
                position += isPair ? 2 : 1
            case .plain, .nul, nil:
                guard isLast else { return abandon(firstCell, firstCopy, &cells) }
                // A Control-Z after the last line is how CP/M and DOS ended text.
                if column == 1, position - start == 1, start[0] == 0x1A {
                    _ = abandon(firstCell, firstCopy, &cells)
                    return position
                }
            }
            // A field in quotes, and no other: perhaps a whole row.
            if column == 1, start[0] == quote, cells.count > firstCell, let wrapped = try unwrap(base, &cells) {
                column = wrapped
                recordFields.removeAll(keepingCapacity: true)
            }
            try finish(column, firstCell, &cells, &rows)
            return position
        }
    }

    /// Puts the fields in a record's only field in its place, where these are a row of the table; gives their number.
    private mutating func unwrap(_ base: BytePointer, _ cells: inout [StoredCell]) throws(SpreadsheetError) -> Int? {
        guard columns != 1, !usesBackslash, let quote, let range = cells.last?.textRange else { return nil }
        // In bounds: the text lies in the window, or in what was copied from it.
        let text =
            range.lowerBound < copiesStart
            ? Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
            : Array(copies[(range.lowerBound - copiesStart)..<(range.upperBound - copiesStart)])
        guard text.contains(delimiter) else { return nil }
        let line = WrappedLine(text, delimiter: delimiter, quote: quote)
        guard columns > 0 else {
            wrappedLines.append(line)
            return nil
        }
        let isRow =
            quotesLines
            ? line.isWhole : line.isRow(ofColumns: columns) || unwrapsAll && line.isLikeRow(ofColumns: columns)
        guard isRow else {
            // A row like all others, but for the quotes in it: it stays in one cell.
            if quotesLines, openField == nil, !recordFields.contains(where: { $0.ending == .stray }) {
                recordFields.append(QuotedField(record: recordCount, column: 1, ending: .stray, lines: QuotedLines()))
            }
            return nil
        }
        var scanner = CSVScanner(within: self)
        var inner = RowBatch()
        inner.text = text + [0]
        _ = try scanner.scan(&inner, isLast: true)
        guard scanner.fieldCounts.count == 1, let fields = scanner.fieldCounts.first else { return nil }
        cells.removeLast()
        for var cell in inner.cells {
            cell.bits += UInt64(copiesStart + copies.count)
            cells.append(cell)
        }
        copies.append(contentsOf: inner.text)
        wrappedRecords.append(recordCount)
        return fields
    }

    private mutating func finish(
        _ columns: Int, _ firstCell: Int, _ cells: inout [StoredCell], _ rows: inout [StoredRow]
    ) throws(SpreadsheetError) {
        for field in recordFields {
            let field = field.completed(recordColumns: columns, tableColumns: self.columns)
            if field.ending == .stray || field.holdsRows(ofColumns: self.columns) { oddFields.append(field) }
        }
        recordCount += 1
        guard recordCount <= limits.rows else {
            throw ReaderLimits.reached(\.rows, of: limits, name: "rows", what: "The number of rows")
        }
        fieldCounts.append(columns)
        rows.append(
            StoredRow(
                number: recordCount, isHidden: false, cells: firstCell..<cells.count, uncalculated: 0..<0,
                fields: columns))
    }

    /// Forgets a record that the window does not complete: it is scanned anew with more of it.
    private mutating func abandon(_ firstCell: Int, _ firstCopy: Int, _ cells: inout [StoredCell]) -> BytePointer? {
        cells.removeLast(cells.count - firstCell)
        copies.removeLast(copies.count - firstCopy)
        return nil
    }

    // MARK: Fields

    @inline(__always)
    private mutating func take(
        _ field: UnsafeBufferPointer<UInt8>, _ column: Int, _ base: BytePointer, _ cells: inout [StoredCell]
    ) throws(SpreadsheetError) {
        let length = copyBegan.map { copies.count - $0 } ?? field.count
        guard length > 0 else { return }
        guard length <= limits.stringBytes else { throw tooLong(column) }
        let offset = copyBegan.map { copiesStart + $0 } ?? (field.baseAddress ?? base) - base
        cells.append(
            StoredCell(
                .text, bits: UInt64(offset), length: UInt32(truncatingIfNeeded: length), column: column, style: 0,
                hasFormula: false))
    }

    @inline(__always)
    private func unquoted(_ start: BytePointer) -> BytePointer {
        classes.withUnsafeBufferPointer { classes in
            var position = start
            while classes[Int(position[0])] == Class.plain.rawValue { position += 1 }
            return position
        }
    }

    /// In bounds: the NUL behind the window is no blank.
    private func behindBlanks(_ start: BytePointer) -> BytePointer {
        var position = start
        while position[0] == 0x20 { position += 1 }
        return position
    }

    /// Scans a field from behind its opening quote to the delimiter or line end behind the closing one.
    private mutating func quoted(
        _ start: BytePointer, _ end: BytePointer, _ isLast: Bool, _ column: Int,
        _ field: inout UnsafeBufferPointer<UInt8>
    ) throws(SpreadsheetError) -> BytePointer? {
        var position = start
        var run = start
        while true {
            while position[0] != quote, position[0] != 0, !(usesBackslash && position[0] == 0x5C) { position += 1 }
            let copied = copyBegan.map { copies.count - $0 } ?? 0
            guard copied + (position - run) <= limits.stringBytes else { throw tooLong(column, isQuoted: true) }
            if position[0] == 0 {
                guard isLast else { return nil }
                openField = quotedField(column, .open, start, position)
                return close(run, position, &field)
            }
            if position[0] == 0x5C {
                guard position + 1 < end || isLast else { return nil }
                // Before another character a backslash stands for itself.
                let isEscape = position[1] == quote || position[1] == 0x5C
                copy(run, position)
                run = isEscape ? position + 1 : position
                position += position + 1 < end ? 2 : 1
                continue
            }
            // A quote: of a pair, or the closing one. What follows the last byte is not known yet.
            if position + 1 == end, !isLast { return nil }
            if position[1] == quote {
                copy(run, position + 1)
                position += 2
                run = position
                continue
            }
            let after = position + 1
            if classes[Int(after[0])] != Class.plain.rawValue {
                // Lines with the fields of the table's rows have so many bytes at least, and most fields have fewer.
                if columns > 2, position - start >= 2 * columns {
                    recordFields.append(quotedField(column, .closed, start, position))
                }
                return close(run, position, &field, after)
            }
            // Text after a closing quote belongs to the field, and what follows is read as unquoted.
            recordFields.append(quotedField(column, .stray, start, position))
            copy(run, position)
            let rest = unquoted(after)
            copy(after, rest)
            return rest
        }
    }

    /// What is to be known of a quoted field once its record is complete.
    ///
    /// In bounds: both places are in the window, and the end is not before the start.
    private func quotedField(
        _ column: Int, _ ending: QuotedField.Ending, _ start: BytePointer, _ end: BytePointer
    ) -> QuotedField {
        let text = UnsafeBufferPointer(start: start, count: end - start)
        return QuotedField(
            record: recordCount, column: column, ending: ending,
            lines: QuotedLines(text, delimiter: delimiter, columns: columns))
    }

    /// The field is the stretch that is left, or what was copied and the stretch.
    private mutating func close(
        _ run: BytePointer, _ end: BytePointer, _ field: inout UnsafeBufferPointer<UInt8>, _ next: BytePointer? = nil
    ) -> BytePointer {
        if copyBegan == nil {
            field = UnsafeBufferPointer(start: run, count: end - run)
        } else {
            copy(run, end)
        }
        return next ?? end
    }

    private mutating func copy(_ start: BytePointer, _ end: BytePointer) {
        if copyBegan == nil { copyBegan = copies.count }
        copies.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
    }

    private func tooLong(_ column: Int, isQuoted: Bool = false) -> SpreadsheetError {
        let address = CellAddress(row: recordCount + 1, column: column)
        let why = isQuoted ? " (the quote that opens it is perhaps never closed)" : ""
        return ReaderLimits.reached(
            \.stringBytes, of: limits, name: "stringBytes", what: "The text of cell \(address)" + why)
    }
}
