import SurveyModel
import Testing
import Validate

@Suite("How sentences name the groups of plausibility checks")
struct GroupWordsTests {
    /// Values of two rounds in a group, of which the code has a label.
    private func outcome(_ check: String, group: String, before: [Double], now: [Double]) throws -> RuleOutcome {
        var survey = try CheckSurvey(
            "plausibility: {fields: value, by: reason, \(check)}", condition: "codelist: kinds",
            more: "codelists: {kinds: {file: kinds.csv}}\n")
        survey.labels = ["bridge": ["en": "Bridges", "fr": "Ponts"]]
        for (id, round, values) in [("old", "2025", before), ("new", "2026", now)] {
            survey.add(
                id, round: round,
                values.enumerated().map { place, value in
                    [
                        "code": .value(.text("c\(place)")), "value": .value(.number(value)),
                        "reason": .value(.text(group)),
                    ]
                })
        }
        return try survey.run()
    }

    @Test("a code is named by its label, in Canvass's words and in the check's own; one without a label by itself")
    func label() throws {
        let range = "kind: range, ranges: {bridge: {maximum: 10}, tunnel: {maximum: 10}}"
        let bridge = try outcome(range, group: "bridge", before: [], now: [11])
        #expect(bridge.message() == "Value: 11 lies outside the usual range for Bridges, at most 10.")
        let own = try outcome(range + ", message: '{group}?'", group: "bridge", before: [], now: [11])
        #expect(own.message() == "Bridges?")
        let tunnel = try outcome(range + ", message: '{group}?'", group: "tunnel", before: [], now: [11])
        #expect(tunnel.message() == "tunnel?")
    }

    @Test("so it is where others of the group are compared with, or those of the round before")
    func compared() throws {
        let values: [Double] = [8, 9, 9, 10, 10, 10, 11, 11, 12, 900]
        let outlier = try outcome(
            "kind: outlier, atLeast: 5, message: '{group}?'", group: "bridge", before: [], now: values)
        #expect(outlier.message() == "Bridges?")
        let unchanged = try outcome(
            "kind: unchanged, key: code, atLeast: 4", group: "bridge", before: [1, 2, 3, 4, 5], now: [1, 2, 3, 4, 5])
        #expect(
            unchanged.message() == "5 of 5 values of Bridges are exactly those of 2025: were they copied?")
    }
}
