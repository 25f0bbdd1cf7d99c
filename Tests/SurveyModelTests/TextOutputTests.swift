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

    @Test("a mark is seen wherever in a field it stands, and what has neighbouring codes is none")
    func places() {
        for count in 1...20 {
            let plain = String(repeating: "-", count: count) + "!#+" + String(repeating: "é", count: count)
            #expect(line([plain]) == plain + "\n")
            for place in 0..<count {
                for mark in ["\"", ",", "\n", "\r"] {
                    let before = String(repeating: "-", count: place)
                    let after = String(repeating: "!", count: count - place - 1)
                    let written = mark == "\"" ? "\"\"" : mark
                    #expect(line([before + mark + after]) == "\"" + before + written + after + "\"\n")
                }
            }
        }
    }

    @Test(
        "whole numbers are written with all their digits",
        arguments: [0, 7, -7, 10, 99, 100, -1_234_567, Int.max, Int.min])
    func wholeNumbers(_ number: Int) {
        var text = CSVText(isNeutral: true)
        text.add(number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == String(number))
    }

    @Test(
        "numbers are written as values have them",
        arguments: [0, -0.0, 1, -5, 0.5, -0.25, 1e300, 1e-7, 0x1p53, -0x1p53, 9_007_199_254_740_991])
    func numbers(_ number: Double) {
        var text = CSVText(isNeutral: true)
        text.add(number)
        text.add(Value.number(number))
        let shortest = Value.shortest(number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "\(shortest),\(shortest)")
    }

    @Test("addresses of cells are written as cells have them")
    func addresses() {
        var text = CSVText(isNeutral: true)
        let cells = [(12, 28), (1, 1), (1_048_576, 16_384), (0, 0)].map { Origin(sheet: "S", row: $0.0, column: $0.1) }
        for cell in cells { text.add(addressOf: cell) }
        #expect(String(decoding: text.bytes, as: UTF8.self) == cells.map(\.cell).joined(separator: ","))
    }

    @Test("a text in quotation marks has each of its own twice, wherever they stand")
    func quotationMarks() {
        let texts = ["\"", "\"\"", "\"a", "a\"", "a\"b\"\"c", "a,b", ",\"", "a\nb", "é\"é"]
        for field in texts {
            var text = CSVText()
            text.add(field)
            let doubled = field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            #expect(text.bytes == Array("\"\(doubled)\"".utf8))
        }
    }

    @Test("rows end with LF alone")
    func rows() {
        var text = CSVText()
        text.append(["a", "b"])
        text.append(["1", "2"])
        #expect(text.bytes == Array("a,b\n1,2\n".utf8))
    }

    @Test("a field is neutral where that is asked for, and rows are written in the room of others")
    func neutral() {
        var text = CSVText()
        text.append(["=1", "=2"])
        text.add("half a row")
        text.removeAll()
        for field in ["=1", "-5", "'=1", "a"] {
            text.add(neutral: field)
            text.add(field)
        }
        text.endRow()
        #expect(String(decoding: text.bytes, as: UTF8.self) == "'=1,=1,-5,-5,''=1,'=1,a,a\n")
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

    @Test(
        "a text is appended as it is quoted",
        arguments: ["", "“a”\u{2028}b\u{2027}", "\u{2029}", "<\u{0}é\"\\", "a\u{E2}"])
    func appending(_ text: String) {
        var bytes: [UInt8] = [0x20]
        JSONText.appendQuoted(text, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == " " + JSONText.quoted(text))
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

@Suite("JSON that is written member by member")
struct JSONWriterTests {
    private func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("text", "say \"yes\"")
            json.member("number", -5)
            json.member("none", optional: nil)
            json.member("some", optional: "é")
            json.array("list") { json in
                json.text("a")
                json.array { _ in }
                json.object { $0.member("b", 1) }
                json.json("null")
                json.json(Array("[1]".utf8))
            }
            json.object("object") { _ in }
            json.member("last", json: "0")
        }
    }

    @Test("commas stand between what is there, and blanks where they are asked for")
    func form() {
        var json = JSONWriter()
        write(to: &json)
        let compact =
            #"{"text":"say \"yes\"","number":-5,"some":"é","list":["a",[],{"b":1},null,[1]],"object":{},"last":0}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == compact)
        json.removeAll()
        #expect(json.bytes.isEmpty)
        write(to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self) == compact)
        var spaced = JSONWriter(isSpaced: true)
        write(to: &spaced)
        let blanks = String(decoding: spaced.bytes, as: UTF8.self)
        #expect(
            blanks == #"{"text": "say \"yes\"", "number": -5, "some": "é", "#
                + #""list": ["a", [], {"b": 1}, null, [1]], "object": {}, "last": 0}"#)
    }
}
