import SurveyModel
import Testing

@testable import Report

@Suite("What respondents are asked of what declared checks have found")
struct DeclaredCheckWordsTests {
    private func words(_ checks: String, language: String = "fr") throws -> RespondentWords {
        let yaml = SpecimenResult.yaml.replacing(
            "tables:\n  people:",
            with: """
                tables:
                  cover:
                    title: Cover
                    fields:
                      heads: {type: integer, title: {en: Heads, fr: Têtes}}
                  people:
                    \(checks)
                """)
        return RespondentWords(
            definition: try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml"),
            catalogue: try Catalogue(language: language))
    }

    private func issue(_ rule: String, table: String = "people", field: String = "number") -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "f1", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
            finding: Finding(
                rule: rule, severity: .warning, message: .text("For the office: b, 1 to 9."), table: table, record: 1,
                field: field, sheet: "People", cell: "B4", value: "5784000", expected: .text("1 to 9")), state: .open)
    }

    @Test(
        "without a message they ask in the words of their kind, whatever their id",
        arguments: [
            ("plausibility: [{kind: range, fields: number, maximum: 9ID}]", "plausibility.range"),
            ("plausibility: [{kind: outlier, fields: numberID}]", "plausibility.outlier"),
        ])
    func kind(check: String, kind: String) throws {
        let sentence = try Catalogue(language: "fr").text("ask.\(kind)", ["value": "5784000"])
        let plain = try words(check.replacing("ID", with: ""))
        #expect(plain.request(issue(kind)) == sentence)
        let named = try words(check.replacing("ID", with: ", id: odd-number"))
        #expect(named.request(issue("odd-number")) == sentence)
        #expect(named.sentence(issue("odd-number")) == sentence)
    }

    @Test("with a message they ask in it, and say what is expected")
    func message() throws {
        for id in ["", ", id: odd-number"] {
            let words = try words(
                "plausibility: [{kind: range, fields: number, maximum: 9, message: {en: Much., fr: Trop.}\(id)}]")
            let issue = issue(id.isEmpty ? "plausibility.range" : "odd-number")
            #expect(words.request(issue) == "For the office: b, 1 to 9. Attendu\u{A0}: 1 to 9.")
        }
        // So does a rule of the survey's.
        #expect(try words("description: x").request(issue("number-plausible")).hasPrefix("For the office"))
    }

    @Test("a number of records is asked about where it is stated, in another table than the one that has the check")
    func count() throws {
        let sentence = try Catalogue(language: "fr").text("ask.table.count-differs", ["value": "5784000"])
        for id in ["", ", id: number-of-people"] {
            let words = try words("count: {field: cover.heads\(id)}")
            let issue = issue(id.isEmpty ? "table.count-differs" : "number-of-people", table: "cover", field: "heads")
            #expect(words.request(issue) == sentence)
        }
    }
}
