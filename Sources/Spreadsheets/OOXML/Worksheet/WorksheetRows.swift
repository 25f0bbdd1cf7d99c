/// Rows being put together from what a worksheet part says, whoever reads the part: libxml2's events or the scanner.
///
/// Trusts no count and no order. What a part says twice must be the same; what is odd is noted.
struct WorksheetRows {
    let sheet: String
    let limits: ReaderLimits
    let meanings: CellMeanings
    /// Of the meanings what is asked for every cell.
    let stringCount: Int
    let showsDate: [Bool]
    private let hasOddStrings: Bool
    /// Complete rows, not yet taken, and behind them the cells of the open one.
    var batch = RowBatch()
    /// The notes that belong to the rows.
    private(set) var notes: [ReaderNote] = []

    /// The number of the open row: its own, or the one that its cells say.
    private(set) var rowNumber = 0
    /// The column of the cell that was placed last, 0 at a row's start.
    private(set) var column = 0
    /// The row by its own number or its position, whatever its cells say.
    private var rowIndex = 0
    private var rowIsNumbered = false
    private var rowIsHidden = false
    private var isAscending = true
    private var firstCell = 0
    private var firstUncalculated = 0
    private var firstTextByte = 0
    private var cellCount = 0
    /// How many cells the open row has so far, those without a value too.
    private var rowCells = 0
    private var longTextBytes = 0
    /// Whether cells are wanted; if not, the numbers of hidden rows are.
    let keepsCells: Bool
    private(set) var hiddenRows: [Int] = []

    init(sheet: String, limits: ReaderLimits, meanings: CellMeanings, keepsCells: Bool = true) {
        self.sheet = sheet
        self.limits = limits
        self.meanings = meanings
        stringCount = meanings.strings.count
        showsDate = meanings.showsDate
        hasOddStrings = meanings.strings.hasEmpty || meanings.strings.hasLong
        self.keepsCells = keepsCells
    }

    /// Forgets the hidden rows that were taken.
    mutating func clearHiddenRows() { hiddenRows.removeAll(keepingCapacity: true) }

    /// Forgets the rows and notes that were taken.
    mutating func clearBatch() {
        notes.removeAll(keepingCapacity: true)
        batch.rows.removeAll(keepingCapacity: true)
        guard firstCell < batch.cells.count || firstUncalculated < batch.uncalculated.count else {
            batch.cells.removeAll(keepingCapacity: true)
            batch.text.removeAll(keepingCapacity: true)
            batch.uncalculated.removeAll(keepingCapacity: true)
            beginRow()
            return
        }
        // The cells of the open row move to the front.
        batch.cells.removeFirst(firstCell)
        batch.text.removeFirst(firstTextByte)
        batch.uncalculated.removeFirst(firstUncalculated)
        for index in batch.cells.indices {
            if batch.cells[index].kind.hasOwnText { batch.cells[index].bits -= UInt64(firstTextByte) }
        }
        firstCell = 0
        firstTextByte = 0
        firstUncalculated = 0
    }

    // MARK: Rows

    /// The numbers that a row may state. Those beyond the grid are noted; larger ones are no row numbers of any program.
    static let rowNumbers = 1..<1_000_000_000

    /// Starts a row with the number that it states (one of ``rowNumbers``, else `nil`).
    mutating func startRow(stated: Int?, isHidden: Bool) {
        rowIsNumbered = stated != nil
        rowIndex = stated ?? rowIndex + 1
        rowNumber = rowIndex
        rowIsHidden = isHidden
        column = 0
        rowCells = 0
        if isHidden, !keepsCells { hiddenRows.append(rowIndex) }
    }

    /// Notes a row number that cannot be read.
    mutating func noteUnclearRow(_ number: UnsafeBufferPointer<UInt8>) {
        guard keepsCells else { return }
        notes.append(
            ReaderNote(
                .addressUnclear,
                "A row has the number \"\(XMLElement.beginning(number, 30))\"; it was placed after the row before it.",
                sheet: sheet, cell: CellAddress(row: rowIndex, column: 1)))
    }

    /// Ends the row; one without a value is left out.
    mutating func endRow() throws(SpreadsheetError) {
        defer { beginRow() }
        guard batch.cells.count > firstCell || batch.uncalculated.count > firstUncalculated else { return }
        if !isAscending {
            try sortWithoutRepetition()
            batch.uncalculated[firstUncalculated...].sort()
        }
        batch.rows.append(
            StoredRow(
                number: rowNumber, isHidden: rowIsHidden, cells: firstCell..<batch.cells.count,
                uncalculated: firstUncalculated..<batch.uncalculated.count))
    }

    private mutating func beginRow() {
        firstCell = batch.cells.count
        firstTextByte = batch.text.count
        firstUncalculated = batch.uncalculated.count
        isAscending = true
    }

