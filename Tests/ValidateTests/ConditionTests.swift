import SurveyModel
import Testing
import Validate

@Suite("Questions that are asked of some records only")
struct ConditionTests {
    private func survey(_ more: String = "constraints: {required: true}") throws -> CheckSurvey {
        try CheckSurvey("", condition: "asked_if: value > 10, \(more)")
    }

    @Test("an answer that was not asked for, and the lack of one that was, are told at the answer with what decides it")
    func both() throws {
        var survey = try survey()
        survey.add(
            "r1",
            [
                ["value": 5, "reason": "because"], ["value": 20], ["value": 20, "reason": "because"], ["value": 5],
                ["reason": "because"], [:],
            ])
        let outcome = try survey.run()
        // Without an answer there is no cell but the record's first.
        #expect(
            outcome.places == [
                "condition.not-asked r1 G1 [\"D1\"]", "condition.not-answered r1 A2 [\"D2\"]",
            ])
        #expect(outcome.findings.map(\.finding.severity) == [.warning, .error])
        #expect(outcome.counts("condition.not-asked") == [4, 1, 1, 2, 2])
        #expect(outcome.counts("condition.not-answered") == [4, 1, 1, 2, 2])
        #expect(outcome.notAsked == ["r1": ["observations": 1]])
    }

    @Test("the severity of a missing answer is the field's; a mark that says why there is none is no answer")
    func severity() throws {
        var survey = try survey("constraints: {required: true, severity: note}")
        survey.add("r1", [["value": 20, "reason": .mark("L")], ["value": 5, "reason": .mark("M")]])
        let outcome = try survey.run()
        #expect(outcome.places == ["condition.not-answered r1 G1 [\"D1\"]"])
        #expect(outcome.findings.map(\.finding.severity) == [.note])
    }

    @Test("what is not required may stay without an answer where it is asked")
    func optional() throws {
        var survey = try survey("description: Optional")
        survey.add("r1", [["value": 20], ["value": 5, "reason": "because"]])
        let outcome = try survey.run()
        #expect(outcome.places == ["condition.not-asked r1 G2 [\"D2\"]"])
        #expect(outcome.results.map(\.id) == ["condition.not-asked"])
    }

    @Test("the constraint `required` does not bite where a question is asked of some only")
    func required() throws {
        var survey = try survey()
        survey.add("r1", [["value": 5]])
        let constraints = FieldConstraints(definition: survey.definition)
        #expect(constraints.findings(in: survey.returns[0].records).isEmpty)
        #expect(RuleChecks.constraints(in: survey.definition).isEmpty)
    }

    @Test("a condition is compiled with the rules, and what is wrong with it is told at its line")
    func wrong() throws {
        let survey = try CheckSurvey("", condition: "asked_if: valeu > 10")
        let error = #expect(throws: DefinitionError.self) { try survey.run() }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.message.contains("asked_if of observations.reason"))
        #expect(diagnostic.message.contains("no such column"))
        #expect(diagnostic.position.line == 24)
    }
}
