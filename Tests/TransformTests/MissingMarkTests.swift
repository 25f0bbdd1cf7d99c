import SurveyModel
import Testing
import Transform

@Suite("Missing-value marks of a field's own")
struct MissingMarkTests {
    @Test("a field with marks of its own takes those and not the survey's")
    func own() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read("c", as: "coded").entry.status == "Q")
        #expect(try survey.read(" C ", as: "coded").entry.status == "Q")
        #expect(try survey.read("n.a.", as: "coded").findings.map(\.rule) == ["type.not-a-number"])
        #expect(try survey.read("c", as: "number").findings.map(\.rule) == ["type.not-a-number"])
    }

    @Test("a field with an empty list has no marks: a dash is an answer")
    func none() throws {
        let entry = try SpecimenSurvey().read("-", as: "dash").entry
        #expect(entry.value == .text("-"))
        #expect(entry.status == nil)
    }

    @Test(
        "a mark may be a number or an error, where the survey says so",
        arguments: [RawValue.number(-99, isPercent: false), .text("-99"), .error("#N/A")])
    func numbersAndErrors(_ raw: RawValue) throws {
        let (entry, findings) = try SpecimenSurvey().read(raw, as: "coded")
        #expect(entry.value == nil)
        #expect(entry.status == "Q")
        #expect(entry.normalisation?.method == "missing-mark")
        #expect(findings.isEmpty)
    }

    @Test("without a mark for it, such a number is a number and an error is lost")
    func undeclared() throws {
        let survey = try SpecimenSurvey()
        #expect(try survey.read(.number(-99, isPercent: false), as: "number").entry.value == .number(-99))
        #expect(try survey.read(.error("#N/A"), as: "number").findings.map(\.rule) == ["type.formula-error"])
    }
}
