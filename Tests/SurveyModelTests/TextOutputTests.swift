import Foundation
import SurveyModel
import Testing

@Suite("CSV text")
struct CSVTextTests {
    private func line(_ fields: [String]) -> String {
        var text = CSVText()
        text.append(fields)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test(
        "a field is quoted only where it must be",
        arguments: [
            (["plain", "two words"], "plain,two words\n"), (["a,b"], "\"a,b\"\n"),
            (["say \"yes\""], "\"say \"\"yes\"\"\"\n"), (["two\nlines"], "\"two\nlines\"\n"),
            (["car\rriage"], "\"car\rriage\"\n"), (["", ""], ",\n"), (["a;b", "é\u{2028}"], "a;b,é\u{2028}\n"),
            (["\""], "\"\"\"\"\n"), ([" x "], " x \n"),
        ])
    func quoting(_ fields: [String], _ expected: String) {
        #expect(line(fields) == expected)
    }

    @Test("rows end with LF alone")
    func rows() {
        var text = CSVText()
        text.append(["a", "b"])
        text.append(["1", "2"])
        #expect(text.bytes == Array("a,b\n1,2\n".utf8))
    }
}

@Suite("JSON text")
struct JSONTextTests {
    @Test(
        "what JSON or HTML would take for its own is escaped",
        arguments: [
            ("plain", "\"plain\""), ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("\n\r\t", "\"\\n\\r\\t\""),
            ("</script>", "\"\\u003c/script>\""),
            ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\\u007f\""), ("\u{2028}\u{2029}", "\"\\u2028\\u2029\""),
            ("é 🙂", "\"é 🙂\""),
        ])
    func escaping(_ text: String, _ expected: String) {
        #expect(JSONText.quoted(text) == expected)
    }

    @Test("every character reads back as it was")
    func roundTrip() throws {
        let scalars = (0...0x2100).compactMap { Unicode.Scalar(UInt32($0)) } + ["\u{FFFD}", "\u{1F600}", "\u{10FFFF}"]
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        let read = try JSONDecoder().decode([String].self, from: Data("[\(JSONText.quoted(text))]".utf8))
        #expect(read.first.map { Array($0.unicodeScalars) } == scalars)
    }
}
