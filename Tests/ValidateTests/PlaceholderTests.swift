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
        #expect(RuleCompiler.placeholders(in: sentence) == names)
    }
}
