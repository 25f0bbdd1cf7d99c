/// A cell with a value.
public struct Cell: Sendable, Hashable {
    /// The value.
    public let value: CellValue
    /// Whether the value is the stored result of a formula.
    public let hasFormula: Bool
    /// How the cell shows a number.
    public let format: NumberFormatKind
    // Of four bytes, beside what is shorter than its place: with the wording a cell takes no more memory than without.
    private let storedColumn: UInt32
    /// The words and signs that the cell's format writes beside a number; `nil` where it writes none.
    let wording: NumberWording?

    /// The column, from 1.
    public var column: Int { Int(storedColumn) }

    init(_ stored: StoredCell, value: CellValue, meanings: CellMeanings) {
        self.value = value
        hasFormula = stored.hasFormula
        format = meanings.format(ofStyle: stored.style)
        storedColumn = stored.column
        wording = meanings.wording(ofStyle: stored.style)
    }
}

/// A row of a sheet, lent to the body of ``Workbook/forEachRow(in:_:)`` for the time of one call.
///
/// A row that is kept is still right later, but keeps the memory of the rows around it too: keep what you need of it.
public struct Row: Sendable {
    /// The row's number, from 1.
    public private(set) var number: Int
    /// Whether the row is hidden.
    public private(set) var isHidden: Bool
    /// The number of fields of a text file's record, empty ones counted; 0 in a workbook.
    public private(set) var fieldCount: Int
    /// The cells with a value, in column order. A cell's text is copied each time the cell is asked for;
    /// ``forEachCell(_:)`` lends it instead.
    public private(set) var cells: Cells
    private let uncalculated: [Int]
    private var uncalculatedRange: Range<Int>

    init(
        number: Int, isHidden: Bool, fieldCount: Int, cells: Cells, uncalculated: [Int], uncalculatedRange: Range<Int>
    ) {
        self.number = number
        self.isHidden = isHidden
        self.fieldCount = fieldCount
        self.cells = cells
        self.uncalculated = uncalculated
        self.uncalculatedRange = uncalculatedRange
    }

    /// Makes this row another one of the same batch: cheaper than lending each row anew, which counts references.
    @inline(__always)
    mutating func turn(to stored: StoredRow) {
        number = stored.number
        isHidden = stored.isHidden
        fieldCount = stored.fields
        cells.range = stored.cells
        uncalculatedRange = stored.uncalculated
    }

    /// The number of cells with a value.
    public var cellCount: Int { cells.range.count }

    /// The first and the last column with a value, from 1; `nil` where there is none.
    public var columns: ClosedRange<Int>? {
        guard let first = cells.range.first, let last = cells.range.last else { return nil }
        return Int(cells.stored[first].column)...Int(cells.stored[last].column)
    }

    /// Columns, from 1, of formulas without a stored result. They are not in ``cells``, and never mean "empty".
    public var uncalculatedColumns: [Int] { Array(uncalculated[uncalculatedRange]) }

    /// The same row with those of its cells that a condition keeps.
    func keeping(_ condition: (StoredCell) -> Bool) -> Row {
        Row(
            number: number, isHidden: isHidden, fieldCount: fieldCount, cells: cells.keeping(condition),
            uncalculated: uncalculated, uncalculatedRange: uncalculatedRange)
    }

    /// Whether nothing is in the row.
    var isEmpty: Bool { cells.isEmpty && uncalculatedRange.isEmpty }

    /// What a cell holds, without its text.
    public enum Content: Sendable, Hashable {
        /// Text; its bytes are lent beside.
        case text
        /// A number, with the bits that the file gives.
        case number(Double)
        /// A truth value.
        case boolean(Bool)
        /// A number that the cell's format shows as a date or a time of day.
        case date(DateTime)
        /// An error; the bytes of its name (`#N/A`) are lent beside.
        case error
    }

    /// Passes each cell to the body in column order, and lends its text: the fast way through a row, which copies nothing.
    ///
    /// ```swift
    /// func bytesOfText(in sheet: SheetInfo, of workbook: Workbook) throws -> Int {
    ///     var bytes = 0
    ///     try workbook.forEachRow(in: sheet) { row in
    ///         row.forEachCell { column, content, text in
    ///             if content == .text { bytes += text.count }
    ///         }
    ///         return .next
    ///     }
    ///     return bytes
    /// }
    /// ```
    ///
    /// - Parameter body: Takes the column, from 1, what the cell holds, and the UTF-8 bytes of a text or an error's name
    ///   (none for the rest), valid during the call.
    /// - Throws: What the body throws, and nothing else.
    /// - Complexity: O(number of cells).
    public borrowing func forEachCell<Failure: Error>(
        _ body: (_ column: Int, _ content: Content, _ text: Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let meanings = cells.meanings
        let own = cells.text.span
        for index in cells.range {
            let cell = cells.stored[index]
            let column = Int(cell.column)
            switch cell.kind {
            case .number: try body(column, .number(Double(bitPattern: cell.bits)), Span())
            case .boolean: try body(column, .boolean(cell.bits != 0), Span())
            case .date, .isoDate:
                let date = meanings.date(cell, text: cells.text)
                try body(column, date.map { .date($0) } ?? .number(Double(bitPattern: cell.bits)), Span())
            case .text: try body(column, .text, own.extracting(cell.textRange))
            case .error: try body(column, .error, own.extracting(cell.textRange))
            case .sharedText:
                let place = meanings.strings.place(of: Int(cell.bits))
                let block = meanings.strings.block(place)
                try body(column, .text, block.span.extracting(place.range))
            }
        }
    }
}

extension Row {
    /// The cells of a row.
    public struct Cells: Sendable, RandomAccessCollection {
        let stored: [StoredCell]
        fileprivate(set) var range: Range<Int>
        let text: [UInt8]
        let meanings: CellMeanings

        /// Zero.
        public var startIndex: Int { 0 }
        /// The number of cells.
        public var endIndex: Int { range.count }

        /// A cell, with a copy of its text.
        public subscript(position: Int) -> Cell {
            precondition(position >= 0 && position < range.count, "There is no cell \(position) in the row.")
            let cell = stored[range.lowerBound + position]
            return Cell(cell, value: meanings.value(of: cell, text: text), meanings: meanings)
        }

        func keeping(_ condition: (StoredCell) -> Bool) -> Cells {
            let kept = stored[range].filter(condition)
            return Cells(stored: kept, range: kept.indices, text: text, meanings: meanings)
        }
    }
}
