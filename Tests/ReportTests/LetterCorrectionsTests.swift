import SurveyModel
import Testing

@testable import Report

@Suite("What letters say of answers that a reviewer has corrected")
struct LetterCorrectionsTests {
    /// What is told of an answer in a field of codes.
    private func readings(
        _ field: String, typed: String, _ action: DecisionAction, _ value: String, suggestion: String? = nil,
        language: String = "en"
    ) throws -> [QueryLetter.Reading] {
        let yaml =
            SpecimenResult.yaml.replacing(
                "kind: {type: string, title: {en: Kind}}",
                with: "kind: {type: string, codelist: kinds, title: {en: Kind}}\n"
                    + "      kinds: {type: string, codelist: kinds, many: true, title: {en: Kinds}}"
            ) + "\ncodelists: {kinds: {file: kinds.csv}}\n"
        let definition = try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml")
        let decision = Decision(
            fingerprint: "f1", action: action, seen: typed, value: value, reason: "", reviewer: "R",
            date: try #require(CalendarDay("2026-04-01")))
        let issue = SurveyModel.Issue(
            fingerprint: "f1", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
            finding: Finding(
                rule: "code.unknown", severity: .error, message: .text("m"), table: "people", record: 1, field: field,
                sheet: "People", cell: "B4", value: typed, suggestion: suggestion.map { Message.text($0) }),
            state: action == .accept ? .accepted : .corrected, decision: decision)
        let corrections = LetterCorrections(
            files: LetterFiles([]), definition: definition, catalogue: try Catalogue(language: language))
        let labels = ["06.4": ["en": "Street lighting", "fr": "Éclairage public"], "09": ["en": "Education"]]
        return corrections.readings([issue]) { code, list, language in
            list == "kinds" ? labels[code]?[language] ?? labels[code]?["en"] : nil
        }
    }

    @Test("a code is told by what its list calls it, in the letter's language; another value as it was written")
    func labels() throws {
        let reading = try #require(try readings("kind", typed: "street lamps", .correct, "06.4").first)
        #expect(
            reading.typed == "street lamps" && reading.readAs == "Street lighting" && reading.example == "People!B4")
        let french = try readings("kind", typed: "street lamps", .accept, "06.4", language: "fr")
        #expect(french.map(\.readAs) == ["Éclairage public"])
        #expect(try readings("kind", typed: "x", .correct, "street lighting").map(\.readAs) == ["street lighting"])
        #expect(try readings("number", typed: "x", .correct, "06.4").map(\.readAs) == ["06.4"])
    }

    @Test("several codes are told by their labels where each is a code of the list")
    func several() throws {
        #expect(try readings("kinds", typed: "x", .correct, "06.4; 09").map(\.readAs) == ["Street lighting; Education"])
        #expect(try readings("kinds", typed: "x", .correct, "06.4; 10").map(\.readAs) == ["06.4; 10"])
        #expect(try readings("kind", typed: "x", .correct, "06.4; 09").map(\.readAs) == ["06.4; 09"])
    }

    @Test("a suggestion that is accepted without being written is told as it was suggested")
    func unwritten() throws {
        let readings = try readings("kind", typed: "x", .accept, "", suggestion: "Education (09)")
        #expect(readings.map(\.readAs) == ["Education (09)"])
    }
}
