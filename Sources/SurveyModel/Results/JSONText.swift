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

    /// Appends a text in quotation marks, escaped as by ``quoted(_:)``; both are UTF-8.
    public static func appendQuoted(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if isPlain[Int(byte)] {
                output.append(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x0A: output += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: output += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: output += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0xE2 where index + 1 < text.count && text[index] == 0x80 && text[index + 1] & 0xFE == 0xA8:
                appendEscape(text[index + 1] == 0xA8 ? 0x2028 : 0x2029, to: &output)
                index += 2
            case 0xE2: output.append(byte)
            default: appendEscape(UInt16(byte), to: &output)
            }
        }
        output.append(UInt8(ascii: "\""))
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
