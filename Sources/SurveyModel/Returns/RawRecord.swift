/// What stands in a cell, before anything is made of it.
public enum RawValue: Sendable, Hashable, Codable {
    /// Text as typed, white space and all.
    case text(String)
    /// A number; `isPercent` where the cell shows it as a percentage.
    case number(Double, isPercent: Bool)
    /// A truth value.
    case boolean(Bool)
    /// A date, date-time or time in ISO 8601; or a length of time in hours, minutes and seconds, such as `36:00:00`.
    case date(String)
    /// An error value, such as `#REF!`.
    case error(String)
    /// The marked ones of a group of columns.
    case marks([Mark])
    /// The answers in several cells to one question.
    case parts([Part])

    /// The answer in one of several cells.
    public struct Part: Sendable, Hashable, Codable {
        /// What was typed there.
        public let text: String
        /// Where.
        public let origin: Origin

        /// An answer typed as `text` at `origin`.
        public init(text: String, origin: Origin) {
            self.text = text
            self.origin = origin
        }
    }

    /// A mark in one of a group of columns.
    public struct Mark: Sendable, Hashable, Codable {
        /// The code that the column stands for.
        public let code: String
        /// What was typed there.
        public let text: String
        /// Where.
        public let origin: Origin

        /// A mark typed as `text` at `origin`.
        public init(code: String, text: String, origin: Origin) {
            self.code = code
            self.text = text
            self.origin = origin
        }
    }

    /// What was typed in each cell that the value is made of.
    ///
    /// - Parameter origin: the cell of a value that stands in one.
    public func cells(at origin: Origin) -> [(origin: Origin, text: String)] {
        switch self {
        case .marks(let marks): marks.map { ($0.origin, $0.text) }
        case .parts(let parts): parts.map { ($0.origin, $0.text) }
        case .text, .number, .boolean, .date, .error: [(origin, text)]
        }
    }

    /// The value as typed, in the form that `canvass cells` prints, a length of time as its sheet shows it; marks are joined by a space, parts by
    /// line breaks.
    public var text: String {
        switch self {
        case .text(let text): text
        case .number(let number, _): Value.shortest(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .date(let date): date
        case .error(let error): error
        case .marks(let marks): marks.map(\.text).joined(separator: " ")
        case .parts(let parts): parts.map(\.text).joined(separator: "\n")
        }
    }
}

/// A value of a field as it stands in a return.
public struct RawEntry: Sendable, Hashable {
    /// What stands there.
    public let value: RawValue
    /// Where.
    public let origin: Origin
    /// The part of the cell's text that is the answer, where that is not all of it: the `3` of "Practice 3".
    public var part: String?
    /// What the sheet shows of a number with zeros in front, such as `007` of a 7: it counts where a text or a code is asked for; or with words or signs
    /// beside it, such as `5.2 Mio. kr.` of a 5.2: it is told where a number is asked for. Nil where the sheet shows no more than the number.
    public var shown: String?
    /// Whether the answer stands elsewhere than the field's ``FieldPlace`` tells, so that its cell must be written down by itself.
    public var isMoved = false

    /// A value at its place.
    public init(value: RawValue, origin: Origin) {
        self.value = value
        self.origin = origin
    }
}

/// A record as it stands in a return: for each field of its table, in the table's order, what was found.
public struct RawRecord: Sendable {
    /// The table's name.
    public let table: String
    /// The layout that found it.
    public let layout: String
    /// The record's first cell.
    public let anchor: Origin
    /// Entries by the field's index in the table; nil where nothing stands.
    public let entries: [RawEntry?]
    /// What stands over a field, by its index in the table, in the record's own block or repeated table; where one heading is for all
    /// records of a layout, its ``FieldPlace`` has it.
    public let headings: [Int: Heading]

    /// A record with its entries in the order of the table's fields.
    public init(
        table: String, layout: String, anchor: Origin, entries: [RawEntry?], headings: [Int: Heading] = [:]
    ) {
        self.table = table
        self.layout = layout
        self.anchor = anchor
        self.entries = entries
        self.headings = headings
    }
}

/// Where a field of a return stands: the column of a table, the cell of a form, the axis of a matrix.
///
/// A field has one place in a sheet. In tables that stand otherwise than the first of their sheet some records have another.
public struct FieldPlace: Sendable, Hashable, Codable {
    /// By what a field was found: the rungs of a ladder, from the surest down.
    public enum Rung: String, Sendable, Hashable, Codable, CaseIterable {
        /// A defined name, or an Excel table.
        case name
        /// A tag in a cell.
        case tag
        /// A label, or the labels of a header.
        case label
        /// The place that the template has it at.
        case position
    }

    /// The table's name.
    public let table: String
    /// The field's name.
    public let field: String
    /// The sheet.
    public let sheet: String
    /// Column letters, or a span such as `F:H`; empty where each record has a column of its own.
    public let column: String
    /// The row's number; `+n`: n rows below a record's anchor, `-n`: above it; empty: the row of the record's anchor.
    public let row: String
    /// The layout's name.
    public let layout: String
    /// What stands over the column or beside the answer, where one heading is for all of the field's values there.
    public let heading: Heading?
    /// By what it was found.
    public let rung: Rung
    /// The numbers of the records that have the field here and not where all others of the sheet do; nil for the place of these others.
    ///
    /// Where ``column`` and ``row`` are empty, they do not have it in a cell that is known: their table lacks the column.
    public let records: ClosedRange<Int>?

    /// A field's place.
    public init(
        table: String, field: String, sheet: String, column: String, row: String, layout: String,
        heading: Heading? = nil, rung: Rung = .label, records: ClosedRange<Int>? = nil
    ) {
        self.table = table
        self.field = field
        self.sheet = sheet
        self.column = column
        self.row = row
        self.layout = layout
        self.heading = heading
        self.rung = rung
        self.records = records
    }
}

/// The words over a column, or a question's label, as the return has them.
public struct Heading: Sendable, Hashable, Codable {
    /// From the outermost level, such as a group's words, to the innermost.
    public let levels: [String]
    /// The cell of the innermost.
    public let cell: String

    /// A heading with its innermost words in `cell`.
    public init(levels: [String], cell: String) {
        self.levels = levels
        self.cell = cell
    }
}

/// How many answers a layout offers in a return, and how many were given.
public struct AnswerCount: Sendable, Hashable, Codable {
    /// Cells for answers.
    public var asked: Int
    /// Those with something in them.
    public var given: Int

    /// A count.
    public init(asked: Int, given: Int) {
        self.asked = asked
        self.given = given
    }

    /// Adds another count.
    public mutating func add(_ other: AnswerCount) {
        asked += other.asked
        given += other.given
    }
}

/// The spellings under which a code may stand in a header: its code, labels in all languages, and other names.
public struct CodeSpellings: Sendable, Hashable {
    /// The code.
    public let code: String
    /// Its spellings.
    public let spellings: [String]

    /// A code's spellings.
    public init(code: String, spellings: [String]) {
        self.code = code
        self.spellings = spellings
    }
}
