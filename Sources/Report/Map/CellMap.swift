/// The sheets of a return, with what each cell was read as: to see whether a definition finds what people see.
public struct CellMap: Sendable {
    /// What a cell was read as.
    public struct Claim: Sendable, Hashable {
        /// The layout, by its index in ``CellMap/layouts``.
        public let layout: Int
        /// The field, as `table.field`.
        public let field: String
        /// The record's number in its table.
        public let record: Int
        /// What became of it.
        public let value: String

        /// What a cell was read as.
        public init(layout: Int, field: String, record: Int, value: String) {
            self.layout = layout
            self.field = field
            self.record = record
            self.value = value
        }
    }

    /// A cell with something in it, or with a claim.
    public struct Cell: Sendable {
        /// The row, from 1.
        public let row: Int
        /// The column, from 1.
        public let column: Int
        /// What stands there.
        public let text: String
        /// What it was read as; a label of a matrix counts for many records, of which the first are told.
        public let claims: [Claim]
        /// Whether a layout knows the cell as its own without taking a value from it, such as a label.
        public let isKnown: Bool

        /// A cell.
        public init(row: Int, column: Int, text: String, claims: [Claim], isKnown: Bool = false) {
            self.row = row
            self.column = column
            self.text = text
            self.claims = claims
            self.isKnown = isKnown
        }
    }

    /// A sheet.
    public struct Sheet: Sendable {
        /// Its name.
        public let name: String
        /// Whether people see it.
        public let isVisible: Bool
        /// Its cells by row, then column.
        public let cells: [Cell]
        /// Whether there are more rows or columns, which are not shown.
        public let isCut: Bool

        /// A sheet.
        public init(name: String, isVisible: Bool, cells: [Cell], isCut: Bool) {
            self.name = name
            self.isVisible = isVisible
            self.cells = cells
            self.isCut = isCut
        }

        /// The last row with a cell.
        var lastRow: Int { cells.reduce(0) { max($0, $1.row) } }
        /// The last column with a cell.
        var lastColumn: Int { cells.reduce(0) { max($0, $1.column) } }
    }

    /// The survey's title.
    public let title: String
    /// The return's file name.
    public let file: String
    /// The layouts' names.
    public let layouts: [String]
    /// The sheets in the workbook's order.
    public let sheets: [Sheet]

    /// A map of a return.
    public init(title: String, file: String, layouts: [String], sheets: [Sheet]) {
        self.title = title
        self.file = file
        self.layouts = layouts
        self.sheets = sheets
    }

    /// The letter of a layout in a map of letters.
    static func letter(_ layout: Int) -> Character {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return layout < letters.count ? letters[layout] : "#"
    }
}
