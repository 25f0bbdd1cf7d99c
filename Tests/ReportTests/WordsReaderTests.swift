import Foundation
import Testing

@testable import Report

@Suite("Reading the files of the report's words")
struct WordsReaderTests {
    private func words(_ json: String) -> [String: String]? {
        var reader = WordsReader(json)
        return reader.words()
    }

    @Test("the words of each language are those that a decoder of any JSON finds", arguments: ReportResources.languages)
    func shipped(language: String) throws {
        let json = try ReportResources.content("strings.\(language).json")
        let decoded = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        #expect(words(json) == decoded)
    }

    @Test("what it does not know is left to others, and never half read")
    func others() {
        #expect(words(#" { "a" : "é" , "b": "" } "#) == ["a": "é", "b": ""])
        for json in [
            "", "{", "{}", "[]", #"{"a"}"#, #"{"a": 1}"#, #"{"a": {"b": "c"}}"#, #"{"a": "b\n"}"#, #"{"a": "b",}"#,
            #"{"a": "b"} {}"#, #"{"a": "b", "a": "c"}"#, #"{"a": "b"#, "{\"a\": \"b\nc\"}",
        ] {
            #expect(words(json) == nil, "\(json)")
        }
    }
}
