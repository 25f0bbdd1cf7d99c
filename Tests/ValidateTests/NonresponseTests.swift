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
