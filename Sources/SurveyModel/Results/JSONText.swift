/// JSON, written one way everywhere, with members in the order in which they are given: strings as short as RFC 8259 allows, and safe inside an HTML script element.
public enum JSONText {
    /// The text in quotation marks. `<` is escaped, so that `</script>` cannot end an element, as are the line separators U+2028 and U+2029.
    public static func quoted(_ text: String) -> String {
        if text.utf8.allSatisfy({ isPlain[Int($0)] }) { return "\"" + text + "\"" }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 2)
        appendQuoted(Array(text.utf8).span, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a text in quotation marks, escaped as by ``quoted(_:)``.
    public static func appendQuoted(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendQuoted($0.span, to: &output) }
    }

    /// Appends a text in quotation marks, escaped as by ``quoted(_:)``; both are UTF-8.
    public static func appendQuoted(_ text: Span<UInt8>, to output: inout [UInt8]) {
        let isPlain = isPlain
        output.append(UInt8(ascii: "\""))
        text.withUnsafeBufferPointer { text in
            // What stands as it is goes along in pieces. All of it is in bounds: the indices are the text's own.
            var done = 0
            for index in text.indices where !isPlain[Int(text[index])] {
                let isSeparator = beginsSeparator(text, at: index)
                if text[index] == 0xE2, !isSeparator { continue }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: text[done..<index]))
                if isSeparator {
                    appendEscape(text[index + 2] == 0xA8 ? 0x2028 : 0x2029, to: &output)
                } else {
                    appendEscaped(text[index], to: &output)
                }
                done = index + (isSeparator ? 3 : 1)
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[done...]))
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Whether U+2028 or U+2029 begins at an index.
    private static func beginsSeparator(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        text[index] == 0xE2 && index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8
    }

    private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
        case 0x0A: output += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
        case 0x0D: output += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
        case 0x09: output += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
        default: appendEscape(UInt16(byte), to: &output)
        }
    }

    /// For each of the 256 bytes whether it stands in a string as it is, whatever follows.
    private static let isPlain: [Bool] = (0..<256).map { byte in
        byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x3C && byte != 0x7F && byte != 0xE2
    }

    private static func appendEscape(_ unit: UInt16, to output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        output += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
        for shift in [12, 8, 4, 0] { output.append(digits[Int(unit >> UInt16(shift) & 0xF)]) }
    }

    /// An object on one line; the values are JSON already.
    public static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }

    /// An array on one line; the items are JSON already.
    public static func array(_ items: some Sequence<String>) -> String {
        "[" + items.joined(separator: ", ") + "]"
    }
}
