/// How texts stand in unit files: systemd.syntax(7), systemd.unit(5) on specifiers, systemd.service(5) on command lines.
enum UnitQuoting {
    /// A word of a list, such as a path of `ReadWritePaths=`: quoted, with `%` doubled, since `%h` and its like would be replaced.
    static func word(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%"))\""
    }

    /// A word of a command line, in which `$` names variables as well.
    static func argument(_ text: String) -> String { word(text).replacing("$", with: "$$") }

    /// The program of a command line, in which variables have no place.
    static func program(_ text: String) -> String { word(text) }

    /// A value that takes the rest of the line as it is, such as `WorkingDirectory=`.
    static func line(_ text: String) -> String { text.replacing("%", with: "%%") }

    /// The text that stands as such a value.
    static func text(ofLine line: String) -> String { line.replacing("%%", with: "%") }

    /// A word for the shell: in single quotes.
    static func shell(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }

    /// The text of the word in single quotes with which a command begins; nil where it begins with none.
    static func text(ofShell command: Substring) -> String? {
        guard command.first == "'" else { return nil }
        var parts: [Substring] = []
        var rest = command.dropFirst()
        while let end = rest.firstIndex(of: "'") {
            parts.append(rest[..<end])
            rest = rest[end...]
            let quote = "'\\''"
            guard rest.hasPrefix(quote) else { return parts.joined(separator: "'") }
            rest = rest.dropFirst(quote.count)
        }
        return nil
    }

    /// A word for the shell, in quotes only where it needs them: as a person would type it.
    static func shellWord(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }
        return isPlain && !text.isEmpty ? text : shell(text)
    }
}
