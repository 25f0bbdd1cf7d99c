import OrderedCollections
import SurveyModel
import Testing
import Validate

@Suite("What constraints count where there is no value to look at")
struct ConstraintCountTests {
    /// Tested, passed, failed, not verifiable, not applicable of the only constraint or condition of a field.
    private func counts(
        _ rule: String, _ keys: String, _ rows: [[String: TestCell]]
    ) throws -> [Int] {
        var survey = try CheckSurvey("", condition: keys)
        survey.add("r1", rows)
        let came = try survey.constrain()
        return (came.outcome.results + (try survey.run()).results).filter { $0.id == rule }.flatMap(\.counts)
    }

    @Test("nothing, a mark and what cannot be read is not verifiable, and never passed")
    func withoutValue() throws {
        let rows: [[String: TestCell]] = [
            ["reason": "abc"], ["reason": "abcd"], ["value": 1], ["reason": .mark("O")], ["reason": .mark("M")],
            ["reason": .unreadable("?")],
        ]
        #expect(try counts("constraint.max-length", "constraints: {maxLength: 3}", rows) == [6, 1, 1, 4, 0])
        #expect(try counts("constraint.unique", "constraints: {unique: true}", rows) == [6, 2, 0, 4, 0])
    }

    @Test("that a value is there is tested of all; of what cannot be read it cannot be told")
    func required() throws {
        let rows: [[String: TestCell]] = [
            ["reason": "a"], ["value": 1], ["reason": .mark("O")], ["reason": .unreadable("?")],
        ]
        #expect(try counts("constraint.required", "constraints: {required: true}", rows) == [4, 1, 2, 1, 0])
        let asked = rows.map { $0.merging(["group": "a"]) { first, _ in first } }
        #expect(
            try counts(
                "condition.not-answered", "asked_if: \"\\\"group\\\" = 'a'\", constraints: {required: true}", asked)
                == [4, 1, 2, 1, 0])
    }

    @Test(
        "where the question was not asked a constraint does not apply; where that cannot be told it is not verifiable; what was answered is tested all the same"
    )
    func notAsked() throws {
        let rows: [[String: TestCell]] = [
            ["group": "a", "reason": "abc"], ["group": "a", "reason": "abcd"], ["group": "a"], ["group": "b"],
            ["group": "b", "reason": "abcd"], ["group": "b", "reason": .mark("O")], ["value": 1],
            ["value": 1, "reason": "ab"],
        ]
        let keys = "asked_if: \"\\\"group\\\" = 'a'\", constraints: {maxLength: 3}"
        #expect(try counts("constraint.max-length", keys, rows) == [6, 2, 2, 2, 2])
    }

    @Test("a constraint and a condition name their field, by which they are told from others of their id")
    func field() throws {
        let keys = "asked_if: \"\\\"group\\\" = 'a'\", constraints: {required: true, maxLength: 3}"
        var survey = try CheckSurvey("", condition: keys)
        survey.add("r1", [["group": "a"]])
        let constraints = try survey.constrain().outcome.results
        let conditions = try survey.run().results
        let told = (constraints + conditions).filter {
            ["constraint.max-length", "condition.not-asked", "condition.not-answered"].contains($0.id)
        }
        #expect(told.count == 3)
        #expect(told.allSatisfy { $0.field == "reason" })
    }

    @Test("switched off it applies to none of them")
    func off() throws {
        let keys = "constraints: {maxLength: {value: 3, off: {reporter: AAA, reason: R}}}"
        #expect(
            try counts("constraint.max-length", keys, [["reason": "abcd"], ["value": 1]]) == [0, 0, 0, 0, 2])
    }

    @Test("of a return with more issues than are told, what is not said to fail is not verifiable")
    func ofSome() throws {
        var survey = try CheckSurvey("", condition: "constraints: {maxLength: 3}")
        survey.add("r1", [["reason": "abcd"], ["reason": "abc"], ["value": 1]])
        survey.add("r2", reporter: "BBB", [["reason": "abcd"], ["reason": "abc"]])
        survey.find([IssueLimit(survey.definition).finding], in: "r1")
        #expect(try survey.constrain().outcome.results.map(\.counts) == [[5, 1, 2, 2, 0]])
    }

    @Test("a tally that a file has made up ends no run, and no count exceeds the records")
    func madeUp() throws {
        var survey = try CheckSurvey("", condition: "constraints: {maxLength: 3, required: true}")
        survey.add("r1", [["reason": "abcd"], ["reason": "a"]])
        let wild = AnswerTally(answered: .max, marked: .max, inapplicable: .max, blank: .max, unreadable: .max)
        let results = try survey.constrain(tallies: Array(repeating: wild, count: 7)).outcome.results
        #expect(results.map(\.counts) == [[2, 0, 0, 2, 0], [2, 0, 1, 1, 0]])
    }
}
