import SurveyModel
import Testing

@testable import Validate

@Suite("The placeholders of a sentence")
struct PlaceholderTests {
    @Test(
        "a name stands between two braces, with no other between them",
        arguments: [
            ("no name", []), ("{a} of {b_label}", ["a", "b_label"]), ("{} is empty", [""]), ("{a {b}} c}", ["b"]),
            ("} {a", []), ("{a\nb}", ["a\nb"]), ("{é}", ["é"]),
        ] as [(String, [String])])
    func names(_ sentence: String, _ names: [String]) {
        #expect(SentenceFilling.placeholders(in: sentence).map { String(sentence[$0]) } == names)
    }

    @Test(
        "what is filled is what stands between two braces, with no other between them; what nothing fills stays",
        arguments: [
            ("{b} of {c}{b}", "B of {c}B"), ("{a {b}} c}", "{a B} c}"), ("} {b", "} {b"), ("no name", "no name"),
        ])
    func filled(_ sentence: String, _ filled: String) {
        let filling = SentenceFilling(table: nil, record: nil, values: ["b": .text("B")], records: nil)
        #expect(filling.filled(LocalizedText(["en": sentence])).text(in: "en") == filled)
    }
}
