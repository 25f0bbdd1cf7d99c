/// What a sheet has beside its cells. Read on demand, by one more pass over the sheet's part.
public struct SheetDetails: Sendable, Hashable {
    /// Merged ranges, in the order of the file.
    public internal(set) var mergedRanges: [CellRange] = []
    /// Data validations, those of the Excel 2010 extension included.
    public internal(set) var validations: [DataValidation] = []
    /// Comments (notes) and threaded comments, without the notes in which Excel repeats threads.
    public internal(set) var comments: [CellComment] = []
    /// Hyperlinks. A link's target is never a cell's value.
    public internal(set) var hyperlinks: [Hyperlink] = []
    /// Hidden columns, from 1.
    public internal(set) var hiddenColumns: [ClosedRange<Int>] = []
    /// Hidden rows, from 1.
    public internal(set) var hiddenRows: [ClosedRange<Int>] = []
    /// Tables (list objects).
    public internal(set) var tables: [SheetTable] = []
    /// The range that the sheet says it uses: never to be trusted.
    public internal(set) var declaredDimension: String?
    /// Whether the sheet has pictures, charts or shapes.
    public internal(set) var hasDrawings = false
    /// Pictures, charts and shapes that lie over the cells, in the order of the file.
    public internal(set) var drawings: [SheetDrawing] = []
    /// Tick boxes, option buttons and lists that lie over the cells. Those of ActiveX are none of them, nor those of Excel 2007, which wrote them into its
    /// drawings alone.
    public internal(set) var controls: [FormControl] = []
    /// What was odd, such as relationships that name a part which is not there.
    public internal(set) var notes: [ReaderNote] = []

    /// Makes the details of a sheet that has none, such as that of a CSV file.
    public init() {}

    /// The merged range that covers a cell.
    public func mergedRange(containing address: CellAddress) -> CellRange? {
        mergedRanges.first { $0.contains(address) }
    }
}

/// A rule for what may be typed into cells (ECMA-376 Part 1, 18.3.1.32).
public struct DataValidation: Sendable, Hashable {
    /// The kinds of rule (18.18.21, ST_DataValidationType).
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Any value.
        case none
        /// Whole numbers.
        case whole
        /// Numbers.
        case decimal
        /// One of a list.
        case list
        /// Dates.
        case date
        /// Times of day.
        case time
        /// A text's length.
        case textLength
        /// A formula that must be true.
        case custom
    }

    /// The values of a list rule.
    public enum ValueList: Sendable, Hashable {
        /// The values themselves.
        case items([String])
        /// A range, a name or a formula that gives the values, without the equals sign, and its area where it is a plain one.
        case reference(String, SheetArea?)
    }

    /// The cells that the rule is for.
    public internal(set) var ranges: [CellRange]
    /// The kind of rule.
    public internal(set) var kind: Kind
    /// The values of a list rule.
    public internal(set) var list: ValueList?
    /// How the value is compared, such as `between` (18.18.20); `nil` for lists and formulas.
    public internal(set) var comparison: String?
    /// The first operand, as the file has it.
    public internal(set) var formula1: String?
    /// The second operand, as the file has it.
    public internal(set) var formula2: String?
    /// Whether a blank cell is allowed.
    public internal(set) var allowsBlank: Bool
    /// What the user is told when the cell is selected.
    public internal(set) var prompt: String?
    /// What the user is told after a wrong entry.
    public internal(set) var errorMessage: String?
}

/// A comment on a cell.
public struct CellComment: Sendable, Hashable {
    /// What the name of the author begins with of a note that stands in for a thread ([MS-XLSX] 2.1.21).
    package static let threadAuthor = "tc="
    /// The cell.
    public let cell: CellAddress
    /// The text.
    public let text: String
    /// Whether it belongs to a thread rather than being a classic note.
    public let isThreaded: Bool
}

/// A picture, chart or shape that lies over the cells of a sheet (ECMA-376 Part 1, 20.5).
public struct SheetDrawing: Sendable, Hashable {
    /// The kinds of drawings that users tell apart.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A picture.
        case picture
        /// A chart, or another frame that a program draws.
        case chart
        /// A shape, such as a text box, an arrow or a button.
        case shape
    }

    /// The cell under its upper left corner; `nil` where it does not go with the cells.
    public let cell: CellAddress?
    /// What it is.
    public let kind: Kind
    /// What is written in it; empty where nothing is.
    public let text: String
}

/// A form control that lies over the cells of a sheet, in which something can be chosen ([MS-XLSX], Control Properties).
public struct FormControl: Sendable, Hashable {
    /// The kinds of control in which something is chosen.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A box to be ticked.
        case tickBox
        /// One of a group of buttons.
        case optionButton
        /// A list that is open.
        case list
        /// A list that opens.
        case dropDown
    }

    /// What it is.
    public let kind: Kind
    /// The cell under its upper left corner; `nil` where the sheet does not tell it.
    public let cell: CellAddress?
    /// The name that users see where they select it; empty where the sheet does not tell it.
    public let name: String
    /// What is chosen: of a list the numbers of the items, of the others `1`; empty where nothing is.
    public let selection: String
    /// Whether what is chosen stands in a cell too. Of option buttons Excel tells that of the first of a group alone.
    public let isLinked: Bool
}

/// A link of a cell or range.
public struct Hyperlink: Sendable, Hashable {
    /// The cells.
    public let range: CellRange
    /// The address outside the workbook; as the file has it, never to be followed unasked.
    public let target: String?
    /// The place inside the workbook or target.
    public let location: String?
}

/// A table of a sheet (ECMA-376 Part 1, 18.5).
public struct SheetTable: Sendable, Hashable {
    /// The name that users see.
    public let name: String
    /// All of it, header and totals included.
    public let range: CellRange
    /// The names of the columns.
    public let columns: [String]
    /// The number of header rows, 0 or 1.
    public let headerRows: Int
    /// The number of totals rows.
    public let totalsRows: Int
}
