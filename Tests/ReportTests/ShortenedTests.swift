import Testing

@testable import Report

@Suite("Texts in a line of a table")
struct ShortenedTests {
    @Test(
        "white space becomes one blank, of whatever kind it is, and what is short stays",
        arguments: [
            ("", ""), ("a b", "a b"), (" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a\r\nb", "a b"), (" ", ""),
            ("a\u{A0}b", "a b"), ("a\u{3000}b", "a b"), ("caf\u{E9} noir", "caf\u{E9} noir"), ("a \u{301}b", "a b"),
            ("a \u{E0} b", "a \u{E0} b"), ("\u{2019}", "\u{2019}"),
        ])
    func whiteSpace(text: String, line: String) {
        #expect(Array(RespondentWords.shortened(text).utf8) == Array(line.utf8))
    }

    @Test("what is long is cut")
    func long() {
        #expect(RespondentWords.shortened("abcdef", to: 6) == "abcdef")
        #expect(RespondentWords.shortened("abcdefg", to: 6) == "abcdef…")
        #expect(RespondentWords.shortened("éééééé", to: 6) == "éééééé")
    }
}
