/// A cell as a scanner leaves it: 24 bytes, its text elsewhere. What it means is decoded when somebody asks.
struct StoredCell {
    /// What ``bits`` and ``length`` stand for.
    enum Kind: UInt8 {
        /// `bits` is a double.
        case number
        /// `bits` is a double, a serial number that is a date.
        case date
        /// `bits` is 0 or 1.
        case boolean
        /// `bits` is the index of a shared string.
        case sharedText
        /// `bits` is the offset of the text in the batch's bytes.
        case text
        /// As `text`: an error's name.
        case error
        /// As `text`: a date of ISO 8601, which was found to be one when the cell was stored.
        case isoDate

        /// Whether the cell's text is its own and stands in the batch's bytes.
        var hasOwnText: Bool {
            switch self {
            case .text, .error, .isoDate: true
            case .number, .date, .boolean, .sharedText: false
            }
        }
    }

    var bits: UInt64
    var length: UInt32
    var column: UInt32
    /// The cell format's index, which decides how numbers show.
    var style: UInt32
    var kind: Kind
    var hasFormula: Bool

    init(_ kind: Kind, bits: UInt64, length: UInt32 = 0, column: Int, style: UInt32, hasFormula: Bool) {
        self.bits = bits
        self.length = length
        // A column is at most that of ``ReaderLimits/columns``, far below 2^32.
        self.column = UInt32(truncatingIfNeeded: column)
        self.style = style
        self.kind = kind
        self.hasFormula = hasFormula
    }

    /// Where the bytes of a text of the cell's own stand in its batch.
    var textRange: Range<Int> { Int(bits)..<Int(bits) + Int(length) }
}

/// Where a row's cells stand in their batch.
struct StoredRow {
    var number: Int
    var isHidden: Bool
    var cells: Range<Int>
    var uncalculated: Range<Int>
    /// The number of fields of a text file's record, empty ones counted.
    var fields = 0
}

/// Rows that one piece of a file completes, in a few arrays that are used again for the next piece.
///
/// A ``Row`` that somebody keeps holds on to the arrays; the next piece is then written to new ones.
struct RowBatch {
    var rows: [StoredRow] = []
    var cells: [StoredCell] = []
    /// The bytes (UTF-8) of the texts that are the cells' own.
    var text: [UInt8] = []
    /// Columns of formulas without a stored result.
    var uncalculated: [Int] = []

    /// A row of the batch, as it is lent.
    func row(_ index: Int, _ meanings: CellMeanings) -> Row {
        let stored = rows[index]
        return Row(
            number: stored.number, isHidden: stored.isHidden, fieldCount: stored.fields,
            cells: Row.Cells(stored: cells, range: stored.cells, text: text, meanings: meanings),
            uncalculated: uncalculated, uncalculatedRange: stored.uncalculated)
    }
}
