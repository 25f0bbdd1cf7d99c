import SurveyModel
import Testing
import Transform

@Suite("Scales of whole numbers with words")
struct ScaleTests {
    @Test(
        "the words of a scale are its numbers, alone and beside them",
        arguments: [
            ("3 - large", 3, "code-and-label"), ("large (3)", 3, "code-and-label"), ("large", 3, "label"),
            ("Very large", 4, "normalised"), ("3 (important)", 3, "code-and-label"), ("3", 3, nil),
            ("three", 3, "number-words"),
        ] as [(String, Int, String?)])
    func words(_ text: String, _ number: Int, _ method: String?) throws {
        let entry = try SpecimenSurvey().read(text, as: "score").entry
        #expect(entry.value == .integer(number))
        #expect(entry.normalisation?.method == method)
    }

    @Test("a number off the scale is read as it stands: the field's constraints tell")
    func offScale() throws {
        #expect(try SpecimenSurvey().read("5", as: "score").entry.value == .integer(5))
    }

    @Test("a number beside the words for another is a finding")
    func disagrees() throws {
        let (entry, findings) = try SpecimenSurvey().read("4 - large", as: "score")
        #expect(entry.value == nil)
        #expect(findings.map(\.rule) == ["type.not-a-number"])
        #expect(findings.first?.suggestion?.text(in: "en") == "very large (4); large (3)")
    }

    @Test(
        "words that are only like those of the scale are not taken",
        arguments: ["largee", "quite large", "very", "2-3"])
    func unsure(_ text: String) throws {
        let (entry, findings) = try SpecimenSurvey().read(text, as: "score")
        #expect(entry.value == nil)
        #expect(findings.count == 1)
    }
}
