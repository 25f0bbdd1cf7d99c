/// Reads the rows of a worksheet part (ECMA-376 Part 1, 18.3). Trusts no dimension, no count and no order.
///
/// Rows that are complete wait in ``rows`` until the driver of the part takes them.
final class WorksheetHandler: XMLContentHandler {
    private let sheet: String
    private let limits: ReaderLimits
    private let decoder: CellDecoder
    /// Complete rows, not yet taken, and the notes that belong to them.
    private(set) var rows: [Row] = []
    private(set) var notes: [ReaderNote] = []

    private enum Place { case outside, sheetData, row, cell, value, formula, inlineString }
    private var place = Place.outside
    private var sawRoot = false

    private var row = Row(number: 0, isHidden: false, cells: [], uncalculatedColumns: [])
    /// The row by its own number or its position, whatever its cells say.
    private var rowIndex = 0
    private var rowIsNumbered = false
    private var isAscending = true
    private var cellCount = 0

    private var column = 0
    private var cellIsOnGrid = true
    private var type = CellType.number
    private var style = 0
    private var hasFormula = false
    private var hasValue = false
    private var stored: [UInt8] = []
    private var inline = RichText()

    init(sheet: String, limits: ReaderLimits, decoder: CellDecoder) {
        self.sheet = sheet
        self.limits = limits
        self.decoder = decoder
    }

    /// Forgets the rows and notes that were taken.
    func clearBatch() {
        rows.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
    }

