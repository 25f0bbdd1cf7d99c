import Testing

@testable import CodeLists

@Suite("White space around a text")
struct WhiteSpaceTests {
    @Test(
        "is taken away at both ends, whichever of Unicode's it is, and within the text is left",
        arguments: [
            (" \t\u{85}\u{A0}\u{1680}\u{2003}\u{2028}\u{202F}\u{205F}\u{3000}", "\r\n\u{3000}\u{2029}\u{A0} "),
            ("", "\u{2002}"), ("\u{A0}", ""), ("", ""),
        ])
    func trimmed(before: String, after: String) {
        for text in ["a", "Côte d\u{A0}Ivoire", "\u{E0}", "日本", "မ", "\u{200B}x\u{200B}", "\u{180E}"] {
            #expect((before + text + after).trimmed == text)
        }
        #expect((before + after).trimmed.isEmpty)
    }
}
