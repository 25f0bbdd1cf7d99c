/// The rows of a text file, in batches of what one piece of the file completes.
final class CSVStream {
    private static let pieceBytes = 128 << 10

    private let file: RandomAccessFile
    private let sheet: String
    private let limits: ReaderLimits
    private let budget: ReadBudget
    private var decoder: TextDecoder
    private var parser: CSVRecordParser
    private var offset: Int
    private var isAtStart = true
    private var isFinished = false
    private var text: [UInt8] = []
    private var cellCount = 0
    private var rowNumber = 0
    private let clock = ContinuousClock()

    /// The notes of the last piece.
    private(set) var notes: [ReaderNote] = []
    /// The rows of the last piece; lines without text are counted, but not among them.
    private(set) var rows: [Row] = []

    init(file: RandomAccessFile, detection: CSVDetection, sheet: String, limits: ReaderLimits, budget: ReadBudget) {
        self.file = file
        self.sheet = sheet
        self.limits = limits
        self.budget = budget
        decoder = TextDecoder(detection.dialect.encoding)
        parser = CSVRecordParser(detection.dialect, limits: limits)
        offset = detection.hasByteOrderMark ? (detection.dialect.encoding == .utf8 ? 3 : 2) : 0
    }

    /// Reads the next piece; `false` once all is read.
    func advance() throws(SpreadsheetError) -> Bool {
        guard !isFinished else { return false }
        let start = clock.now
        rows.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
        parser.clearBatch()
        if offset < file.size {
            let bytes = try file.bytes(at: offset, count: Self.pieceBytes)
            offset += bytes.count
            text.removeAll(keepingCapacity: true)
            bytes.withUnsafeBytes { decoder.append($0, to: &text) }
            if isAtStart {
                isAtStart = false
                if let line = CSVDetector.separatorLine(text) { text.removeFirst(line.length) }
            }
            try parser.take(text)
        } else {
            try finish()
        }
        try gatherRows()
        try budget.count(time: start.duration(to: clock.now))
        return true
    }

    private func finish() throws(SpreadsheetError) {
        isFinished = true
        if let open = parser.openQuote {
            note(
                .unclosedQuote,
                "The quote that opens this field is never closed; the rest of the file was read as its text.",
                row: open.record + 1, column: open.column)
        }
        try parser.finish()
        if decoder.droppedNULs > 0 {
            notes.append(
                ReaderNote(.nulCharacters, "\(decoder.droppedNULs) NUL characters were left out.", sheet: sheet))
        }
        if decoder.undecodable > 0 {
            notes.append(
                ReaderNote(
                    .undecodableBytes,
                    "\(decoder.undecodable) bytes are not defined in the encoding; U+FFFD stands for them.",
                    sheet: sheet))
        }
    }

    private func gatherRows() throws(SpreadsheetError) {
        for stray in parser.strayQuotes {
            note(
                .strayQuote, "Text follows the closing quote; it was joined to the field.", row: stray.record + 1,
                column: stray.column)
        }
        for record in parser.records {
            rowNumber += 1
            guard !record.cells.isEmpty else { continue }
            cellCount += record.cells.count
            guard cellCount <= limits.cells else {
                throw ReaderLimits.reached(\.cells, of: limits, name: "cells", what: "The number of cells in the file")
            }
            rows.append(Row(number: rowNumber, isHidden: false, cells: record.cells, uncalculatedColumns: []))
        }
    }

    private func note(_ code: ReaderNote.Code, _ message: String, row: Int, column: Int) {
        notes.append(ReaderNote(code, message, sheet: sheet, cell: CellAddress(row: row, column: column)))
    }
}
