import SurveyModel
import Testing
import Validate

@Suite("Private members of keys and groups")
struct PrivateMemberTests {
    /// Values of two rounds whose group is private.
    private func outcome(_ check: String, before: [Double], now: [Double]) throws -> RuleOutcome {
        var survey = try CheckSurvey("plausibility: {fields: value, by: reason, \(check)}", condition: "private: true")
        for (id, round, values) in [("old", "2025", before), ("new", "2026", now)] {
            survey.add(
                id, round: round,
                values.enumerated().map { place, value in
                    ["code": .value(.text("c\(place)")), "value": .value(.number(value)), "reason": "secret"]
                })
        }
        return try survey.run()
    }

    @Test(
        "a key is told without those of its values that are private, in Canvass's words and in the check's own",
        arguments: [("", "Code: there is no “a, •••” in Observations."), (", message: 'no {key}'", "no a, •••")])
    func key(_ message: String, _ told: String) throws {
        var survey = try CheckSurvey(
            "foreignKeys: {fields: [code, reason], reference: {fields: [code, code]}\(message)}",
            condition: "private: true")
        survey.add("r1", [["code": "a", "reason": "secret"]])
        #expect(try survey.run().message() == told)
    }

    @Test(
        "a group that is private is not named, and its range, by which the definition would name it, is not told",
        arguments: [
            ("", "Value: 11 lies outside the usual range for •••, •••."), (", message: '{group} {range}'", "••• •••"),
        ])
    func range(_ message: String, _ told: String) throws {
        let outcome = try outcome(
            "kind: range, ranges: {secret: {maximum: 10}}\(message)", before: [], now: [11])
        #expect(outcome.message() == told)
        #expect(outcome.findings.map(\.finding.expected) == [nil])
    }

    @Test(
        "so it is where others of the group are compared with, or those of the round before",
        arguments: [
            (
                "kind: outlier, atLeast: 5, message: '{group}'", [8.0, 9, 9, 10, 10, 10, 11, 11, 12, 900], "•••"
            ),
            (
                "kind: unit-shift, key: code", [1000, 2000, 3000, 4000, 5000],
                "5 of 5 values of ••• are about 1000 times those of 2025: were they given in another unit?"
            ),
            (
                "kind: unchanged, key: code, atLeast: 4", [1, 2, 3, 4, 5],
                "5 of 5 values of ••• are exactly those of 2025: were they copied?"
            ),
        ] as [(String, [Double], String)])
    func group(_ check: String, _ now: [Double], _ told: String) throws {
        #expect(try outcome(check, before: [1, 2, 3, 4, 5], now: now).message() == told)
    }
}
