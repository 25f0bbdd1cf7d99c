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

    @Test(
        "of thousands that begin with one another each is found by its own beginning",
        arguments: [1, 2, 3, 700, 1999, 2000])
    func nested(_ length: Int) {
        let texts = AnswerTexts((1...2000).map { String(repeating: "a", count: $0) } + ["ab"])
        let sentence = String(repeating: "a", count: length) + "c"
        #expect(texts.ranges(in: sentence).map { sentence[$0].count } == [length])
    }

    @Test(
        "down a long chain of texts that begin with one another few are looked at",
        arguments: [0, 1, 2, 2500, 4998, 4999, 5000])
    func leaps(_ common: Int) {
        let texts = AnswerTexts((1...5000).map { String(repeating: "a", count: $0) })
        var looks = 0
        let found = texts.longest(downFrom: 4999) {
            looks += 1
            return $0 <= common
        }
        // Two questions for each step; three steps for each halving are more than a skew-binary chain needs.
        #expect(found == (common == 0 ? nil : common) && looks <= 2 * 3 * 13)
    }
}
