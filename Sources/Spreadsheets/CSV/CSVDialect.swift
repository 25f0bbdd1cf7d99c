/// How a delimited text file is written.
public struct CSVDialect: Sendable, Hashable {
    /// How a quote inside a quoted field is written.
    public enum QuoteEscape: String, Sendable, Hashable, CaseIterable {
        /// Twice, as in RFC 4180.
        case doubled
        /// After a backslash.
        case backslash
    }

    /// What stands between fields: an ASCII character.
    public var delimiter: Character
    /// What stands around fields with delimiters or line ends in them: an ASCII character, `nil` for none.
    public var quote: Character?
    /// How a quote inside a quoted field is written.
    public var escape: QuoteEscape
    /// The character encoding.
    public var encoding: TextEncoding
    /// Whether blanks may stand between a delimiter and the quote that opens a field.
    public var skipsBlanks: Bool

    /// Makes a dialect; the default is that of RFC 4180 in UTF-8.
    public init(
        delimiter: Character = ",", quote: Character? = "\"", escape: QuoteEscape = .doubled,
        encoding: TextEncoding = .utf8, skipsBlanks: Bool = false
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
        self.encoding = encoding
        self.skipsBlanks = skipsBlanks
    }
}

/// What was found out about a text file, and why.
public struct CSVDetection: Sendable, Hashable {
    /// How lines end.
    public enum LineEnding: String, Sendable, Hashable, CaseIterable {
        /// LF, as on Unix.
        case lf
        /// CR LF, as on Windows.
        case crlf
        /// CR, as on old Macs.
        case cr
        /// More than one kind.
        case mixed
        /// There is one line only.
        case none
    }

    /// The dialect that the file is read by.
    public let dialect: CSVDialect
    /// How sure the dialect is, from 0 to 1; 1 where its delimiter was given.
    public let confidence: Double
    /// What speaks for the dialect, a sentence each.
    public let reasons: [String]
    /// How the lines of the file's beginning end.
    public let lineEnding: LineEnding
    /// Lines above the header that have fewer fields than the table: titles, notes, blank lines.
    public let titleLines: Int
    /// The number of fields that most lines have.
    public let columns: Int
    /// Whether the file begins with a byte order mark.
    public let hasByteOrderMark: Bool
    /// Whether the first line is `sep=;` or the like, which is no row.
    public let hasSeparatorLine: Bool
    /// Whether each line stands in quotes as a whole; it is read as the fields that are in it.
    public let quotesLines: Bool
    /// Whether a line in quotes as a whole is a row also where nothing in it needs them: one is that does, or most of the lines are so written.
    let unwrapsAll: Bool
}
