/// Texts in links.
enum URLQuery {
    /// A byte as it stands in a URL where it may not stand itself.
    static func escaped(_ byte: UInt8) -> String { (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true) }

    /// The text percent-encoded, but for the unreserved characters of RFC 3986, and for slashes where it is a path.
    static func encoded(_ text: String, isPath: Bool = false) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "/") where isPath: result += "/"
            default: result += escaped(byte)
            }
        }
        return result
    }
}
