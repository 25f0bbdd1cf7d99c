/// The rows that were seen, a bit for each, so that a row that comes a second time is noticed.
struct SeenRows {
    private var words: [UInt64] = []
    private(set) var highest = 0

    /// Marks a row; `false` where it was marked before.
    mutating func insert(_ row: Int) -> Bool {
        highest = max(highest, row)
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
    /// For a cell that occurs several times with one value, which of the part's rows (counted from 0) has it first.
    private(set) var firstOccurrence: [CellAddress: Int] = [:]

    init(
        _ open: () throws(SpreadsheetError) -> WorksheetStream, sheet: String, limits: ReaderLimits
    ) throws(SpreadsheetError) {
        var seen = SeenRows()
        var repeated = SeenRows()
        let search = try open()
        while try search.advance() {
            for row in search.rows where !seen.insert(row.number) { _ = repeated.insert(row.number) }
        }
        var values: [CellAddress: (value: CellValue, ordinal: Int)] = [:]
        let comparison = try open()
        var ordinal = 0
        while try comparison.advance() {
            for row in comparison.rows {
                if repeated.contains(row.number) {
                    for cell in row.cells {
                        let address = CellAddress(row: row.number, column: cell.column)
                        if let earlier = values[address] {
                            guard earlier.value == cell.value else {
                                throw WorksheetHandler.twoReadings(of: address, sheet: sheet)
                            }
                            firstOccurrence[address] = earlier.ordinal
                        } else {
                            values[address] = (cell.value, ordinal)
                            guard values.count <= limits.listEntries else {
                                throw ReaderLimits.reached(
                                    \.listEntries, of: limits, name: "listEntries",
                                    what: "The number of cells in rows that occur more than once")
                            }
                        }
                    }
                }
                ordinal += 1
            }
        }
    }
}
