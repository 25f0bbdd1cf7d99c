/// Cells of one sheet that a finding is about which stands for many: one, or a rectangle of them in which the same stands or of which no more is known.
public struct AlikeCells: Sendable, Hashable, Codable {
    /// A rectangle of cells, from 1.
    public struct Block: Sendable, Hashable, Codable {
        /// The first row.
        public let row: Int
        /// The first column.
        public let column: Int
        /// The last row.
        public internal(set) var lastRow: Int
        /// The last column.
        public let lastColumn: Int

        /// The cells from one corner to the other.
        public init(row: Int, column: Int, lastRow: Int, lastColumn: Int) {
            self.row = row
            self.column = column
            self.lastRow = lastRow
            self.lastColumn = lastColumn
        }

        /// The address in the A1 form, such as `B6` or `B6:C40`.
        public var text: String {
            let first = Origin.columnLetters(column) + String(row)
            return count == 1 ? first : "\(first):\(Origin.columnLetters(lastColumn))\(lastRow)"
        }

        /// How many cells there are.
        public var count: Int { (lastRow - row + 1) * (lastColumn - column + 1) }
    }

    /// Where they are; nil for what was lost and so has no cell.
    public let block: Block?
    /// What stands in each of them; nil where that is not told.
    public let value: String?
    /// The sentence about it, where each has one of its own.
    public let message: Message?

    /// Characters of what stands in a cell that are told. A million cells may share one long text, which the file holds once.
    private static let mostCharacters = 400

    /// A cell of many with what stands there, as far as there is room, and the sentence about it, which quotes it.
    public init(cell block: Block?, value: String?, message: Message? = nil) {
        let isLong = value.map { $0.dropFirst(Self.mostCharacters).isEmpty == false } ?? false
        let start = value.map { String($0.prefix(Self.mostCharacters)) }
        self.init(block: block, value: isLong ? start.map { $0 + "…" } : value, message: isLong ? nil : message)
    }

    /// Cells with what stands there.
    public init(block: Block?, value: String?, message: Message? = nil) {
        self.block = block
        self.value = value
        self.message = message
    }
}

/// Puts cells, row by row, together to rectangles, so that a column of thousands takes no more room than one of them.
public struct CellBlocks: Sendable {
    private struct Run: Hashable {
        let first: Int
        let last: Int
    }

    /// Cells that are scattered beyond so many rectangles are counted by their finding alone: a hostile return can have a million.
    public static let most = 50_000

    /// The rectangles, in the order of their first cells.
    public private(set) var blocks: [AlikeCells.Block] = []
    /// By first and last column, the rectangle that ended in the row before last.
    private var open: [Run: Int] = [:]
    private var row = 0
    private var run: Run?

    /// No cells.
    public init() {}

    /// Adds the next cell, in the order of rows and in these of columns.
    public mutating func add(row newRow: Int, column: Int) {
        if newRow == row, let run, column == run.last + 1 {
            self.run = Run(first: run.first, last: column)
            return
        }
        close()
        row = newRow
        run = Run(first: column, last: column)
    }

    /// The rectangles of all cells that were added.
    public mutating func finish() -> [AlikeCells.Block] {
        close()
        run = nil
        return blocks
    }

    private mutating func close() {
        guard let run else { return }
        if let above = open[run], blocks[above].lastRow == row - 1 {
            blocks[above].lastRow = row
        } else if blocks.count < Self.most {
            open[run] = blocks.count
            blocks.append(AlikeCells.Block(row: row, column: run.first, lastRow: row, lastColumn: run.last))
        }
    }
}
