/// What is wrong with a code list, where, and what to do about it.
public struct CodeListError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of fault, for a caller that decides by them.
    public enum Kind: String, Sendable, Hashable {
        /// No list of this name is shipped.
        case unknownList = "unknown-list"
        /// A resource that belongs to the program is missing or cannot be read.
        case unreadable
        /// The list has no `code` column, or a column of an unknown name.
        case badHeader = "bad-header"
        /// A line has more fields than the header, or a quotation that does not end.
        case badLine = "bad-line"
        /// The validity of a code begins or ends at what is no date.
        case badDate = "bad-date"
        /// A code is empty.
        case emptyCode = "empty-code"
        /// A code occurs twice.
        case duplicateCode = "duplicate-code"
        /// A parent is not a code of the list.
        case unknownParent = "unknown-parent"
        /// An item is its own ancestor.
        case cycle
    }

    /// What kind of fault it is.
    public let kind: Kind
    /// The list's id.
    public let list: String
    /// The file, as the caller named it, or nil if the list was not read from one.
    public let file: String?
    /// The line in the file, counted from 1 with the header, or nil.
    public let line: Int?
    /// The code at fault, or nil.
    public let code: String?
    /// The fault in plain words, with what to do.
    public let message: String

    /// Makes an error.
    public init(
        _ kind: Kind, list: String, file: String? = nil, line: Int? = nil, code: String? = nil, message: String
    ) {
        self.kind = kind
        self.list = list
        self.file = file
        self.line = line
        self.code = code
        self.message = message
    }

    /// `file:line: message`, or `code list <id>: message`.
    public var description: String {
        guard let file else { return "code list \(list): \(message)" }
        guard let line else { return "\(file): \(message)" }
        return "\(file):\(line): \(message)"
    }
}
