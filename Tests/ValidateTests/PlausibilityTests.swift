import SurveyModel
import Testing
import Validate

@Suite("Plausibility of single values")
struct PlausibilityTests {
    // MARK: - Range

    @Test("a value outside the range of all, its ends included, is told with the range")
    func range() throws {
        var survey = try CheckSurvey("plausibility: {kind: range, fields: value, minimum: 0, maximum: 100}")
        survey.add(
            "r1", [["value": 0], ["value": 100], ["value": 100.5], ["value": -1], [:], ["value": .unreadable("?")]])
        let outcome = try survey.run()
        #expect(outcome.places == ["plausibility.range r1 D3 []", "plausibility.range r1 D4 []"])
        #expect(outcome.message() == "Value: 100.5 lies outside the usual range, 0 to 100.")
        #expect(outcome.findings[0].finding.expected?.text(in: "en") == "0 to 100")
        #expect(outcome.findings[0].finding.severity == .warning)
        #expect(outcome.counts("plausibility.range") == [6, 2, 2, 2, 0])
    }

    @Test("ranges by group: a group without a range is not looked at, nor are records of other codes")
    func rangeByGroup() throws {
        var survey = try CheckSurvey(
            """
            plausibility:
              kind: range
              fields: value
              by: group
              only: {code: [a, b]}
              ranges: {x: {minimum: 10}, y: {maximum: 5}}
            """)
        survey.add(
            "r1",
            [
                ["code": "a", "group": "x", "value": 9], ["code": "b", "group": "y", "value": 5],
                ["code": "a", "group": "z", "value": 9], ["code": "c", "group": "x", "value": 9],
                ["code": "a", "value": 9], ["code": "a", "group": "z"],
            ])
        let outcome = try survey.run()
        #expect(outcome.places == ["plausibility.range r1 D1 []"])
        #expect(outcome.findings[0].finding.expected?.text(in: "en") == "at least 10")
        #expect(outcome.counts("plausibility.range") == [3, 1, 1, 1, 3])
    }

    @Test("ranges of a file are found by all fields of the group")
    func rangeOfFile() throws {
        var survey = try CheckSurvey(
            "plausibility: {kind: range, fields: value, by: [group, code], file: ranges.csv}")
        var table = RangeTable()
        table[["x", "a"]] = ValueRange(minimum: nil, maximum: 5)
        survey.definition.rangeFiles = ["ranges.csv": table]
        survey.add("r1", [["group": "x", "code": "a", "value": 6], ["group": "x", "code": "b", "value": 6]])
        let outcome = try survey.run()
        #expect(outcome.places == ["plausibility.range r1 D1 []"])
        #expect(outcome.counts("plausibility.range") == [1, 0, 1, 0, 1])
    }

    // MARK: - Outliers

    /// Values of reporters of one round, one return for each ten.
    private func survey(_ keys: String, _ values: [Double], group: String = "x") throws -> CheckSurvey {
        var survey = try CheckSurvey("plausibility: {kind: outlier, fields: value, by: group\(keys)}")
        for (index, value) in values.enumerated() {
            survey.add("r\(index / 10)", reporter: "R\(index / 10)", [["group": "x", "value": .value(.number(value))]])
        }
        return survey
    }

