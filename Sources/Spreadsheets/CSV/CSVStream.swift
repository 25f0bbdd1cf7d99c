/// The rows of a text file, in batches of what one piece of the file completes.
final class CSVStream {
    private let file: RandomAccessFile
    private let sheet: String
    private let limits: ReaderLimits
    private let budget: ReadBudget
    private let pieceBytes: Int
    /// The number of fields that the table's rows have.
    private let columns: Int
    private var decoder: TextDecoder
    private var scanner: CSVScanner
    private var batch = RowBatch()
    private var piece: [UInt8] = []
    /// The beginning of a record that the last piece does not complete.
    private var held: [UInt8] = []
    private var offset: Int
    private var isAtStart = true
    private var isFinished = false
    private var cellCount = 0
    private var toldWrapped = false

    /// The notes of the last piece.
    private(set) var notes: [ReaderNote] = []

    init(
        file: RandomAccessFile, detection: CSVDetection, sheet: String, limits: ReaderLimits, budget: ReadBudget,
        pieceBytes: Int
    ) {
        self.pieceBytes = pieceBytes
        self.file = file
        self.sheet = sheet
        self.limits = limits
        self.budget = budget
        columns = detection.columns
        decoder = TextDecoder(detection.dialect.encoding)
        scanner = CSVScanner(
            detection.dialect, limits: limits, columns: detection.columns, quotesLines: detection.quotesLines,
            unwrapsAll: detection.unwrapsAll)
        // Where all lines are written so, none is odd.
        toldWrapped = detection.quotesLines
        offset = detection.hasByteOrderMark ? (detection.dialect.encoding == .utf8 ? 3 : 2) : 0
    }

    /// Passes the rows of the last piece to a body, save for lines without text; `false` once it wants no more.
    func forEachRow(_ body: (borrowing Row) throws -> RowControl) throws -> Bool {
        guard !batch.rows.isEmpty else { return true }
        var row = batch.row(0, .plainText)
        for stored in batch.rows where !stored.cells.isEmpty {
            row.turn(to: stored)
            if try body(row) == .stop { return false }
        }
        return true
    }

    /// Reads the next piece; `false` once all is read.
    func advance() throws(SpreadsheetError) -> Bool {
        guard !isFinished else { return false }
        let stretch = budget.begin()
        notes.removeAll(keepingCapacity: true)
        batch.text.removeAll(keepingCapacity: true)
        batch.text.append(contentsOf: held)
        // A long record is read in ever larger pieces, so that it is not scanned over and over.
        // The first piece has at least a separator line.
        let wanted = max(isAtStart ? 64 : pieceBytes, pieceBytes, held.count)
        try file.read(at: offset, count: wanted, into: &piece)
        offset += piece.count
        piece.withUnsafeBytes { decoder.append($0, to: &batch.text) }
        isFinished = offset >= file.size
        if isFinished { decoder.finish(&batch.text) }
        if isAtStart {
            isAtStart = false
            if let line = CSVDetector.separatorLine(batch.text) { batch.text.removeFirst(line.length) }
        }
        let length = batch.text.count
        batch.text.append(0)
        let taken = try scanner.scan(&batch, isLast: isFinished)
        held.removeAll(keepingCapacity: true)
        held.append(contentsOf: batch.text[taken..<length])
        guard held.count <= limits.rowBytes else {
            throw ReaderLimits.reached(
                \.rowBytes, of: limits, name: "rowBytes", what: "The size of line \(scanner.recordCount + 1)")
        }
        try tellOddities()
        try budget.end(stretch)
        return true
    }

    private func tellOddities() throws(SpreadsheetError) {
        for field in scanner.oddFields { tell(field) }
        if !toldWrapped, let record = scanner.wrappedRecords.first { tellWrapped(record) }
        cellCount += batch.cells.count
        guard cellCount <= limits.cells else {
            throw ReaderLimits.reached(\.cells, of: limits, name: "cells", what: "The number of cells in the file")
        }
        guard isFinished else { return }
        if let field = scanner.openField { tell(field) }
        if decoder.droppedNULs > 0 {
            notes.append(
                ReaderNote(
                    .nulCharacters,
                    "\(decoder.droppedNULs) NUL \(decoder.droppedNULs == 1 ? "character was" : "characters were") left out.",
                    sheet: sheet))
        }
        if decoder.undecodable > 0 {
            notes.append(
                ReaderNote(
                    .undecodableBytes,
                    "\(decoder.undecodable) \(decoder.undecodable == 1 ? "byte is" : "bytes are") not defined in the encoding; U+FFFD stands there.",
                    sheet: sheet))
        }
    }

    /// The first row that was written as one quoted field: those like it are read as it is.
    private func tellWrapped(_ record: Int) {
        toldWrapped = true
        notes.append(
            ReaderNote(
                .wrappedRow,
                "All of row \(record + 1) stands in quotation marks, as a program writes it that had not split the lines; it was read as the fields that are in it, and so are others like it.",
                sheet: sheet, cell: CellAddress(row: record + 1, column: 1)))
    }

    private func tell(_ field: QuotedField) {
        let cell = CellAddress(row: field.record + 1, column: field.column)
        func note(_ code: ReaderNote.Code, _ message: String, lines: Int? = nil) {
            notes.append(ReaderNote(code, message, sheet: sheet, cell: cell, lines: lines))
        }
        let count = field.ending == .open ? field.lines.countToEnd : field.lines.count
        let lines = "\(count) more \(count == 1 ? "line" : "lines")"
        let looks = count == 1 ? "looks like a row of the table, was" : "look like rows of the table, were"
        switch field.ending {
        case .open:
            note(
                .unclosedQuote,
                "The quote that opens this field in row \(cell.row) is never closed; the rest of the file was read as its text: \(lines).",
                lines: count)
        case .stray where field.holdsRows(ofColumns: columns):
            note(
                .swallowedLines,
                "The quote that opens this field in row \(cell.row) was closed by one that does not belong to it; \(lines), which \(looks) read as its text.",
                lines: count)
        case .stray:
            note(
                .strayQuote,
                "Text follows a closing quote, or the quotes in a row that stands in them as a whole are not in pairs; it was read as one field."
            )
        case .closed:
            note(
                .quotedLines,
                "The quoted field in row \(cell.row) goes over \(lines), each with as many fields as the table's rows; they were read as its text.",
                lines: count)
        }
    }
}
