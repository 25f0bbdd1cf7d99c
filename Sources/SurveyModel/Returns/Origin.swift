/// A cell in a return: sheet, row and column.
public struct Origin: Sendable, Hashable, Codable {
    /// The sheet's name as the workbook has it.
    public let sheet: String
    /// The row, from 1.
    public var row: Int { Int(storedRow) }
    /// The column, from 1.
    public var column: Int { Int(storedColumn) }

    // A return has millions of these. No format has rows or columns beyond 32 bits that a reader's limits would let pass.
    private let storedRow: Int32
    private let storedColumn: Int32

    /// The cell at `row` and `column` (both from 1) of `sheet`.
    public init(sheet: String, row: Int, column: Int) {
        self.sheet = sheet
        storedRow = Int32(clamping: row)
        storedColumn = Int32(clamping: column)
    }

    /// The address in the A1 form, such as `B12`.
    public var cell: String { Self.columnLetters(column) + String(row) }

    /// The letters of a column in the A1 form: 1 is `A`, 27 is `AA`; empty for 0 and less.
    public static func columnLetters(_ column: Int) -> String {
        guard column > 0 else { return "" }
        return column <= firstLetters.count ? firstLetters[column - 1] : letters(of: column)
    }

    /// The letters of the columns that nearly all cells are in: every value that is published has its cell's address.
    private static let firstLetters = (1...702).map { letters(of: $0) }

    private static func letters(of column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(65 + (rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The columns of letters such as `F`, or of a span such as `F:H`; nil where there are none.
    public static func columns(_ letters: String) -> ClosedRange<Int>? {
        let ends = letters.split(separator: ":").map { part in
            // No column has so many letters; the number of ever more of them would overflow.
            part.utf8.count > 6 ? 0 : part.utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
        }
        guard let first = ends.first, let last = ends.last, first > 0, last >= first else { return nil }
        return first...last
    }

    /// The cell of an address such as `B12`; nil for what is none.
    public init?(sheet: String, cell: String) {
        let letters = cell.prefix { ("A"..."Z").contains($0) }
        guard letters.count <= 3, let column = Self.columns(String(letters))?.lowerBound,
            let row = Int(cell.dropFirst(letters.count)), row > 0
        else { return nil }
        self.init(sheet: sheet, row: row, column: column)
    }
}
