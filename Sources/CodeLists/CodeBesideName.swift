/// A code in capitals beside a country's name: "SI Slovakia", "DE (Denmark)".
extension NameMatcher {
    /// What was found, unless the text begins or ends with the code of another country, which is none of the name: then both are suggested. A
    /// territory may have the code of its state beside it.
    ///
    /// - Parameter text: well-formed UTF-8.
    func unlessContradicted(_ found: Verdict, _ text: UnsafeBufferPointer<UInt8>, _ places: PlaceRules) -> Verdict {
        // Where all is in capitals, a short word is no code: "LA RÉUNION". Beyond the Latin letters, which begin with lesser bytes, it stands out;
        // 0xE2 begins dashes and apostrophes.
        let isMixed = text.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") || $0 >= 0xD0 && $0 != 0xE2 }
        guard let item = found.item, isMixed else { return found }
        for code in [CodeInCapitals(first: text), CodeInCapitals(last: text)] {
            // A name as the list has it may begin with such letters, unless a sign parts them: "FR - Germany".
            guard let code, code.isParted || found.method != .normalised, !CodeForms.shortForms.contains(code.letters),
                let other = codes.item(code.letters), other != item, places.owner[item] != other,
                places.owner[other] != item
            else { continue }
            return .candidates([other, item], confidence: 0.5, refusal: "two countries")
        }
        return found
    }
}

/// Two or three capital letters by themselves at one end of a text.
private struct CodeInCapitals {
    /// The letters, which lie within the text and live as long.
    let letters: UnsafeBufferPointer<UInt8>
    /// Whether more than a space parts them from the rest.
    let isParted: Bool

    init?(first text: UnsafeBufferPointer<UInt8>) {
        guard let end = text.firstIndex(where: { !Self.isCapital($0) }), (2...3).contains(end) else { return nil }
        let rest = text[end...]
        guard let next = rest.firstIndex(where: Self.isWord), next > end else { return nil }
        letters = UnsafeBufferPointer(rebasing: text[..<end])
        isParted = rest[end..<next].contains { $0 != UInt8(ascii: " ") }
    }

    init?(last text: UnsafeBufferPointer<UInt8>) {
        guard let last = text.lastIndex(where: Self.isWord),
            let before = text[...last].lastIndex(where: { !Self.isCapital($0) }), (2...3).contains(last - before),
            let previous = text[..<before].lastIndex(where: Self.isWord), !Self.isWord(text[before])
        else { return nil }
        letters = UnsafeBufferPointer(rebasing: text[(before + 1)...last])
        isParted = text[(previous + 1)...before].contains { $0 != UInt8(ascii: " ") }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }

    /// Whether the byte is of a letter or digit. Beyond ASCII all are taken for such but the first of a dash.
    private static func isWord(_ byte: UInt8) -> Bool { byte.isLetterOrDigit || byte >= 0x80 && byte != 0xE2 }
}
