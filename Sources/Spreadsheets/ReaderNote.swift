/// Something odd that the reader met and read all the same: what it was, where, and how it was read.
public struct ReaderNote: Sendable, Hashable {
    /// The kinds of oddity. The raw values are stable.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A relationship names a part that is not in the package; it was ignored.
        case danglingRelationship = "package.dangling-relationship"
        /// A part that a workbook should have is absent, and was done without or found elsewhere.
        case missingPart = "package.missing-part"
        /// Bytes before or after the archive were passed over.
        case junkAroundArchive = "package.junk-around-archive"
        /// A chart, dialog or macro sheet, which has no cells, was left out.
        case sheetLeftOut = "workbook.sheet-left-out"
        /// Two worksheets have names that differ in case at most.
        case duplicateSheetName = "workbook.duplicate-sheet-name"
        /// A formula has no stored result; the cell has no value. Saving the file in a spreadsheet program mends it.
        case formulaNotCalculated = "cell.formula-not-calculated"
        /// The cell's content is not what its type says; it was read as text, or as the error that it names.
        case unreadableValue = "cell.unreadable-value"
        /// The cell refers to a shared string that does not exist; its value is an error.
        case missingSharedString = "cell.missing-shared-string"
        /// The cell's address is beyond XFD1048576; the cell was left out.
        case outsideGrid = "cell.outside-grid"
        /// The cell's address cannot be read, or contradicts its row; how it was placed is in the message.
        case addressUnclear = "cell.address-unclear"
        /// A cell occurs twice with one and the same value; it was read once.
        case repeatedCell = "cell.repeated"
        /// Rows do not come in ascending order.
        case rowsOutOfOrder = "sheet.rows-out-of-order"
        /// A number with a date format has no date: negative, or after the year 9999. It stays a number.
        case dateOutOfRange = "cell.date-out-of-range"
        /// Serial 60 of the 1900 system, the 29 February 1900 that never was, was read as 28 February.
        case leapDay1900 = "cell.leap-day-1900"
        /// NUL characters in a text file were left out.
        case nulCharacters = "csv.nul-characters"
        /// A quoted field of a CSV file is not closed before the file ends.
        case unclosedQuote = "csv.unclosed-quote"
        /// A quoted field goes over lines that look like rows of the table, and text follows its closing quote: a quote too many opened it, and
        /// these rows were read as its text.
        case swallowedLines = "csv.swallowed-lines"
        /// A quoted field, closed as it should be, goes over lines with just as many fields as the table's rows.
        case quotedLines = "csv.quoted-lines"
        /// A row was written as one quoted field, and was read as the fields that are in it.
        case wrappedRow = "csv.wrapped-row"
        /// Text stands between a closing quote and the next delimiter, or the quotes in a row that stands in them as a whole are not in pairs; it is one
        /// field.
        case strayQuote = "csv.stray-quote"
        /// The encoding was guessed; nothing in the file declares it.
        case guessedEncoding = "csv.guessed-encoding"
        /// The encoding was guessed, and the text makes little sense by it, or is too short to tell: letters may be wrong.
        case doubtfulEncoding = "csv.doubtful-encoding"
        /// The file says another encoding or delimiter than the one that was given; it was read in its own encoding, and split as given.
        case dialectContradicted = "csv.dialect-contradicted"
        /// Bytes that the encoding does not define were replaced by U+FFFD.
        case undecodableBytes = "csv.undecodable-bytes"
    }

    /// The kind of oddity.
    public let code: Code
    /// What was odd and how it was read, in plain language.
    public let message: String
    /// The worksheet's name, where the oddity is in one.
    public let sheet: String?
    /// The cell's address (`B12`), where the oddity is in one.
    public let cell: String?
    /// How many lines of a text file, behind the one in which a quoted field begins, were read as its text; `nil` where the note is not about
    /// that.
    public let lines: Int?

    init(_ code: Code, _ message: String, sheet: String? = nil, cell: CellAddress? = nil, lines: Int? = nil) {
        self.code = code
        self.message = message
        self.sheet = sheet
        self.cell = cell?.description
        self.lines = lines
    }
}
