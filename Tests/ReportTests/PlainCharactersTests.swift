import Testing

@testable import Report

@Suite("Texts whose bytes tell their characters")
struct PlainCharactersTests {
    static let texts: [String] = [
        "", " ", "word", "  two  words ", "a line\nand another\n", "tab\there",
        String(repeating: "Élève – « ne sait pas »… ", count: 20), String(repeating: "Which of these? ", count: 30),
        String(repeating: "x", count: 200), "a " + String(repeating: "é", count: 75) + " b",
        "\u{2019}s – \u{201C}q\u{201D}",
    ]

    @Test("only characters that stand alone are plain")
    func plain() {
        let values = Array(0..<0x3000) + Array(0xFB00...0xFFFF)
        let wrong = values.compactMap { Unicode.Scalar(UInt32($0)) }.filter { scalar in
            guard "\(scalar)".utf8.isOfPlainCharacters else { return false }
            let isBlank = [0x09, 0x0A, 0x20].contains(scalar.value)
            return "a\(scalar)\(scalar)b".count != 4 || Character(scalar).isWhitespace != isBlank
        }
        #expect(wrong.isEmpty)
    }

    @Test("words are found among others as they are character by character", arguments: texts)
    func found(text: String) {
        for words in ["word", "é", "ne sait pas »", "\u{2019}s", "these? W", "e\u{301}", "\r\n", "of those"] {
            #expect(text.says(words) == text.contains(words))
            #expect("\(text)\u{301}".says(words) == "\(text)\u{301}".contains(words))
        }
    }

    @Test("lines are broken as they are character by character", arguments: texts)
    func wrapped(text: String) {
        // White space beyond ASCII at the end is none of the words, and has the text go the other way.
        let slow = QueryLetter.wrapped(text + "\u{3000}", indent: "   ", first: "1. ")
        #expect(QueryLetter.wrapped(text, indent: "   ", first: "1. ") == slow)
        #expect(QueryLetter.wrapped(text) == QueryLetter.wrapped(text + "\u{3000}"))
    }

    @Test("lines have as many characters as they have", arguments: texts)
    func lengths(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(30)
        #expect(ReviewSheetWriter.lengths(ofLinesIn: text) == lines.map(\.count))
        let many = String(repeating: text + "\n", count: 40)
        #expect(
            ReviewSheetWriter.lengths(ofLinesIn: many)
                == many.split(separator: "\n", omittingEmptySubsequences: false).prefix(30).map(\.count))
    }
}
