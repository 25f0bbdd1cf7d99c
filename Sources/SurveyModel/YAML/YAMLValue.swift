/// YAML as a person would write a definition: short mappings in braces on one line, longer ones below each other, quotes where they are needed,
/// comments above what they are about. What it writes, the loader reads back as the same texts.
public indirect enum YAMLValue: Sendable, Hashable {
    /// Text, in quotes where YAML or a reader of it would take it for something else.
    case text(String)
    /// A word, number or date of the format itself, written as it is.
    case word(String)
    /// A regular expression, between single quotes, in which a backslash is a backslash.
    case pattern(String)
    /// A list; on one line where it fits, and where its items are no mappings in block form.
    case list([YAMLValue])
    /// A list whose items always stand below each other.
    case rows([YAMLValue])
    /// A mapping; in braces on one line where it fits.
    case mapping([Entry])
    /// A mapping whose keys always stand below each other.
    case block([Entry])

    /// A key with its value.
    public struct Entry: Sendable, Hashable {
        /// The key.
        public let key: String
        /// The value.
        public let value: YAMLValue
        /// Comments: a single short one stands behind the value, others above the key.
        public var comments: [String]
        /// Whether a blank line stands above.
        public var isSpaced: Bool

        /// A key with its value.
        public init(_ key: String, _ value: YAMLValue, comments: [String] = [], isSpaced: Bool = false) {
            self.key = key
            self.value = value
            self.comments = comments
            self.isSpaced = isSpaced
        }
    }

    /// Lines are broken where they would be longer.
    private static let width = 118

    /// The whole document, which is a mapping, with a line feed at its end.
    public var document: String {
        lines(indent: 0).map { "\($0)\n" }.joined()
    }

    // MARK: - Scalars

    /// A text as it stands in YAML.
    public static func quoted(_ text: String) -> String {
        isPlain(text) ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    /// Whether a text can stand without quotes, in braces too, and is taken for text by every reader.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first.isNumber, text.last != " " else { return false }
        let signs = " _-./()'’“”«»–—%+=°€£"
        guard
            text.unicodeScalars.allSatisfy({
                $0.properties.generalCategory.isLetterOrDigit || signs.unicodeScalars.contains($0)
            })
        else { return false }
        // YAML 1.1 reads these as truth values or nothing, and digits as numbers, dates or times.
        let words = ["yes", "no", "true", "false", "on", "off", "y", "n", "null"]
        if words.contains(text.lowercased()) { return false }
        let isNumeric = text.unicodeScalars.allSatisfy {
            "0123456789.-+_eExXoOabcdefABCDEF".unicodeScalars.contains($0)
        }
        return !(first.isNumber && isNumeric)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        let isUnseen = scalar.value != 0x20 && !scalar.properties.generalCategory.isVisible
        guard isUnseen else { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
    }

    // MARK: - Lines

    /// The value on one line; nil where it is a block or has comments.
    private var flow: String? {
        switch self {
        case .text(let text): return Self.quoted(text)
        case .word(let word): return word
        case .pattern(let pattern):
            let hasControls = pattern.unicodeScalars.contains { $0.properties.generalCategory == .control }
            return hasControls
                ? Self.quoted(pattern)
                : "'" + pattern.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        case .list(let items):
            let parts = items.compactMap(\.flow)
            return parts.count == items.count ? "[\(parts.joined(separator: ", "))]" : nil
        case .mapping(let entries):
            let parts = entries.compactMap { entry in
                entry.comments.isEmpty ? entry.value.flow.map { "\(Self.quoted(entry.key)): \($0)" } : nil
            }
            return parts.count == entries.count ? "{\(parts.joined(separator: ", "))}" : nil
        case .block, .rows: return nil
        }
    }

    /// The lines of a mapping or list in block form.
    private func lines(indent: Int) -> [String] {
        switch self {
        case .mapping(let entries), .block(let entries): entries.flatMap { $0.lines(indent: indent) }
        case .list(let items), .rows(let items): items.flatMap { $0.item(indent: indent) }
        case .text, .word, .pattern: [Self.spaces(indent) + (flow ?? "")]
        }
    }

    /// The lines of an item of a list.
    private func item(indent: Int) -> [String] {
        if let flow, flow.count + indent + 2 <= Self.width || !isCollection {
            return ["\(Self.spaces(indent))- \(flow)"]
        }
        var lines = lines(indent: indent + 2)
        // Comments about the first key stand above the item.
        guard let first = lines.firstIndex(where: { !$0.drop { $0 == " " }.hasPrefix("#") }) else { return lines }
        lines[first] = "\(Self.spaces(indent))- \(lines[first].dropFirst(indent + 2))"
        return lines.enumerated().map { $0 < first ? String($1.dropFirst(2)) : $1 }
    }

    private var isCollection: Bool {
        switch self {
        case .text, .word, .pattern: false
        case .list, .rows, .mapping, .block: true
        }
    }

    fileprivate static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    fileprivate static func entryLines(_ entry: Entry, indent: Int) -> [String] {
        let key = "\(spaces(indent))\(quoted(entry.key)):"
        if let flow = entry.value.flow, key.count + 1 + flow.count <= width || !entry.value.isCollection {
            let line = "\(key) \(flow)"
            let comments = comments(entry.comments, indent: indent)
            guard comments.count == 1, let only = comments.first else { return comments + [line] }
            let comment = "  " + only.drop { $0 == " " }
            return line.count + comment.count <= width ? [line + comment] : [only, line]
        }
        return comments(entry.comments, indent: indent) + [key] + entry.value.lines(indent: indent + 2)
    }

    /// Comments as lines, broken between words.
    public static func comments(_ texts: [String], indent: Int) -> [String] {
        texts.flatMap { text -> [String] in
            var lines: [String] = []
            var line = "\(spaces(indent))#"
            for word in text.split(whereSeparator: { $0.isWhitespace }) {
                if line.count + 1 + word.count > width, line.count > indent + 1 {
                    lines.append(line)
                    line = "\(spaces(indent))#  "
                }
                line += " \(word.filter { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory.isVisible } })"
            }
            return lines + [line]
        }
    }
}

extension YAMLValue.Entry {
    fileprivate func lines(indent: Int) -> [String] {
        (isSpaced ? [""] : []) + YAMLValue.entryLines(self, indent: indent)
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Whether YAML allows the character in a text as it is, and a reader sees it.
    fileprivate var isVisible: Bool {
        switch self {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: true
        }
    }
}
