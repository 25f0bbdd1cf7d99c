import SurveyModel
import Testing

@Suite("Slips whose mend is not in their spelling")
struct SlipAdviceTests {
    private func only(_ old: String, _ new: String) throws -> DefinitionDiagnostic {
        let yaml = try #require(SpecimenSurvey.changed(old, to: new), "the case changes nothing")
        let diagnostics = SpecimenSurvey.diagnostics(of: yaml)
        #expect(diagnostics.count == 1, "\(diagnostics.map(\.description))")
        return try #require(diagnostics.first)
    }

    @Test(
        "a text with a comma in braces stands between quotation marks",
        arguments: [
            ("title: Date, constraints", "title: Date, of filling, constraints", "`title: \"Date, of filling\"`"),
            (
                "title: Title, constraints", "title: Title, in full, as \"sold\", constraints",
                "`title: \"Title, in full, as \\\"sold\\\"\"`"
            ),
            ("{en: Invented survey,", "{en: Invented survey, for tests,", "`en: \"Invented survey, for tests\"`"),
        ])
    func text(_ old: String, _ new: String, _ advice: String) throws {
        let diagnostic = try only(old, new)
        #expect(diagnostic.advice == "Write \(advice), with the quotation marks: in braces a comma separates.")
    }

    @Test(
        "a number has no comma",
        arguments: [
            ("200", "2,026", "Write 2026 without a comma: in braces a comma separates."),
            ("200", "1,234,567", "Write 1234567 without a comma: in braces a comma separates."),
            ("200", "1,5", "Write 1.5 with a point: in braces a comma separates."),
        ])
    func number(_ old: String, _ new: String, _ advice: String) throws {
        #expect(try only("maxLength: \(old)", "maxLength: \(new)").advice == advice)
    }

    @Test("a misspelt key stays one, with nothing behind it or on a line of its own")
    func misspelt() throws {
        #expect(try only("{label: Country}", "{label: Country, nmae}").advice == "Did you mean 'name'?")
        let block = try only("    required: true\n", "    required: true\n    of opening:\n")
        #expect(block.advice.hasPrefix("Allowed here: "), "\(block)")
    }

    @Test("a status of the other kind is told where it belongs", arguments: ["E", "e"])
    func flagAsMark(_ status: String) throws {
        let diagnostic = try only("{status: M, marks", "{status: \(status), marks")
        #expect(diagnostic.advice == "'E' (Estimated value) is said of a value that is there: give it below `flags`.")
    }

    @Test("so is one that says why there is no value")
    func markAsFlag() throws {
        let diagnostic = try only("codelists:\n", "flags:\n  - {status: M, marks: m}\ncodelists:\n")
        #expect(
            diagnostic.advice
                == "'M' (Missing value; data cannot exist) says why there is no value: give it below `missing`.")
    }
}
