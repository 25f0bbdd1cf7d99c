/// Finds out whether blanks stand between the delimiters and the quotes of a text: `A2, "Mull, old", wood`.
enum BlanksBeforeQuotes {
    /// Whether fields that open with a quote behind blanks, more than one, close on the same line with one before a delimiter or line end, as quoted
    /// fields do. What is in fields that are quoted as they should be does not count.
    static func stand(in text: [UInt8], _ delimiter: Character, _ quote: Character?) -> Bool {
        guard let delimiter = delimiter.asciiValue, let quote = quote?.asciiValue,
            zip(text, text.dropFirst()).contains(where: { $0 == 0x20 && $1 == quote })
        else { return false }
        var opened = 0
        var closed = 0
        var index = 0
        while index < text.count {
            let start = index
            while index < text.count, text[index] == 0x20 { index += 1 }
            if index < text.count, text[index] == quote {
                let isSpaced = index > start
                let end = closing(text, index + 1, quote, isOneLine: isSpaced)
                let isClosed = end.map { $0 == text.count || isEdge(text[$0], delimiter) } ?? false
                if isSpaced {
                    opened += 1
                    if isClosed { closed += 1 }
                }
                // One that is not closed is a quote in a text.
                index = end ?? (isSpaced ? index + 1 : text.count)
            }
            while index < text.count, !isEdge(text[index], delimiter) { index += 1 }
            index += 1
        }
        return closed > 1 && (opened - closed) * 10 <= opened
    }

    /// The place behind the closing quote; nil where there is none.
    private static func closing(_ text: [UInt8], _ start: Int, _ quote: UInt8, isOneLine: Bool) -> Int? {
        var index = start
        while index < text.count {
            if text[index] == quote {
                guard index + 1 < text.count, text[index + 1] == quote else { return index + 1 }
                index += 1
            } else if isOneLine, text[index] == 0x0A || text[index] == 0x0D {
                return nil
            }
            index += 1
        }
        return nil
    }

    private static func isEdge(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
        byte == delimiter || byte == 0x0A || byte == 0x0D
    }
}