    /// Cells in column order; a column that occurs twice must have one value.
    private mutating func sortWithoutRepetition() throws(SpreadsheetError) {
        // Sorting by place as well as by column keeps the order of the file among equals.
        let sorted = batch.cells[firstCell...].enumerated()
            .sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }
        var result: [StoredCell] = []
        for (_, cell) in sorted {
            guard let last = result.last, last.column == cell.column else {
                result.append(cell)
                continue
            }
            let address = CellAddress(row: rowNumber, column: Int(cell.column))
            guard meanings.haveSameValue(last, batch.text, cell, batch.text) else {
                throw Self.twoReadings(of: address, sheet: sheet)
            }
            note(.repeatedCell, "The cell occurs twice with the same value; it was read once.", address)
        }
        batch.cells.replaceSubrange(firstCell..., with: result)
    }

    /// The error for a cell with two different values.
    static func twoReadings(of address: CellAddress, sheet: String) -> SpreadsheetError {
        SpreadsheetError(.duplicateCell, "The cell occurs twice with different values.", sheet: sheet, cell: address)
    }

    /// The error for a cell that holds two different values.
    static func twoValues(in address: CellAddress, sheet: String) -> SpreadsheetError {
        SpreadsheetError(.duplicateCell, "The cell holds two different values.", sheet: sheet, cell: address)
    }

    // MARK: Places

    /// The address of the cell that was placed last.
    var address: CellAddress { CellAddress(row: rowNumber, column: column) }

    /// Places a cell without an address after the one before.
    mutating func placeNext() throws(SpreadsheetError) {
        column += 1
        try countCell()
    }

    /// A row has no more columns than a sheet has. Twice as many cells are let pass, since some repeat, but not any number:
    /// a row is held in memory.
    @inline(__always)
    private mutating func countCell() throws(SpreadsheetError) {
        rowCells += 1
        guard rowCells / 2 <= limits.columns || !keepsCells else {
            throw ReaderLimits.reached(
                \.columns, of: limits, name: "columns", what: "The number of columns in row \(rowNumber)")
        }
    }

    /// Places a cell where its own address says; a row without a number takes it from its first cell.
    @inline(__always)
    mutating func place(row: Int, column: Int) throws(SpreadsheetError) {
        if row != rowNumber { try changeRow(to: row, column: column) }
        if column <= self.column { isAscending = false }
        self.column = column
        try countCell()
    }

    private mutating func changeRow(to row: Int, column: Int) throws(SpreadsheetError) {
        if rowIsNumbered || self.column > 0 {
            try endRow()
            note(
                .addressUnclear,
                "The cell stands in row \(rowNumber) of the file but says row \(row); its own address was used.",
                CellAddress(row: row, column: column))
        }
        rowNumber = row
    }

    /// Places a cell whose address is some text; what is no address is noted, and stands after the cell before.
    mutating func place(reference: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        var scanner = A1Scanner()
        guard reference.allSatisfy({ scanner.take($0) }), let found = scanner.place else {
            try placeNext()
            let shown = XMLElement.beginning(reference)
            note(
                .addressUnclear,
                "The cell's address \"\(shown)\" cannot be read; it was placed after the cell before it.", address)
            return
        }
        try place(row: found.row, column: found.column)
    }

    // MARK: Values

    /// Takes a cell with a value; one outside the grid is left out with a note.
    @inline(__always)
    mutating func append(
        _ kind: StoredCell.Kind, bits: UInt64, length: Int = 0, style: UInt32, hasFormula: Bool
    ) throws(SpreadsheetError) {
        guard keepsCells else { return }
        guard rowNumber <= CellAddress.lastRow, column <= CellAddress.lastColumn else {
            note(
                .outsideGrid, "The cell lies outside the grid, which ends at XFD1048576; it was left out.", address)
            return
        }
        cellCount += 1
        guard cellCount <= limits.cells else {
            throw ReaderLimits.reached(\.cells, of: limits, name: "cells", what: "The number of cells in the sheet")
        }
        batch.cells.append(
            StoredCell(
                kind, bits: bits, length: UInt32(truncatingIfNeeded: length), column: column, style: style,
                hasFormula: hasFormula))
    }

    /// Whether a shared string is no value, as it is empty; counts one that is longer than Excel allows.
    @inline(__always)
    mutating func passesOver(sharedString index: Int) throws(SpreadsheetError) -> Bool {
        guard hasOddStrings else { return false }
        let length = meanings.strings.length(at: index)
        try countLongText(length)
        return length == 0
    }

    /// Counts a text that is longer than Excel allows; many cells may share it.
    mutating func countLongText(_ length: Int) throws(SpreadsheetError) {
        guard length > SharedStringTable.long else { return }
        longTextBytes += length
        guard longTextBytes <= limits.longTextBytes else {
            throw ReaderLimits.reached(
                \.longTextBytes, of: limits, name: "longTextBytes",
                what: "The size of the sheet's texts that are longer than a cell's may be")
        }
    }

    /// Takes a formula without a stored result.
    mutating func appendUncalculated() {
        if address.isOnGrid { batch.uncalculated.append(column) }
        note(.formulaNotCalculated, "The formula has no stored result; the cell was read as without a value.", address)
    }

    /// Takes a cell whose text was appended to the batch's bytes from `start` on; no text is no value.
    mutating func appendText(
        _ kind: StoredCell.Kind, from start: Int, style: UInt32, hasFormula: Bool
    ) throws(SpreadsheetError) {
        let length = batch.text.count - start
        guard length > 0 else { return }
        try countLongText(length)
        guard batch.text.count - firstTextByte <= limits.rowBytes else {
            throw ReaderLimits.reached(
                \.rowBytes, of: limits, name: "rowBytes", what: "The size of the texts of row \(rowNumber)")
        }
        try append(kind, bits: UInt64(start), length: length, style: style, hasFormula: hasFormula)
    }

    /// Notes something odd about a cell.
    mutating func note(_ code: ReaderNote.Code, _ message: String, _ address: CellAddress) {
        guard keepsCells else { return }
        notes.append(ReaderNote(code, message, sheet: sheet, cell: address))
    }
}
