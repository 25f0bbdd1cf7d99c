import SurveyModel

extension QueryLetter {
    /// Lines of the text are broken here: the width that mail programs leave as it is (RFC 5322, 2.1.1).
    private static let width = 76

    /// `letter.txt`: plain text, UTF-8, LF, lines of at most 76 characters where words allow.
    public func text() -> [UInt8] {
        var blocks = [sender, survey, salutation].filter { !$0.isEmpty }.map { Self.wrapped($0) }
        blocks += opening.map { Self.wrapped($0) }
        blocks += queries.map(block)
        blocks += closing.map { Self.wrapped($0) }
        if !readings.isEmpty { blocks.append(readingsBlock()) }
        blocks += signature.map { Self.wrapped($0) }
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    /// A question: its number, severity and place; the words of the questionnaire; what stands there; what is asked.
    private func block(_ query: Query) -> String {
        let number = "\(query.number). "
        let head = [query.place, catalogue.text("severity.\(query.severity.rawValue)")].filter { !$0.isEmpty }
        let indent = String(repeating: " ", count: number.count)
        var lines = [Self.wrapped(head.joined(separator: " \u{2013} "), indent: indent, first: number)]
        lines.append(Self.wrapped(query.question, indent: indent))
        if !query.seen.isEmpty {
            lines.append(Self.wrapped(catalogue.text("letter.seenIs", ["value": query.seen]), indent: indent))
        }
        lines.append(Self.wrapped(query.request, indent: indent))
        return lines.joined(separator: "\n")
    }

    private func readingsBlock() -> String {
        let lines = readings.map { Self.wrapped(line(of: $0), indent: "  ", first: "- ") }
        return ([Self.wrapped(catalogue.text("letter.readings"))] + lines).joined(separator: "\n")
    }

    /// The text in lines, all of it; characters that steer a terminal or turn the direction of writing are left out.
    static func wrapped(_ text: String, indent: String = "", first: String? = nil) -> String {
        let text = DisplayText.visible(text, limit: .max)
        if let quick = wrappedByBytes(text, indent: indent, first: first ?? indent) { return quick }
        var lines: [String] = []
        var line = first ?? indent
        var isEmpty = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return (lines + [line]).joined(separator: "\n")
    }

    /// The same of a text whose bytes tell its characters, as nearly all do; nil of another.
    private static func wrappedByBytes(_ text: String, indent: String, first: String) -> String? {
        guard text.utf8.isOfPlainCharacters, indent.utf8.isOfPlainCharacters, first.utf8.isOfPlainCharacters else {
            return nil
        }
        var result = Array(first.utf8)
        var length = first.utf8.count(where: \.beginsCharacter)
        var isEmpty = true
        for word in text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }) {
            let characters = word.count(where: \.beginsCharacter)
            if !isEmpty, length + 1 + characters > width {
                result.append(UInt8(ascii: "\n"))
                result += indent.utf8
                length = indent.utf8.count(where: \.beginsCharacter)
                isEmpty = true
            }
            if !isEmpty {
                result.append(UInt8(ascii: " "))
                length += 1
            }
            result += word
            length += characters
            isEmpty = false
        }
        return String(decoding: result, as: UTF8.self)
    }
}
