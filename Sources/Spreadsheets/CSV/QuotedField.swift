/// A quoted field of which there is something to tell: how it ended, and which lines of the file it took.
struct QuotedField {
    /// How a quoted field ended.
    enum Ending {
        /// With a quote before a delimiter or line end, as it should.
        case closed
        /// With a quote that text follows, its own or one within a row that stands in quotes as a whole.
        case stray
        /// With the file.
        case open
    }

    /// Its record, from 0.
    let record: Int
    /// Its column, from 1.
    let column: Int
    let ending: Ending
    private(set) var lines: QuotedLines

    init(record: Int, column: Int, ending: Ending, lines: QuotedLines) {
        self.record = record
        self.column = column
        self.ending = ending
        self.lines = lines
    }

    /// The field once its record is complete: only then it is known how many fields its last line has.
    func completed(recordColumns: Int, tableColumns: Int) -> QuotedField {
        var field = self
        field.lines.endLast(furtherFields: recordColumns - column, tableColumns: tableColumns)
        return field
    }

    /// Whether the lines that it took look like rows of the table, so that rows are in it and not an answer of several lines.
    ///
    /// Where text follows its closing quote, something is wrong anyway, and two such lines are enough, or one where the line that the quote cuts
    /// is a row as well. Where it is closed as it should be, it may be an answer all the same, with a list in it: all lines must be alike, and of
    /// a table of some columns.
    func holdsRows(ofColumns columns: Int) -> Bool {
        switch ending {
        case .closed: columns > 2 && lines.count > 1 && lines.equal == lines.count
        case .stray where lines.count == 1: columns > 2 && lines.areRows(from: column, ofColumns: columns)
        case .stray: lines.alike > 1 && lines.alike * 2 > lines.count
        case .open: lines.count > 1
        }
    }
}

/// The lines of a quoted field behind the one in which it begins, and how many of them have the fields of a table's row.
struct QuotedLines {
    /// The lines, the last one too.
    private(set) var count = 0
    /// Those with about as many fields as the table's rows, and those with just as many.
    private(set) var alike = 0
    private(set) var equal = 0
    /// The fields of the line in which the quoted field begins, as far as they are in it.
    private var first = 1
    /// The fields of the last line, as far as it is in the quoted field.
    private var last = 1
    private var lastIsEmpty = true
    /// Whether a space stands behind a delimiter in any line.
    private var isSpaced = false
    /// Whether a space stands behind a delimiter in the last line, as it does behind a comma in prose.
    private var lastIsSpaced = false

    /// No lines.
    init() {}

    /// - Parameters:
    ///   - text: what stands between the quotes.
    ///   - columns: the number of fields of the table's rows.
    init(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, columns: Int) {
        var previous: UInt8 = 0
        for byte in text {
            defer { previous = byte }
            if byte == 0x0A || byte == 0x0D {
                // The second of CR LF ends no other line.
                guard byte == 0x0D || previous != 0x0D else { continue }
                if count > 0 { countLast(columns) } else { first = last }
                count += 1
                last = 1
                lastIsEmpty = true
                lastIsSpaced = false
            } else {
                if byte == delimiter { last += 1 }
                if byte == 0x20, previous == delimiter {
                    lastIsSpaced = true
                    isSpaced = true
                }
                lastIsEmpty = false
            }
        }
    }

    /// The number of lines without a last one in which nothing stands: what the end of the file's last line leaves.
    var countToEnd: Int { lastIsEmpty ? max(0, count - 1) : count }

    /// Ends the last line, which goes on behind the quoted field with further fields of the record.
    mutating func endLast(furtherFields: Int, tableColumns: Int) {
        guard count > 0 else { return }
        last += furtherFields
        countLast(tableColumns)
    }

    /// Whether the one line behind the first is a row with what follows the quoted field in it, and the first is one with what stands before the
    /// field: the quoted field cuts two rows, and no answer of two lines has so many fields on both sides of its line end.
    func areRows(from column: Int, ofColumns columns: Int) -> Bool {
        let least = columns - Self.slack(columns)
        return count == 1 && !isSpaced && column - 1 + first >= least && last >= least
    }

    /// So many fields a row may have more or fewer than the table.
    static func slack(_ columns: Int) -> Int { columns / 4 }

    private mutating func countLast(_ columns: Int) {
        guard columns > 1 else { return }
        // One comma a line is common in an answer of several lines; a row of two fields has none with a space behind.
        guard columns > 2 || !lastIsSpaced else { return }
        if last == columns { equal += 1 }
        if abs(last - columns) <= Self.slack(columns) { alike += 1 }
    }
}
