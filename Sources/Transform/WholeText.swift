package import CodeLists

/// Texts of which a run reads nothing but the whole, since no sign, digit or word in them can part answers, or join a code and its label.
///
/// Told by their bytes, for those who match by the million.
package enum WholeText {
    /// Whether what the matcher has found tells all.
    ///
    /// - Parameters:
    ///   - text: well-formed UTF-8.
    ///   - found: what the matcher makes of it.
    ///   - language: the language of the text.
    package static func isAll(_ text: Span<UInt8>, _ found: ItemMatch, language: String) -> Bool {
        switch found.method {
        case .alias, .code, .label: true
        case .normalised, .transliterated: !hasPartingSign(text)
        case .tokens, .editDistance, nil: isPlain(text) && language != "nl"
        }
    }

    /// Whether a byte is a sign that parts answers, or may be one of a longer sign.
    static func isPartingSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: ":"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "&"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "="),
            UInt8(ascii: ">"), 0x0A, 0xC2, 0xD8, 0xE2, 0xE3, 0xEF:
            true
        default: false
        }
    }

    private static func hasPartingSign(_ text: Span<UInt8>) -> Bool {
        for place in 0..<text.count where isPartingSign(text[place]) { return true }
        return false
    }

    /// Whether a text is made of letters of ASCII and spaces, without a word that joins, parts, takes back or hedges.
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        var word: UInt64 = 0
        var length = 0
        // Two or three capitals may be a code beside its label: "SE Sweden".
        var capitals = 0
        var isFirst = true
        for place in 0..<text.count {
            let byte = text[place]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "'"):
                word = word << 8 | UInt64(byte | 0x20)
                length += 1
                if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { capitals += 1 }
            case UInt8(ascii: " "):
                if isTelling(word, length, isFirst: isFirst) || isCode(length, capitals) { return false }
                if length > 0 { isFirst = false }
                word = 0
                length = 0
                capitals = 0
            default: return false
            }
        }
        return !isTelling(word, length, isFirst: isFirst) && !isCode(length, capitals)
    }

    private static func isCode(_ length: Int, _ capitals: Int) -> Bool {
        (2...3).contains(length) && capitals == length
    }

    /// Whether a word joins, parts, takes back or hedges, or may. Of those with more than eight letters all hedge, at the beginning.
    private static func isTelling(_ word: UInt64, _ length: Int, isFirst: Bool) -> Bool {
        length > 8 ? isFirst : telling.contains(word)
    }

    /// The words of up to eight bytes, each as one number.
    private static let telling: Set<UInt64> = {
        let words = LinkWords.all.union(CodeWithLabel.firstWordsOfHedges)
        return Set(words.filter { $0.utf8.count <= 8 }.map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } })
    }()
}