    // MARK: Events

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        let name = element.name
        guard sawRoot else {
            guard name.is("worksheet", in: .spreadsheet) else {
                throw SpreadsheetError(.corrupt, "The sheet's part does not hold a worksheet.", sheet: sheet)
            }
            sawRoot = true
            return
        }
        guard name.namespace == .spreadsheet else { return }
        switch place {
        case .outside: if equal(name.local, "sheetData") { place = .sheetData }
        case .sheetData: if equal(name.local, "row") { startRow(element) }
        case .row: if equal(name.local, "c") { try startCell(element) }
        case .cell:
            if equal(name.local, "v") {
                place = .value
                hasValue = true
                stored.removeAll(keepingCapacity: true)
            } else if equal(name.local, "f") {
                place = .formula
                hasFormula = true
            } else if equal(name.local, "is") {
                place = .inlineString
                inline.reset()
            }
        case .inlineString: inline.start(name)
        case .value, .formula: break
        }
    }

    func end(_ name: XMLElementName) throws(SpreadsheetError) {
        guard name.namespace == .spreadsheet else { return }
        switch place {
        case .outside: break
        case .sheetData: if equal(name.local, "sheetData") { place = .outside }
        case .row:
            if equal(name.local, "row") {
                try flushRow()
                place = .sheetData
            }
        case .cell:
            if equal(name.local, "c") {
                try endCell()
                place = .row
            }
        case .value: if equal(name.local, "v") { place = .cell }
        case .formula: if equal(name.local, "f") { place = .cell }
        case .inlineString:
            if equal(name.local, "is") {
                place = .cell
                hasValue = true
            } else {
                inline.end(name)
            }
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        var fits = true
        switch place {
        case .value:
            stored.append(contentsOf: bytes)
            fits = stored.count <= limits.stringBytes
        case .inlineString: fits = inline.text(bytes, limit: limits.stringBytes)
        case .outside, .sheetData, .row, .cell, .formula: break
        }
        guard fits else {
            throw ReaderLimits.reached(
                \.stringBytes, of: limits, name: "stringBytes", what: "The text of cell \(address)")
        }
    }

    // MARK: Rows

    private func startRow(_ element: XMLElement) {
        place = .row
        let stated = element.integer("r").flatMap { (1..<1_000_000_000).contains($0) ? $0 : nil }
        rowIsNumbered = stated != nil
        rowIndex = stated ?? rowIndex + 1
        row.number = rowIndex
        row.isHidden = element.flag("hidden")
        column = 0
        if !rowIsNumbered, let unclear = element.string("r") {
            notes.append(
                ReaderNote(
                    .addressUnclear,
                    "A row has the number \"\(unclear.prefix(30))\"; it was placed after the row before it.",
                    sheet: sheet, cell: CellAddress(row: rowIndex, column: 1)))
        }
    }

    private func flushRow() throws(SpreadsheetError) {
        defer {
            row.cells.removeAll(keepingCapacity: true)
            row.uncalculatedColumns.removeAll(keepingCapacity: true)
            isAscending = true
        }
        guard !row.cells.isEmpty || !row.uncalculatedColumns.isEmpty else { return }
        if !isAscending {
            row.cells = try sortedWithoutRepetition(row.cells)
            row.uncalculatedColumns.sort()
        }
        rows.append(row)
    }

    /// Cells in column order; a column that occurs twice must have one value.
    private func sortedWithoutRepetition(_ cells: [Cell]) throws(SpreadsheetError) -> [Cell] {
        // Sorting by place as well as by column keeps the order of the file among equals.
        let sorted = cells.enumerated().sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }
        var result: [Cell] = []
        for (_, cell) in sorted {
            guard let last = result.last, last.column == cell.column else {
                result.append(cell)
                continue
            }
            let address = CellAddress(row: row.number, column: cell.column)
            guard last.value == cell.value else { throw Self.twoReadings(of: address, sheet: sheet) }
            note(.repeatedCell, "The cell occurs twice with the same value; it was read once.", address)
        }
        return result
    }

    /// The error for a cell with two different values.
    static func twoReadings(of address: CellAddress, sheet: String) -> SpreadsheetError {
        SpreadsheetError(.duplicateCell, "The cell occurs twice with different values.", sheet: sheet, cell: address)
    }

    // MARK: Cells

    private var address: CellAddress { CellAddress(row: row.number, column: column) }

    private func startCell(_ element: XMLElement) throws(SpreadsheetError) {
        place = .cell
        hasFormula = false
        hasValue = false
        stored.removeAll(keepingCapacity: true)
        inline.reset()
        style = element.integer("s") ?? 0
        let before = column
        if let reference = element.bytes("r") {
            try placeCell(reference)
        } else {
            column += 1
        }
        if column <= before { isAscending = false }
        if let bytes = element.bytes("t") {
            if let known = CellType(bytes) {
                type = known
            } else {
                type = .formulaString
                let shown = String(decoding: bytes.prefix(20), as: UTF8.self)
                note(.unreadableValue, "The cell has the unknown type \"\(shown)\"; it was read as text.", address)
            }
        } else {
            type = .number
        }
        cellIsOnGrid = address.isOnGrid
    }

    /// Puts the cell where its own address says; a row without a number takes it from its first cell.
    private func placeCell(_ reference: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        var scanner = A1Scanner()
        guard reference.allSatisfy({ scanner.take($0) }), let found = scanner.place else {
            column += 1
            let shown = String(decoding: reference.prefix(20), as: UTF8.self)
            note(
                .addressUnclear,
                "The cell's address \"\(shown)\" cannot be read; it was placed after the cell before it.", address)
            return
        }
        if found.row != row.number {
            if rowIsNumbered || column > 0 {
                try flushRow()
                note(
                    .addressUnclear,
                    "The cell stands in row \(row.number) of the file but says row \(found.row); its own address was used.",
                    CellAddress(row: found.row, column: found.column))
            }
            row.number = found.row
        }
        column = found.column
    }

    private func endCell() throws(SpreadsheetError) {
        // A formula without a stored result has no value; a stored empty text is one.
        let isStoredText = type == .formulaString && hasValue
        if hasFormula, !isStoredText, stored.isEmpty, inline.bytes.isEmpty {
            if cellIsOnGrid { row.uncalculatedColumns.append(column) }
            note(
                .formulaNotCalculated, "The formula has no stored result; the cell was read as without a value.",
                address)
            return
        }
        let format = decoder.format(ofStyle: style)
        // Inline text counts for any type: some writers leave the type out.
        let isInline = !inline.bytes.isEmpty && (type == .inlineString || stored.isEmpty)
        let decoded = decoder.decode(isInline ? .inlineString : type, isInline ? inline.bytes : stored, format: format)
        if let odd = decoded.note { note(odd.code, odd.message, address) }
        guard let value = decoded.value else { return }
        guard cellIsOnGrid else {
            note(.outsideGrid, "The cell lies outside the grid, which ends at XFD1048576; it was left out.", address)
            return
        }
        cellCount += 1
        guard cellCount <= limits.cells else {
            throw ReaderLimits.reached(\.cells, of: limits, name: "cells", what: "The number of cells in the sheet")
        }
        row.cells.append(Cell(column: column, value: value, format: format, hasFormula: hasFormula))
    }

    private func note(_ code: ReaderNote.Code, _ message: String, _ address: CellAddress) {
        notes.append(ReaderNote(code, message, sheet: sheet, cell: address))
    }
}
