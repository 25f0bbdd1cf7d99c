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
    /// A pattern that the whole name matches; every sheet whose name does is read.
    public let pattern: Pattern?
    /// The place among the workbook's sheets, from 1.
    public let position: Int?
    /// Any sheet may serve: for CSV files and workbooks with one sheet of data.
    public let isAny: Bool

    /// What the definition calls the sheet, for messages; empty where it gives no name.
    public var called: [String] {
        if let pattern { return [pattern.source] }
        if let position { return ["sheet \(position)"] }
        return names.all
    }
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

/// A cell by row and column, both from 1.
public struct CellPlace: Sendable, Hashable {
    /// The row.
    public let row: Int
    /// The column.
    public let column: Int

    /// Reads an address such as `D5`; nil where the text is none of Excel's grid.
    init?(_ text: String) {
        let letters = text.prefix { $0.isASCII && $0.isLetter }
        let digits = text.dropFirst(letters.count)
        guard (1...3).contains(letters.count), (1...7).contains(digits.count),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let row = Int(digits), row > 0
        else { return nil }
        self.row = row
        column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
        guard row <= 1_048_576, column <= 16_384 else { return nil }
    }
}

/// A label and its answer.
public struct FormField: Sendable {
    /// The field of the table.
    public let field: String
    /// How the question is labelled; numbering, case, punctuation, line breaks and small slips are tolerated.
    public let labels: Labels
    /// Patterns of the label, for questions whose words change.
    public let patterns: LabelPatterns
    /// The text of a cell, mostly hidden, in the answer's row and left of it.
    public let tag: String?
    /// The defined name of the answer's cell.
    public let definedName: String?
    /// Where the template has the answer; it serves where nothing else is found.
    public let address: CellPlace?
    /// Where the answer stands from the label.
    public let answer: AnswerPosition
    /// The number of cells in a row that hold answers to this question.
    public let answers: Int
    /// Whether these cells stand one below the other, not side by side.
    public let answersGoDown: Bool
    /// Where the field stands in the definition.
    public let position: SourcePosition

    /// Whether the label is what it is found by.
    public var hasLabel: Bool { !labels.isEmpty || !patterns.isEmpty }
}

/// One record from labels and answers.
public struct FormLayout: Sendable {
    /// The form's fields in order.
    public let fields: [FormField]
}

/// How the place of a table or matrix in its sheet is told, beside its header.
public struct AreaAnchors: Sendable {
    /// The name of the Excel table.
    public let excelTable: String?
    /// The text of a cell, mostly hidden, at which it starts.
    public let tag: String?
    /// The text of a cell before which it ends.
    public let endTag: String?
    /// Labels of a title that stands above it.
    public let title: Labels
    /// Where the template has the first cell of its header; it serves where nothing else is found.
    public let address: CellPlace?
}

/// Records in rows below a header.
public struct TableLayout: Sendable {
    /// How its place is told, beside its header.
    public let anchors: AreaAnchors
    /// The number of header rows.
    public let headerRows: Int
    /// Whether a row of units stands below the header.
    public let hasUnits: Bool
    /// Labels of a row that ends the table, such as "Total".
    public let end: Labels
    /// The number of blank rows that end the table.
    public let blankRows: Int
    /// Rows that hold no record: instructions, examples, subtotals.
    public let skip: RowMatch
    /// Rows of one text that holds for the rows below.
    public let headings: HeadingRows?
    /// How the table is repeated in the sheet.
    public let repetition: TableRepetition?
    /// The columns in the template's order.
    public let columns: [TableColumn]
}

/// Rows that are known by what they say.
public struct RowMatch: Sendable {
    /// Labels that the row's first text is, or with which it begins.
    public let labels: Labels
    /// Patterns that the row's first text matches.
    public let patterns: LabelPatterns

    /// Whether nothing is asked for.
    public var isEmpty: Bool { labels.isEmpty && patterns.isEmpty }
}

/// Sub-headings of a table.
public struct HeadingRows: Sendable {
    /// The field that a sub-heading gives to the rows below it.
    public let field: String
    /// What it says; where nothing is given, the field's code list tells, or the first column.
    public let match: RowMatch
}

/// A table that stands several times in a sheet, one for each project.
public struct TableRepetition: Sendable {
    /// Whether the next stands beside the first, not below it.
    public let isAcross: Bool
    /// The heading above each, with `{n}` for its number.
    public let start: Labels
    /// The field that takes the number.
    public let numberField: String?
    /// Fields that stand as a form above each table and hold for all of its records.
    public let fields: [FormField]
}

/// A column, or a group of columns, of a table.
public struct TableColumn: Sendable {
    /// The field of the table.
    public let field: String
    /// The label above the column.
    public let labels: Labels
    /// Patterns of the label, for columns whose words change.
    public let patterns: LabelPatterns
    /// The label of the group over several columns.
    public let group: Labels
    /// What the row of units says in this column.
    public let unit: Labels
    /// For a group of columns to be marked with an X: the code that each stands for, and its label.
    public let marks: OrderedDictionary<String, Labels>
    /// Filled in before the questionnaire is sent: a row with nothing else holds no record.
    public let isPreprinted: Bool
    /// Whether a sheet without the column is read without a finding.
    public let isOptional: Bool
    /// Where the column stands in the definition.
    public let position: SourcePosition
}

/// Records in cells where rows and columns cross.
public struct MatrixLayout: Sendable {
    /// How its place is told, beside its header.
    public let anchors: AreaAnchors
    /// The fields that a row's labels give, from the outermost to the innermost.
    public let rowFields: [String]
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

extension LayoutDefinition {
    /// The fields of its table that it fills.
    public var fieldNames: [String] {
        switch kind {
        case .form(let form): form.fields.map(\.field)
        case .table(let table):
            table.columns.map(\.field) + [table.headings?.field, table.repetition?.numberField].compactMap(\.self)
                + (table.repetition?.fields ?? []).map(\.field)
        case .matrix(let matrix): matrix.rowFields + matrix.headerFields + [matrix.valueField]
        case .blocks(let blocks): [blocks.numberField].compactMap(\.self) + blocks.fields.map(\.field)
        }
    }
}
