/// The place of a cell in a sheet, in the A1 notation of ECMA-376 Part 1, 18.18.7 (ST_CellRef).
public struct CellAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The row, from 1.
    public let row: Int
    /// The column, from 1.
    public let column: Int

    /// The last row of an XLSX sheet.
    public static let lastRow = 1_048_576
    /// The last column of an XLSX sheet, `XFD`.
    public static let lastColumn = 16_384

    /// Makes an address of a row and a column, both from 1.
    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `B12`, also `$B$12` and `b12`; `nil` where the text is something else or no positive row.
    ///
    /// Addresses beyond the grid (XFE1) are read: whether they are acceptable is the caller's question.
    public init?(_ text: some StringProtocol) {
        var scanner = A1Scanner()
        for byte in text.utf8 where !scanner.take(byte) { return nil }
        guard let place = scanner.place else { return nil }
        self.init(row: place.row, column: place.column)
    }

    /// The address in A1 notation, without dollar signs.
    public var description: String { Self.letters(ofColumn: column) + String(row) }

    /// The letters of a column: 1 is `A`, 27 is `AA`.
    public static func letters(ofColumn column: Int) -> String {
        (1...firstLetters.count).contains(column) ? firstLetters[column - 1] : spelled(column)
    }

    /// The letters of the columns that nearly all cells are in: whoever writes a sheet asks for those of each cell.
    private static let firstLetters = (1...702).map { spelled($0) }

    private static func spelled(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(65 + (rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// Whether the address is on the grid that Excel has had since 2007.
    public var isOnGrid: Bool {
        row >= 1 && row <= Self.lastRow && column >= 1 && column <= Self.lastColumn
    }

    /// Row by row, then column by column.
    public static func < (left: CellAddress, right: CellAddress) -> Bool {
        (left.row, left.column) < (right.row, right.column)
    }
}

/// Reads an A1 address byte by byte; used for borrowed bytes as well as for strings.
struct A1Scanner {
    private(set) var column = 0
    private(set) var row = 0
    private var lastWasDollar = false

    /// Takes the next byte; `false` when the text is no address.
    mutating func take(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x24:
            // A dollar sign stands before the letters or between letters and digits.
            guard row == 0, !lastWasDollar else { return false }
            lastWasDollar = true
            return true
        case 0x41...0x5A, 0x61...0x7A:
            guard row == 0, column < 1_000_000, !(lastWasDollar && column > 0) else { return false }
            column = column * 26 + Int(byte & 0x1F)
        case 0x30...0x39:
            guard row < 1_000_000_000_000, column > 0, !(row == 0 && byte == 0x30) else { return false }
            row = row * 10 + Int(byte - 0x30)
        default: return false
        }
        lastWasDollar = false
        return true
    }

    /// The address, once letters and digits were both there.
    var place: (row: Int, column: Int)? { column > 0 && row > 0 && !lastWasDollar ? (row, column) : nil }
}

/// A rectangle of cells, both corners included.
public struct CellRange: Sendable, Hashable, CustomStringConvertible {
    /// The upper left corner.
    public let first: CellAddress
    /// The lower right corner.
    public let last: CellAddress

    /// Makes a range of any two opposite corners.
    public init(_ corner: CellAddress, _ opposite: CellAddress) {
        first = CellAddress(row: min(corner.row, opposite.row), column: min(corner.column, opposite.column))
        last = CellAddress(row: max(corner.row, opposite.row), column: max(corner.column, opposite.column))
    }

    /// Reads `B2:D4` or a single `B2`, with or without dollar signs; also whole columns (`A:C`) and rows (`3:7`).
    public init?(_ text: some StringProtocol) {
        let corners = text.split(separator: ":", omittingEmptySubsequences: false)
        switch corners.count {
        case 1:
            guard let only = CellAddress(corners[0]) else { return nil }
            self.init(only, only)
        case 2:
            if let first = CellAddress(corners[0]), let last = CellAddress(corners[1]) {
                self.init(first, last)
                return
            }
            let bare = corners.map { $0.filter { $0 != "$" } }
            if let first = CellAddress(bare[0] + "1"), let last = CellAddress(bare[1] + "1"),
                first.row == 1, last.row == 1
            {
                self.init(first, CellAddress(row: CellAddress.lastRow, column: last.column))
            } else if let first = CellAddress("A" + bare[0]), let last = CellAddress("A" + bare[1]),
                first.column == 1, last.column == 1
            {
                self.init(first, CellAddress(row: last.row, column: CellAddress.lastColumn))
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The smallest range that has both ranges in it.
    public func union(_ other: CellRange) -> CellRange {
        CellRange(
            CellAddress(row: min(first.row, other.first.row), column: min(first.column, other.first.column)),
            CellAddress(row: max(last.row, other.last.row), column: max(last.column, other.last.column)))
    }

    /// Whether the address is inside the range.
    public func contains(_ address: CellAddress) -> Bool {
        address.row >= first.row && address.row <= last.row
            && address.column >= first.column && address.column <= last.column
    }

    /// The range in A1 notation; one cell is written as an address.
    public var description: String { first == last ? first.description : "\(first):\(last)" }
}
