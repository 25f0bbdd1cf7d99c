/// What a definition says of the dialect of its CSV returns; what it does not say is found out in each file.
public struct CSVDefinition: Sendable, Hashable {
    /// What stands around fields with delimiters or line ends in them.
    public enum Quote: Sendable, Hashable {
        /// Nothing.
        case none
        /// An ASCII character.
        case mark(Character)
    }

    /// How a quote inside a quoted field is written.
    public enum Escape: String, Sendable, Hashable, CaseIterable {
        /// Twice, as in RFC 4180.
        case doubled
        /// After a backslash.
        case backslash
    }

    /// The encodings that can be named, by their IANA names in lower case.
    public static let encodings = [
        "utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "iso-8859-15", "macintosh", "windows-1250",
        "windows-1251", "windows-1253", "windows-1254", "windows-1257", "iso-8859-2", "koi8-r", "ibm850", "ibm852",
        "ibm866",
    ]

    /// What stands between fields.
    public let delimiter: Character?
    /// What stands around fields.
    public let quote: Quote?
    /// How a quote inside a quoted field is written.
    public let escape: Escape?
    /// One of ``encodings``.
    public let encoding: String?
}
