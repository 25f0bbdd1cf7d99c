import Testing

@testable import Extract

/// What a glance at a text's bytes tells is what its letters tell.
@Suite("A glance at a text")
struct TextGlanceTests {
    /// Signs that join with their neighbours, white space of all kinds, signs that look like others.
    private static let signs: [String] = [
        "", " ", "\t", "\n", "\r\n", "\r", "\u{B}", "\u{1C}", "\u{7F}", "\u{85}", "\u{A0}", "\u{2009}", "\u{3000}",
        "a", "Z", "7", "é", "e\u{301}", "\u{301}", "\u{338}", "<", ">", "[", "]", "≮", "\u{600}", "\u{200D}", "你", "א",
        "%", "@", "`", "{", "🇫🇷", "👩‍👩‍👧", "ª", "ⅷ", "＜", "²",
    ]

    private static var texts: [String] {
        signs.flatMap { first in signs.flatMap { second in signs.map { first + second + $0 } } }
    }

    @Test("says what each of its letters says")
    func letters() {
        for text in Self.texts {
            #expect(text.hasMoreThanSpace == text.contains { !$0.isWhitespace }, "\(text.debugDescription)")
            #expect(text.hasLetter == text.contains(where: \.isLetter), "\(text.debugDescription)")
            let bare = text.filter { !$0.isWhitespace }
            let isInBrackets =
                bare.hasPrefix("<") && bare.hasSuffix(">") || bare.hasPrefix("[") && bare.hasSuffix("]")
            #expect(!isInBrackets || text.mayBeInBrackets, "\(text.debugDescription)")
        }
    }
}