    @Test("a value far from the median of its group over all reporters is told, whatever a few others do")
    func outlier() throws {
        // Median 10, MAD 1: 3.5 robust deviations are 5.19.
        let usual = [8.0, 9, 9, 10, 10, 10, 11, 11, 12, 10, 9, 11]
        var survey = try survey("", usual + [15, 15.2, 900])
        survey.add("other", reporter: "ZZZ", [["group": "y", "value": 900], ["group": "x", "value": .mark("L")]])
        let outcome = try survey.run()
        #expect(
            outcome.places == [
                "plausibility.outlier r1 D4 []", "plausibility.outlier r1 D5 []",
            ])
        #expect(
            outcome.message(1) == "Value: 900 is far from the values of the same kind, whose median is 10.")
        #expect(outcome.findings[0].finding.expected?.text(in: "en") == "4.811 to 15.19")
        // The group y is too small.
        #expect(outcome.counts("plausibility.outlier") == [17, 13, 2, 2, 0])
    }

    @Test("the range that was expected does not hold the value, however it is rounded")
    func outlierBesideRange() throws {
        // Median 10,000, MAD 500.5: 3.5 robust deviations above it is 12,597.14, and in four digits 12,600.
        let usual = [
            9_000, 9_000, 9_499.5, 9_499.5, 10_000, 10_000, 10_000, 10_000, 10_500.5, 10_500.5, 11_000, 11_000,
        ]
        let outcome = try survey("", usual + [12_598]).run()
        #expect(outcome.findings.map { $0.finding.expected?.text(in: "en") } == ["7403 to 12597"])
        let far = try survey("", usual + [12_700]).run().findings
        #expect(far.map { $0.finding.expected?.text(in: "en") } == ["7403 to 12600"])
    }

    @Test("nothing is told of clean values, of a small group, of values that do not differ, of another round's")
    func noOutlier() throws {
        let line = (1...40).map { Double($0) }
        #expect(try survey("", line).run().findings.isEmpty)
        let small = try survey(", atLeast: 12", [1, 1, 2, 2, 3, 3, 1, 2, 3, 2, 900]).run()
        #expect(small.counts("plausibility.outlier") == [11, 0, 0, 11, 0])
        let same = try survey("", Array(repeating: 5, count: 12) + [900]).run()
        #expect(same.counts("plausibility.outlier") == [13, 12, 0, 1, 0])
        var rounds = try survey("", [1, 2, 3, 1, 2, 3, 1, 2, 3, 2])
        rounds.add("old", round: "2025", [["group": "x", "value": 900]])
        #expect(try rounds.run().findings.isEmpty)
    }

    @Test("logarithms are compared where the check says so; what has none cannot be told")
    func logarithms() throws {
        let values = [1.0, 10, 100, 1000, 10000, 1, 10, 100, 1000, 10000, 100, 100]
        #expect(try survey(", log: true", values).run().findings.isEmpty)
        let outcome = try survey(", log: true", values + [1e12, 0]).run()
        #expect(outcome.places == ["plausibility.outlier r1 D3 []"])
        #expect(outcome.counts("plausibility.outlier") == [14, 12, 1, 1, 0])
    }

    @Test("how many robust deviations are many is the manager's")
    func deviations() throws {
        let values = [8.0, 9, 9, 10, 10, 10, 11, 11, 12, 10, 9, 11, 13]
        #expect(try survey(", deviations: 2", values).run().findings.count == 1)
        #expect(try survey("", values).run().findings.isEmpty)
    }

    // MARK: - Change

    private func changes(_ keys: String, _ pairs: [(before: TestCell?, now: TestCell?)]) throws -> RuleOutcome {
        var survey = try CheckSurvey("plausibility: {kind: change, fields: value, period: year, \(keys)}")
        for (round, isNow) in [("2023", false), ("2024", true)] {
            survey.add(
                isNow ? "new" : "old", round: round,
                pairs.enumerated().map { index, pair in
                    var row: [String: TestCell] = ["code": .value(.text("c\(index)")), "year": .value(.text(round))]
                    row["value"] = isNow ? pair.now : pair.before
                    return row
                })
        }
        return try survey.run()
    }

    @Test("a value many times that of the round before, or a small part of it, is told with both")
    func ratio() throws {
        let outcome = try changes(
            "ratio: 8", [(100, 801), (100, 800), (100, 12), (100, 13), (0, 5), (0, 0), (nil, 5), (5, nil)])
        #expect(outcome.places == ["plausibility.change new D1 []", "plausibility.change new D3 []"])
        #expect(outcome.message() == "Value: 801 against 100 in 2023, 8.01 times as much.")
        #expect(outcome.findings[0].finding.expected?.text(in: "en") == "12.5 to 800")
        // The first round has nothing to be compared with.
        #expect(outcome.counts("plausibility.change") == [8, 3, 2, 3, 8])
    }

    @Test("a value that has become nought is less than any part of what it was; of another sign nothing is told")
    func toNought() throws {
        let outcome = try changes("ratio: 8", [(5, 0), (5, -5), (-5, 5), (-5, 0), (0, -5)])
        #expect(outcome.findings.compactMap(\.finding.cell) == ["D1", "D4"])
        #expect(outcome.message() == "Value: 0 against 5 in 2023.")
        #expect(outcome.findings[1].finding.expected?.text(in: "en") == "-40 to -0.625")
        #expect(outcome.counts("plausibility.change") == [5, 0, 2, 3, 5])
    }

    @Test(
        "bounds are relative, absolute, or both, of which both must be passed",
        arguments: [
            ("relative: 0.5", ["D1", "D2"]), ("absolute: 30", ["D2", "D3"]), ("relative: 0.5, absolute: 30", ["D2"]),
            ("ratio: 3, relative: 0.5", []),
        ])
    func bounds(_ keys: String, _ cells: [String]) throws {
        let outcome = try changes(keys, [(10, 16), (100, 40), (1000, 1031), (-10, -12)])
        #expect(outcome.findings.compactMap(\.finding.cell) == cells)
    }

    @Test(
        "a value exactly at a bound has not passed it, whatever its fraction; one a little beyond has",
        arguments: [
            ("relative: 0.5", 0.7, 1.05), ("relative: 0.5", -0.7, -1.05), ("absolute: 0.1", 0.3, 0.4),
            ("ratio: 3", 0.6, 1.8), ("ratio: 3", 1.8, 0.6), ("ratio: 3", -0.6, -1.8), ("relative: 0.29", 100, 129),
        ] as [(String, Double, Double)])
    func atBound(_ keys: String, _ before: Double, _ now: Double) throws {
        let beyond = abs(now) > abs(before) ? now * 1.0001 : now * 0.9999
        let outcome = try changes(
            keys,
            [
                (.value(.number(before)), .value(.number(now))), (.value(.number(before)), .value(.number(beyond))),
            ])
        #expect(outcome.findings.compactMap(\.finding.cell) == ["D2"])
    }

    @Test("records of another year, with a key that stands twice, or of another reporter are not compared")
    func keys() throws {
        var survey = try CheckSurvey("plausibility: {kind: change, fields: value, period: year, ratio: 2}")
        survey.add(
            "old", round: "2025",
            [
                ["code": "a", "year": "2025", "value": 1], ["code": "b", "year": "2025", "value": 1],
                ["code": "b", "year": "2025", "value": 1], ["code": "c", "year": "2024", "value": 1],
            ])
        survey.add("other", reporter: "BBB", round: "2025", [["code": "d", "year": "2025", "value": 1]])
        survey.add(
            "new",
            [
                ["code": "a", "year": "2026", "value": 9], ["code": "a", "year": "2025", "value": 9],
                ["code": "b", "year": "2026", "value": 9], ["code": "c", "year": "2026", "value": 9],
                ["code": "d", "year": "2026", "value": 9], ["year": "2026", "value": 9],
            ])
        let outcome = try survey.run()
        #expect(outcome.places == ["plausibility.change new D1 []"])
        #expect(outcome.counts("plausibility.change") == [9, 0, 1, 8, 2])
    }

    @Test(
        "of several bodies of a reporter each is compared with itself; one that is alone may be called otherwise each time",
        arguments: [true, false])
    func bodies(areSeveral: Bool) throws {
        let checks = "plausibility: {kind: change, fields: value, period: year, ratio: 2}"
        var survey = try CheckSurvey(checks)
        survey.definition = try SurveyDefinition.decode(
            yaml: CheckSurvey.yaml(checks).replacing(
                "reporters: {file: reporters.csv,", with: "reporters: {file: reporters.csv, distinguish: cover.group,"),
            file: "pipeline.yaml")
        survey.add("old", round: "2025", body: "health", [["code": "a", "year": "2025", "value": 1]])
        survey.add(
            "new", round: "2026", body: areSeveral ? "health" : "ministry of health",
            [["code": "a", "year": "2026", "value": 9]])
        if areSeveral {
            survey.add("other", round: "2026", body: "education", [["code": "a", "year": "2026", "value": 900]])
        }
        #expect(try survey.run().places == ["plausibility.change new D1 []"])
    }
}
