/// JSON, written one way everywhere, with members in the order in which they are given: strings as short as RFC 8259 allows, and safe inside an HTML script element.
public enum JSONText {
    /// The text in quotation marks. `<` is escaped, so that `</script>` cannot end an element, as are the line separators U+2028 and U+2029.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "<", "\u{2028}", "\u{2029}", "\u{7F}", "\u{00}"..."\u{1F}": result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// An object on one line; the values are JSON already.
    public static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }

    /// An array on one line; the items are JSON already.
    public static func array(_ items: some Sequence<String>) -> String {
        "[" + items.joined(separator: ", ") + "]"
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
