import Testing

@testable import Pipeline

@Suite("Lines matched on several threads")
struct CodeLinesTests {
    private func echo(_ threads: Int, remembers: Bool = true) -> CodeLines {
        CodeLines(threads: threads, remembers: remembers) {
            { text, answers in
                answers.append(UInt8(ascii: "<"))
                for place in text.indices { answers.append(text[place]) }
                answers += ">\n".utf8
            }
        }
    }

    @Test("are answered in their order, however many threads there are", arguments: [1, 2, 3, 7])
    func order(threads: Int) {
        // More than a block that one thread would do alone.
        let texts = (0..<5000).map { "line \($0 % 1700) of some length" }
        let lines = Array((texts.joined(separator: "\n") + "\n").utf8)
        let expected = Array(texts.map { "<\($0)>\n" }.joined().utf8)
        #expect(echo(threads).answers(to: lines[...]) == expected)
        #expect(echo(threads, remembers: false).answers(to: lines[...]) == expected)
    }

    @Test(
        "end with LF or CR LF or not at all, and may be empty",
        arguments: [
            ("a\nb\n", "<a>\n<b>\n"), ("a\r\nb\r\n", "<a>\n<b>\n"), ("a\n\nb", "<a>\n<>\n<b>\n"), ("", ""),
            ("\n", "<>\n"), ("é", "<é>\n"),
        ])
    func ends(text: String, answers: String) {
        #expect(String(decoding: echo(2).answers(to: Array(text.utf8)[...]), as: UTF8.self) == answers)
    }

    @Test("are remembered byte for byte: the same letters made of other characters are another text")
    func canonicallyEqual() {
        let composed = "Br\u{E9}sil"
        let decomposed = "Bre\u{301}sil"
        let lines = Array("\(composed)\n\(decomposed)\n\(composed)\n".utf8)
        let expected = Array("<\(composed)>\n<\(decomposed)>\n<\(composed)>\n".utf8)
        #expect(echo(1).answers(to: lines[...]) == expected)
    }

    @Test("are answered alike beyond what is remembered, in number and in length")
    func manyAndLong() {
        let lines = echo(1)
        let texts = (0..<70_000).map { "text \($0)" } + [String(repeating: "long ", count: 200)]
        let input = Array((texts.joined(separator: "\n") + "\n").utf8)
        let expected = Array(texts.map { "<\($0)>\n" }.joined().utf8)
        #expect(lines.answers(to: input[...]) == expected)
        #expect(lines.answers(to: input[...]) == expected)
    }

    @Test("that are no UTF-8 are answered all the same")
    func invalid() {
        #expect(String(decoding: echo(1).answers(to: [0x61, 0xFF, 0x0A]), as: UTF8.self) == "<a\u{FFFD}>\n")
    }
}
