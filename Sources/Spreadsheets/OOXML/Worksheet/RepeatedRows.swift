/// Which rows were seen, so that a row that comes a second time is noticed. Costs nothing while rows ascend.
struct RowOrder {
    private let sheet: String
    private var highest = 0
    private var seen = RowSet()
    private var isOrdered = true
    /// That rows are out of order: said once, of the row that was taken last.
    private(set) var note: ReaderNote?

    init(sheet: String) { self.sheet = sheet }

    /// Marks a row; `false` where it was marked before.
    @inline(__always)
    mutating func take(_ row: Int) -> Bool {
        defer { highest = max(highest, row) }
        guard row <= highest else {
            note = nil
            return seen.insert(row)
        }
        note =
            isOrdered
            ? ReaderNote(
                .rowsOutOfOrder,
                row == highest
                    ? "Row \(row) comes twice; rows were read in the order of the file."
                    : "Row \(row) comes after row \(highest); rows were read in the order of the file.",
                sheet: sheet) : nil
        isOrdered = false
        return seen.insert(row)
    }
}

/// A set of rows, a bit for each.
struct RowSet {
    private var words: [UInt64] = []

    /// Adds a row; `false` where it was there before.
    @inline(__always)
    mutating func insert(_ row: Int) -> Bool {
        let (word, bit) = (row >> 6, UInt64(1) << UInt64(row & 63))
        while words.count <= word { words.append(0) }
        defer { words[word] |= bit }
        return words[word] & bit == 0
    }

    func contains(_ row: Int) -> Bool {
        row >> 6 < words.count && words[row >> 6] & (UInt64(1) << UInt64(row & 63)) != 0
    }
}

/// Looks through a sheet in which rows occur more than once, before the repetition is passed on.
///
/// Two more passes over the part, for such files only: one finds the rows in question, one holds their cells against
/// each other. Memory grows with the repeated rows, not with the sheet.
struct RepeatedRows {
    /// A cell that was seen, with its own text.
    private struct Seen {
        let cell: StoredCell
        let text: [UInt8]
        let ordinal: Int
    }

    /// For a cell that occurs several times with one value, which of the part's rows (counted from 0) has it first.
    private var firstOccurrence: [CellAddress: Int] = [:]
    private var seen: [CellAddress: Seen] = [:]

    init(
        _ open: () throws(SpreadsheetError) -> WorksheetStream, sheet: String, limits: ReaderLimits
    ) throws(SpreadsheetError) {
        let repeated = try Self.repeatedRows(open())
        let stream = try open()
        let allowance = ListAllowance(limits: limits)
        var ordinal = 0
        var goesOn = true
        while goesOn {
            goesOn = try stream.advance()
            let stretch = stream.budget.begin()
            for index in stream.rows.indices {
                let row = stream.row(index)
                if repeated.contains(row.number) { try take(row, ordinal, allowance, sheet: sheet) }
                ordinal += 1
            }
            try stream.budget.end(stretch)
        }
        seen = [:]
    }

    private mutating func take(
        _ row: Row, _ ordinal: Int, _ allowance: ListAllowance, sheet: String
    ) throws(SpreadsheetError) {
        let meanings = row.cells.meanings
        for cell in row.cells.stored[row.cells.range] {
            let address = CellAddress(row: row.number, column: Int(cell.column))
            if let earlier = seen[address] {
                guard meanings.haveSameValue(earlier.cell, earlier.text, cell, row.cells.text) else {
                    throw WorksheetRows.twoReadings(of: address, sheet: sheet)
                }
                firstOccurrence[address] = earlier.ordinal
                continue
            }
            var kept = cell
            var text: [UInt8] = []
            if cell.kind.hasOwnText {
                text = Array(row.cells.text[cell.textRange])
                kept.bits = 0
            }
            try allowance.takeEntry()
            try allowance.take(bytes: text.count)
            seen[address] = Seen(cell: kept, text: text, ordinal: ordinal)
        }
    }

    private static func repeatedRows(_ stream: WorksheetStream) throws(SpreadsheetError) -> RowSet {
        var seen = RowSet()
        var repeated = RowSet()
        var goesOn = true
        while goesOn {
            goesOn = try stream.advance()
            for index in stream.rows.indices {
                let number = stream.rows[index].number
                if !seen.insert(number) { _ = repeated.insert(number) }
            }
        }
        return repeated
    }

    /// Whether a cell of one of the part's rows (counted from 0) occurs there for the first time, or nowhere else.
    func isFirst(row: Int, column: Int, ordinal: Int) -> Bool {
        firstOccurrence[CellAddress(row: row, column: column)].map { $0 == ordinal } ?? true
    }
}
