/// A line of a text file in which all stands in one field, in quotation marks: what a spreadsheet program writes that has not split the lines when it
/// opened the file. It quotes those alone in which there is a quotation mark, or its own delimiter; then the fields are in that one.
struct WrappedLine {
    /// The number of fields in it.
    private(set) var fields = 1
    /// How many of them are quoted in their turn, and close as they should.
    private(set) var quotedFields = 0
    /// Whether it is one line, of which all quotes are in pairs.
    private(set) var isWhole = true
    /// Whether a blank stands behind a delimiter, as it does in prose.
    private(set) var isSpaced = false
    /// Whether there is what a program quotes a text for, other than the delimiter.
    private(set) var hasReason = false

    /// - Parameter text: the field's text, in which quotes are no longer doubled.
    init(_ text: [UInt8], delimiter: UInt8, quote: UInt8) {
        var isQuoted = false
        var isClosed = false
        // The first field begins as if behind a delimiter.
        var previous = delimiter
        for byte in text where isWhole {
            defer { previous = byte }
            if byte == quote { hasReason = true }
            if isQuoted {
                isClosed = byte == quote
                isQuoted = !isClosed
            } else if isClosed, byte == quote {
                // The second of a pair.
                isClosed = false
                isQuoted = true
            } else if byte == delimiter {
                if isClosed { quotedFields += 1 }
                isClosed = false
                fields += 1
            } else if isClosed || byte == 0x0A || byte == 0x0D {
                isWhole = false
            } else if byte == quote, previous == delimiter {
                isQuoted = true
            } else {
                if byte == 0x20, previous == delimiter, fields > 1 { isSpaced = true }
                if CSVDetector.delimiters.contains(byte) { hasReason = true }
            }
        }
        if isClosed { quotedFields += 1 }
        if isQuoted { isWhole = false }
    }

    /// Whether it is a row of a table of so many columns, and no text. Of two columns, a text with a comma in it is like one but for fields that are
    /// quoted in their turn.
    func isRow(ofColumns columns: Int) -> Bool {
        guard isWhole, !isSpaced, hasReason, fields > 1 else { return false }
        return abs(fields - columns) <= QuotedLines.slack(columns) && (columns > 2 || quotedFields > 0)
    }

    /// Whether it has just the fields of a row of so many columns, be there no reason to quote it.
    func isLikeRow(ofColumns columns: Int) -> Bool { isWhole && !isSpaced && columns > 2 && fields == columns }

    /// Whether lines that are like rows are some, though there is no reason to quote them: most of the file's lines are so written, or one is that has a
    /// reason. A single list of as many things as the table has columns is a text.
    static func areQuotedAnyway(_ lines: [WrappedLine], of count: Int, columns: Int) -> Bool {
        lines.contains { $0.isRow(ofColumns: columns) }
            || lines.count { $0.isLikeRow(ofColumns: columns) } * 2 > count
    }

    /// Whether these lines are rows, all of them like each other: as many as the file has.
    static func areRows(_ lines: [WrappedLine], of count: Int) -> Bool {
        guard let first = lines.first, lines.count == count, count > 1 else { return false }
        return lines.allSatisfy { $0.isWhole && !$0.isSpaced && $0.fields == first.fields }
            && (first.fields > 2 || lines.contains { $0.quotedFields > 0 })
    }
}
