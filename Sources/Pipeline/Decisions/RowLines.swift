/// The lines of a CSV file on which its rows start: a text with line breaks in it makes a row of several lines.
///
/// A quotation mark opens a text only where a field begins, as the file's reader has it: elsewhere it is one of the text, such as an inch mark.
struct RowLines {
    private enum Place {
        case fieldStart, field, quoted, behindQuote
    }

    /// The line of each row, from 1.
    private(set) var starts = [1]

    init(of bytes: [UInt8], delimiter: Character) {
        let delimiter = delimiter.asciiValue ?? UInt8(ascii: ",")
        let quote = UInt8(ascii: "\"")
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var line = 1
        var place = Place.fieldStart
        for index in text.indices {
            let byte = text[index]
            switch place {
            case .quoted:
                if byte == quote { place = .behindQuote }
                if byte == 0x0A { line += 1 }
            case .fieldStart where byte == quote, .behindQuote where byte == quote: place = .quoted
            case .fieldStart, .field, .behindQuote:
                // Of CR LF the second ends the line.
                let isPair = byte == 0x0D && index + 1 < text.endIndex && text[index + 1] == 0x0A
                if byte == 0x0A || byte == 0x0D, !isPair {
                    line += 1
                    starts.append(line)
                    place = .fieldStart
                } else if byte == delimiter {
                    place = .fieldStart
                } else if !isPair {
                    place = .field
                }
            }
        }
    }
}
