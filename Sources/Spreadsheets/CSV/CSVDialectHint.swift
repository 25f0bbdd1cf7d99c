/// What is known of a delimited text file before it is read; the rest is found out.
public struct CSVDialectHint: Sendable, Hashable {
    /// What stands around fields with delimiters or line ends in them.
    public enum Quoting: Sendable, Hashable {
        /// Nothing does: each quotation mark is text.
        case none
        /// An ASCII character.
        case mark(Character)
    }

    /// What stands between fields, where it is known: an ASCII character. It outweighs a first line `sep=;`.
    public var delimiter: Character?
    /// What stands around fields, where it is known.
    public var quoting: Quoting?
    /// How a quote inside a quoted field is written, where it is known.
    public var escape: CSVDialect.QuoteEscape?
    /// The character encoding, where it is known. A byte order mark outweighs it, and so does a file of which all characters beyond ASCII are valid
    /// UTF-8; that is noted.
    public var encoding: TextEncoding?
    /// Whether blanks may stand between a delimiter and the quote that opens a field, where it is known.
    public var skipsBlanks: Bool?

    /// A hint; what is not given is found out.
    public init(
        delimiter: Character? = nil, quoting: Quoting? = nil, escape: CSVDialect.QuoteEscape? = nil,
        encoding: TextEncoding? = nil, skipsBlanks: Bool? = nil
    ) {
        self.delimiter = delimiter
        self.quoting = quoting
        self.escape = escape
        self.encoding = encoding
        self.skipsBlanks = skipsBlanks
    }

    /// A hint that leaves nothing to be found out.
    public init(_ dialect: CSVDialect) {
        self.init(
            delimiter: dialect.delimiter, quoting: dialect.quote.map { .mark($0) } ?? Quoting.none,
            escape: dialect.escape, encoding: dialect.encoding, skipsBlanks: dialect.skipsBlanks)
    }

    /// The names of what is given of the form, without the encoding.
    var given: [String] {
        var names: [String] = []
        if delimiter != nil { names.append("delimiter") }
        if quoting != nil { names.append("quote") }
        if escape != nil { names.append("escape") }
        return names
    }
}
