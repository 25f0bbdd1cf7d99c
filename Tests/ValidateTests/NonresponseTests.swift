import SurveyModel
import Testing
import Validate

@Suite("Questions without an answer")
struct NonresponseTests {
    @Test("a field with too few answers in the current round is told once, and belongs to no return")
    func field() throws {
        var survey = try CheckSurvey("nonresponse: {fields: [value, first], note: 20, warning: 50}")
        survey.add("r1", [["value": 1, "first": 1], ["first": 1], ["value": .mark("L"), "first": 1]])
        survey.add("r2", reporter: "BBB", [["value": 1], ["value": .unreadable("?"), "first": 2]])
        // Another round does not count.
        survey.add("r3", round: "2025", [[:], [:]])
        let outcome = try survey.run()
        #expect(outcome.findings.isEmpty)
        #expect(outcome.ruleFindings.map(\.rule) == ["coverage.item-nonresponse"])
        #expect(outcome.ruleFindings.map(\.field) == ["value"])
        #expect(outcome.ruleFindings.map(\.severity) == [.note])
        #expect(
            outcome.ruleFindings.map { $0.message.text(in: "en") } == [
                "“Value” has no answer in 2 of 5 records of the round 2026 (40 %)."
            ])
        #expect(
            outcome.ruleFindings.map { $0.expected?.text(in: "en") } == ["no answer in at most 20 % of the records"])
    }

    @Test("a share that is above its limit by a little is shown with as many decimals as that takes")
    func passedByLittle() throws {
        var survey = try CheckSurvey("nonresponse: {fields: value, note: 33.3, return: 33.33}")
        survey.add("r1", [["value": 1], ["value": 1], [:]])
        let outcome = try survey.run()
        #expect(
            outcome.ruleFindings.map { $0.message.text(in: "en") } == [
                "“Value” has no answer in 1 of 3 records of the round 2026 (33.33 %)."
            ])
        #expect(outcome.message() == "Observations: 1 of 3 questions of this return have no answer (33.333 %).")
    }

    @Test("a return with too few answers is told at its first record without one")
    func perReturn() throws {
        var survey = try CheckSurvey("nonresponse: {fields: [value, first], return: 40}")
        survey.add("r1", [["value": 1, "first": 1], ["first": 1], [:]])
        survey.add("r2", reporter: "BBB", [["value": 1, "first": 1], ["value": 1], ["value": 1]])
        let outcome = try survey.run()
        #expect(outcome.places == ["coverage.return-nonresponse r1 A2 []"])
        #expect(outcome.message() == "Observations: 3 of 6 questions of this return have no answer (50 %).")
    }

    @Test("a question that is not asked does not count, nor does a mark that the data cannot exist")
    func notAsked() throws {
        var survey = try CheckSurvey(
            "nonresponse: {fields: [reason, first], note: 0}", condition: "asked_if: value > 10")
        survey.add(
            "r1",
            [
                ["value": 5, "first": .mark("M")], ["first": 1], ["value": 20, "reason": "because", "first": 1],
            ])
        let outcome = try survey.run()
        #expect(outcome.ruleFindings.isEmpty, "\(outcome.ruleFindings)")
    }
}

@Suite("What the author says of questions without an answer")
struct NonresponseTermsTests {
    /// Of the field `value` two of three answers lack in the one return, one of three in the other.
    private func run(_ check: String) throws -> RuleOutcome {
        var survey = try CheckSurvey("nonresponse: \(check)")
        survey.add("r1", [["value": 1, "first": 1], ["first": 1], ["first": 1]])
        survey.add("r2", reporter: "BBB", [["value": 1, "first": 1], ["value": 1, "first": 1], ["first": 1]])
        return try survey.run()
    }

    private let fields = "fields: [value, first]"

    @Test("fields and returns are counted; those for whom it is switched off do not count")
    func counted() throws {
        let of = try run("{\(fields), note: 40, return: 30}")
        #expect(of.counts("coverage.item-nonresponse") == [2, 1, 1, 0, 0])
        #expect(of.counts("coverage.return-nonresponse") == [2, 1, 1, 0, 0])
        let off = try run("{\(fields), note: 40, return: 30, off: {reporter: AAA, reason: R}, why: Why}")
        #expect(off.counts("coverage.item-nonresponse") == [2, 2, 0, 0, 0])
        #expect(off.counts("coverage.return-nonresponse") == [1, 1, 0, 0, 1])
        #expect(off.findings.isEmpty && off.ruleFindings.isEmpty)
        #expect(off.results.map { $0.why?.text(in: "en") } == ["Why", "Why"])
        let round = try run("{\(fields), note: 40, return: 30, off: {round: \"2026\", reason: R}}")
        #expect(round.counts("coverage.item-nonresponse") == [0, 0, 0, 0, 2])
        #expect(round.counts("coverage.return-nonresponse") == [0, 0, 0, 0, 2])
    }

    @Test("on trial it is counted, not told")
    func trial() throws {
        let outcome = try run("{\(fields), note: 40, return: 30, trial: true}")
        #expect(outcome.findings.isEmpty && outcome.ruleFindings.isEmpty)
        #expect(outcome.results.map(\.isTrial) == [true, true])
        #expect(outcome.results.map(\.failed) == [1, 1])
    }

    @Test("with ids of their own, in a list, each says what it finds in its words, severity and action")
    func own() throws {
        let outcome = try run(
            """
            [{id: asked-in-vain, \(fields), warning: 40, message: "{question}: {missing} of {asked}, {percent} %", expected: fewer}, \
            {id: half-empty, \(fields), return: 30, severity: error, action: hold, threshold: {warning: 40}, message: "{percent} % of {asked}"}]
            """)
        #expect(outcome.findings.map(\.finding.rule) == ["half-empty"])
        #expect(outcome.findings.map(\.finding.severity) == [.error])
        #expect(outcome.message() == "33.3 % of 6")
        #expect(outcome.ruleFindings.map(\.rule) == ["asked-in-vain", "rule.threshold"])
        #expect(outcome.ruleFindings.map { $0.message.text(in: "en") }.first == "Value: 3 of 6, 50 %")
        #expect(outcome.ruleFindings.first?.expected?.text(in: "en") == "fewer")
        #expect(outcome.ruleFindings.last?.value == "half-empty")
    }

    @Test(
        "a return that has no record of the table is not among those counted, and a question asked of none cannot be told"
    )
    func untold() throws {
        var survey = try CheckSurvey("nonresponse: {fields: [value, first], note: 40, return: 30}")
        survey.add("r1", [["value": .mark("M"), "first": 1]])
        survey.add("r2", reporter: "BBB", table: "cover", [["lines": 1]])
        let outcome = try survey.run()
        #expect(outcome.counts("coverage.item-nonresponse") == [2, 1, 0, 1, 0])
        #expect(outcome.counts("coverage.return-nonresponse") == [1, 1, 0, 0, 0])
    }
}
