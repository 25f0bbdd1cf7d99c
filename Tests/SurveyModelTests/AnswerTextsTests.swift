import Testing

@testable import SurveyModel

@Suite("Texts that are looked for in others")
struct AnswerTextsTests {
    private func found(_ texts: [String], in sentence: String, isCut: Bool = false) -> [String] {
        AnswerTexts(texts).ranges(in: sentence, isCut: isCut, leastCharacters: 4).map { String(sentence[$0]) }
    }

    @Test("of those that begin alike the longest is found, and those that overlap are found together")
    func longest() {
        #expect(found(["abc", "abcdef", "ab"], in: "abcd, abcdefg") == ["abc", "abcdef"])
        #expect(found(["abcdef", "xxabc"], in: "-xxabcdef-") == ["xxabcdef"])
        #expect(found(["abcd"], in: "abcdabcd") == ["abcd", "abcd"])
        #expect(found(["b", "abd"], in: "abc") == ["b"])
        #expect(found([], in: "abc") == [] && found(["abc"], in: "") == [] && found(["abc"], in: "ab") == [])
    }

    @Test("a text is found in another spelling of its accents, and as a whole")
    func accents() {
        #expect(found(["caf\u{E9}"], in: "a cafe\u{301}.").count == 1)
        let texts = AnswerTexts(["caf\u{E9}", "ab"])
        #expect(texts.holds("cafe\u{301}") && texts.holds("ab") && !texts.holds("a") && !texts.holds("abc"))
    }

    @Test("where a sentence is cut a text that may go on behind its end is found by what is there of it")
    func cut() {
        #expect(found(["abcdefgh"], in: "abcdef", isCut: true) == ["abcdef"])
        #expect(found(["abcdefgh"], in: "abcdef").isEmpty && found(["abcdefgh"], in: "abc", isCut: true).isEmpty)
        #expect(found(["abcdefgh", "cd"], in: "-abcdef", isCut: true) == ["abcdef"])
    }
}
