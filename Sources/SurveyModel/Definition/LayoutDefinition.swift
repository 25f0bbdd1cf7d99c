public import OrderedCollections

/// How the records of a table stand in a sheet made for people.
public struct LayoutDefinition: Sendable {
    /// The layout's name.
    public let name: String
    /// The table of the dataset that it fills.
    public let table: String
    /// The sheet to look in.
    public let sheet: SheetSelector
    /// Whether a return without this layout's sheet is incomplete: an error, not a warning.
    public let isRequired: Bool
    /// What kind of layout it is, with its anchors.
    public let kind: Kind
    /// Where the layout stands in the definition.
    public let position: SourcePosition

    /// The four ways in which questionnaires hold answers.
    public enum Kind: Sendable {
        /// One record: a label, and its answer beside it.
        case form(FormLayout)
        /// A record in each row below a header.
        case table(TableLayout)
        /// A record in each cell where a row and a column cross.
        case matrix(MatrixLayout)
        /// A form repeated: "Practice 1", "Practice 2", ...
        case blocks(BlocksLayout)
    }
}

/// How a sheet is recognised.
public struct SheetSelector: Sendable, Hashable {
    /// Its names by language. Where no sheet has one, the sheet whose content fits best is taken, with a note.
    public let names: Labels
    /// Any sheet may serve: for CSV files and workbooks with one sheet of data.
    public let isAny: Bool
}

/// Where an answer stands from its label.
public enum AnswerPosition: Sendable, Hashable {
    /// The first filled cell to the right, up to the next label.
    case right
    /// The cell below.
    case below
    /// At an offset of rows and columns.
    case offset(rows: Int, columns: Int)
}

/// A label and its answer.
public struct FormField: Sendable {
    /// The field of the table.
    public let field: String
    /// How the question is labelled; numbering, case, punctuation, line breaks and small slips are tolerated.
    public let labels: Labels
    /// The defined name of the answer's cell.
    public let definedName: String?
    /// Where the answer stands from the label.
    public let answer: AnswerPosition
}

/// One record from labels and answers.
public struct FormLayout: Sendable {
    /// The form's fields in order.
    public let fields: [FormField]
}

/// Records in rows below a header.
public struct TableLayout: Sendable {
    /// The number of header rows.
    public let headerRows: Int
    /// Labels of a row that ends the table, such as "Total".
    public let end: Labels
    /// The number of blank rows that end the table.
    public let blankRows: Int
    /// The columns in the template's order.
    public let columns: [TableColumn]
}

/// A column, or a group of columns, of a table.
public struct TableColumn: Sendable {
    /// The field of the table.
    public let field: String
    /// The label above the column.
    public let labels: Labels
    /// The label of the group over several columns.
    public let group: Labels
    /// For a group of columns to be marked with an X: the code that each stands for, and its label.
    public let marks: OrderedDictionary<String, Labels>
    /// Filled in before the questionnaire is sent: a row with nothing else holds no record.
    public let isPreprinted: Bool
    /// Whether a sheet without the column is read without a finding.
    public let isOptional: Bool
}

/// Records in cells where rows and columns cross.
public struct MatrixLayout: Sendable {
    /// The field that a row's label gives.
    public let rowField: String
    /// The label over the column of row labels, if there is one.
    public let rowHeader: Labels
    /// The fields that the header rows give, from the outermost to the innermost.
    public let headerFields: [String]
    /// The field that the cell itself gives.
    public let valueField: String
    /// Labels of a row that ends the matrix.
    public let end: Labels
}

/// A form repeated.
public struct BlocksLayout: Sendable {
    /// The block's heading, with `{n}` for its number.
    public let start: Labels
    /// The field that takes the block's number.
    public let numberField: String?
    /// The fields of each block.
    public let fields: [FormField]
}
