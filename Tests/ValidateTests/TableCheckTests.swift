import SurveyModel
import Testing
import Validate

@Suite("Checks of tables")
struct TableCheckTests {
    // MARK: - Foreign keys

    @Test("a value that is no key of the other table is told at its cell; a missing one cannot be told")
    func foreignKey() throws {
        var survey = try CheckSurvey("foreignKeys: {fields: group, reference: {resource: cover, fields: group}}")
        survey.add("r1", table: "cover", [["group": "a"], ["group": "b"]])
        survey.add("r1", [["group": "a"], ["group": "c"], [:], ["group": .unreadable("?")], ["group": "b"]])
        survey.add("r2", reporter: "BBB", table: "cover", [["group": "c"]])
        // A return without the other table has nothing to refer to.
        survey.add("r3", round: "2025", [["group": "c"]])
        let outcome = try survey.run()
        #expect(outcome.places == ["table.no-such-key r1 B2 []"])
        #expect(outcome.message() == "Group: there is no “c” in Cover.")
        #expect(outcome.findings[0].finding.severity == .error)
        #expect(outcome.counts("table.no-such-key") == [6, 2, 1, 3, 0])
    }

    @Test("keys of several fields, of the same table, of the round, of the register")
    func otherKeys() throws {
        var pair = try CheckSurvey(
            "foreignKeys: {fields: [group, code], reference: {fields: [code, group]}, id: pairs, severity: note}")
        pair.add("r1", [["code": "x", "group": "y"], ["code": "y", "group": "x"], ["code": "z", "group": "y"]])
        #expect(try pair.run().places == ["pairs r1 B3 [\"A3\"]"])

        var round = try CheckSurvey(
            "foreignKeys: {fields: group, reference: {resource: cover, fields: group}, within: round}")
        round.add("r1", [["group": "a"], ["group": "b"]])
        round.add("r2", reporter: "BBB", table: "cover", [["group": "a"]])
        round.add("r3", round: "2025", table: "cover", [["group": "b"]])
        #expect(try round.run().places == ["table.no-such-key r1 B2 []"])

        var register = try CheckSurvey(
            "foreignKeys: {fields: group, reference: {resource: reporters, fields: code}}")
        register.add("r1", [["group": "AAA"], ["group": "CCC"]])
        #expect(try register.run().places == ["table.no-such-key r1 B2 []"])
    }

    // MARK: - Totals

    @Test("a total within a record is told with its parts' cells, the sum and the difference")
    func within() throws {
        var survey = try CheckSurvey("totals: {field: value, parts: [first, second]}")
        survey.add(
            "r1",
            [
                ["value": 0.3, "first": 0.1, "second": 0.2], ["value": 10, "first": 4, "second": 5],
                ["value": 10, "first": 4], ["first": 4, "second": 5], ["value": 10, "first": 4, "second": .mark("L")],
            ])
        let outcome = try survey.run()
        #expect(outcome.places == ["table.total-differs r1 D2 [\"E2\", \"F2\"]"])
        #expect(
            outcome.message() == "Value: the total is 10, but its 2 parts add up to 9; the difference is 1.")
        #expect(outcome.findings[0].finding.expected?.text(in: "en") == "9")
        #expect(outcome.counts("table.total-differs") == [5, 1, 1, 3, 0])
    }

    @Test(
        "tolerance is absolute or relative, whichever is wider",
        arguments: [
            ("{}", 1), ("{absolute: 0.5}", 1), ("{absolute: 1}", 0), ("{relative: 0.001}", 1), ("{relative: 0.01}", 0),
            ("{absolute: 1, relative: 0.001}", 0),
        ])
    func tolerance(_ tolerance: String, _ failed: Int) throws {
        var survey = try CheckSurvey("totals: {field: value, parts: [first, second], tolerance: \(tolerance)}")
        survey.add("r1", [["value": 201, "first": 100, "second": 100]])
        #expect(try survey.run().findings.count == failed)
    }

    @Test(
        "a difference that somebody has typed is told however large the numbers are; what rounding has lost is not",
        arguments: [
            (10_000_000_000, 10_000_000_000, 5, "{}", 1), (1_000_000_000_000, 1_000_000_000_000, 500, "{}", 1),
            (2_251_799_813_685_249, 2_251_799_813_685_248, 0, "{}", 1), (1_000_000.01, 1_000_000, 0.02, "{}", 1),
            (0.3, 0.1, 0.2, "{}", 0), (100.1, 50.05, 50.05, "{}", 0), (1e-17, 0, 0, "{}", 0),
            // A program that writes fifteen digits.
            (100, 33.3333333333333, 66.6666666666667, "{}", 0),
            (129, 100, 0, "{relative: 0.29}", 0), (130, 100, 0, "{relative: 0.29}", 1),
            (3.1, 1, 2, "{absolute: 0.1}", 0), (3.1001, 1, 2, "{absolute: 0.1}", 1),
        ] as [(Double, Double, Double, String, Int)])
    func rounding(_ total: Double, _ first: Double, _ second: Double, _ tolerance: String, _ failed: Int) throws {
        var survey = try CheckSurvey("totals: {field: value, parts: [first, second], tolerance: \(tolerance)}")
        survey.add(
            "r1",
            [
                [
                    "value": .value(.number(total)), "first": .value(.number(first)),
                    "second": .value(.number(second)),
                ]
            ])
        #expect(try survey.run().findings.count == failed)
    }

    @Test("numbers that differ are shown to, and one part is no several")
    func shownDigits() throws {
        var survey = try CheckSurvey("totals: {field: value, parts: first}")
        survey.add("r1", [["value": 1_000_000_000_000, "first": 1_000_000_000_005]])
        #expect(
            try survey.run().message()
                == "Value: the total is 1000000000000, but its only part is 1000000000005; the difference is -5.")
    }

    @Test("missing parts count as nought where the check says so, but not what cannot be read, nor nothing at all")
    func zero() throws {
        var survey = try CheckSurvey("totals: {field: value, parts: [first, second], missing: zero}")
        survey.add(
            "r1",
            [
                ["value": 10, "first": 4], ["value": 4, "first": 4, "second": .mark("M")], ["value": 10],
                ["value": 10, "first": 4, "second": .unreadable("many")],
            ])
        let outcome = try survey.run()
        #expect(outcome.places == ["table.total-differs r1 D1 [\"E1\"]"])
        #expect(outcome.counts("table.total-differs") == [4, 1, 1, 2, 0])
    }

    @Test("a total over records is the sum of the other codes of its group in its return")
    func over() throws {
        var survey = try CheckSurvey("totals: {field: value, over: code, total: T, by: group}")
        survey.add(
            "r1",
            [
                ["code": "T", "group": "x", "value": 10], ["code": "a", "group": "x", "value": 4],
                ["code": "b", "group": "x", "value": 5], ["code": "T", "group": "y", "value": 5],
                ["code": "a", "group": "y", "value": 5], ["code": "T", "group": "z", "value": 5],
            ])
        survey.add("r2", reporter: "BBB", [["code": "b", "group": "x", "value": 1]])
        let outcome = try survey.run()
        #expect(outcome.places == ["table.total-differs r1 D1 [\"D2\", \"D3\"]"])
        #expect(outcome.counts("table.total-differs") == [3, 1, 1, 1, 0])
    }

    @Test("where the codes of the parts are named, each must be there")
    func namedParts() throws {
        var survey = try CheckSurvey("totals: {field: value, over: code, total: T, parts: [a, b], by: group}")
        survey.add(
            "r1",
            [
                ["code": "T", "group": "x", "value": 9], ["code": "a", "group": "x", "value": 4],
                ["code": "b", "group": "x", "value": 5], ["code": "c", "group": "x", "value": 7],
                ["code": "T", "group": "y", "value": 5], ["code": "a", "group": "y", "value": 3],
            ])
        #expect(try survey.run().counts("table.total-differs") == [2, 1, 0, 1, 0])
    }

    @Test(
        "a record whose code or group is missing may be a part: no total to which it may belong is verifiable",
        arguments: [
            // The code cannot be read: only the total of its group.
            (["code": .unreadable("?"), "group": "x", "value": 20], "", [2, 0, 1, 1, 0]),
            (["code": .unreadable("?"), "group": "x", "value": 20], ", missing: zero", [2, 0, 1, 1, 0]),
            (["code": .unreadable("?"), "group": "x", "value": .unreadable("?")], "", [2, 0, 1, 1, 0]),
            // The group is missing: any total of the return.
            (["code": "b", "value": 20], "", [2, 0, 0, 2, 0]), (["value": 20], "", [2, 0, 0, 2, 0]),
            // It is no part, or has nothing to add.
            (["code": "b", "value": 20], ", parts: a", [2, 0, 2, 0, 0]), (["group": "x"], "", [2, 0, 2, 0, 0]),
            (["code": "b", "value": .mark("M")], "", [2, 0, 2, 0, 0]),
            (["group": "z", "value": 9], "", [2, 0, 2, 0, 0]),
        ] as [([String: TestCell], String, [Int])])
    func unclearParts(_ record: [String: TestCell], _ more: String, _ counts: [Int]) throws {
        var survey = try CheckSurvey("totals: {field: value, over: code, total: T, by: group\(more)}")
        survey.add(
            "r1",
            [
                ["code": "T", "group": "x", "value": 30], ["code": "a", "group": "x", "value": 10], record,
                ["code": "T", "group": "y", "value": 9], ["code": "a", "group": "y", "value": 4],
            ])
        #expect(try survey.run().counts("table.total-differs") == counts)
    }

    @Test("a total on the cover is the sum over another table of the same return")
    func acrossTables() throws {
        let checks = "totals: {field: value, table: cover, sum: total, by: group}"
        var survey = try CheckSurvey(checks)
        survey.add("r1", [["group": "x", "value": 10], ["group": "y", "value": 3], ["group": "z", "value": 3]])
        survey.add(
            "r1", table: "cover",
            [["group": "x", "total": 4], ["group": "x", "total": 5], ["group": "y", "total": 3]])
        survey.add("r2", reporter: "BBB", table: "cover", [["group": "x", "total": 1]])
        let outcome = try survey.run()
        #expect(outcome.places == ["table.total-differs r1 D1 [\"B1\", \"B2\"]"])
        #expect(outcome.findings[0].finding.cells.map(\.sheet) == ["cover", "cover"])
        #expect(outcome.counts("table.total-differs") == [3, 1, 1, 1, 0])
        // It may belong to x, y or z.
        survey.add("r1", table: "cover", [["total": 1]])
        #expect(try survey.run().counts("table.total-differs") == [3, 0, 0, 3, 0])
    }

    // MARK: - Counts

    @Test("the number of records is held against the cover, whose cell is named")
    func count() throws {
        var survey = try CheckSurvey("count: {field: cover.lines, message: '{stated} / {counted} / {difference}'}")
        survey.add("r1", table: "cover", [["lines": 3]])
        survey.add("r1", [["code": "a"], ["code": "b"]])
        survey.add("r2", reporter: "BBB", table: "cover", [["lines": 1]])
        survey.add("r2", [["code": "a"]])
        survey.add("r3", round: "2025", table: "cover", [[:]])
        survey.add("r4", round: "2024", table: "cover", [["lines": 1]])
        let outcome = try survey.run()
        #expect(
            outcome.places == ["table.count-differs r4 A1 []", "table.count-differs r1 A1 [\"A1\", \"A2\"]"])
        #expect(outcome.findings.map(\.finding.table) == ["cover", "cover"])
        #expect(outcome.message(1) == "3 / 2 / 1")
        #expect(outcome.counts("table.count-differs") == [4, 1, 2, 1, 0])
    }

    // MARK: - Parts of a questionnaire

    @Test(
        "records of a part are counted in the return of the submission that holds it; where nobody does, nothing is told"
    )
    func countOfParts() throws {
        var survey = try CheckSurvey("count: {field: cover.lines}", reporters: "parts: [cover, observations], ")
        survey.add("r1", table: "cover", [["lines": 2]])
        survey.add("r2", [["code": "a"], ["code": "b"]])
        survey.add("r3", reporter: "BBB", table: "cover", [["lines": 3]])
        survey.add("r4", reporter: "BBB", [["code": "a"]])
        survey.add("r5", round: "2025", table: "cover", [["lines": 1]])
        let outcome = try survey.run()
        #expect(outcome.places == ["table.count-differs r3 A1 []"])
        #expect(outcome.message() == "Observations: the number announced is 3, the number found 1.")
        #expect(outcome.counts("table.count-differs") == [3, 1, 1, 1, 0])
    }

    @Test("of several bodies of one reporter each has its own parts")
    func partsOfBodies() throws {
        var survey = try CheckSurvey(
            "count: {field: cover.lines}", reporters: "parts: [cover, observations], distinguish: cover.group, ")
        survey.add("r1", body: "x", table: "cover", [["lines": 2, "group": "x"]])
        survey.add("r2", body: "y", [["code": "a"]])
        #expect(try survey.run().counts("table.count-differs") == [1, 0, 0, 1, 0])
        survey.add("r3", body: "x", [["code": "a"], ["code": "b"]])
        #expect(try survey.run().counts("table.count-differs") == [1, 1, 0, 0, 0])
    }

    @Test("so are keys looked for, and parts of a total added up, whose cells are another return's")
    func otherChecksOfParts() throws {
        let parts = "parts: [cover, observations], "
        var key = try CheckSurvey(
            "foreignKeys: {fields: group, reference: {resource: cover, fields: group}}", reporters: parts)
        key.add("r1", [["group": "a"], ["group": "c"]])
        key.add("r2", table: "cover", [["group": "a"]])
        #expect(try key.run().places == ["table.no-such-key r1 B2 []"])
        #expect(try key.run().counts("table.no-such-key") == [2, 1, 1, 0, 0])

        var total = try CheckSurvey("totals: {field: value, table: cover, sum: total, by: group}", reporters: parts)
        total.add("r1", [["group": "x", "value": 10], ["group": "y", "value": 3]])
        total.add(
            "r2", table: "cover",
            [["group": "x", "total": 4], ["group": "x", "total": 5], ["group": "y", "total": 3]])
        #expect(try total.run().places == ["table.total-differs r1 D1 []"])
        #expect(try total.run().counts("table.total-differs") == [2, 1, 1, 0, 0])
    }

    @Test("checks that share their id are told from each other by the field that each is about")
    func sharedIDs() throws {
        var survey = try CheckSurvey(
            """
            totals: [{field: value, parts: first}, {field: second, parts: first}]
            foreignKeys: {fields: group, reference: {resource: cover, fields: group}}
            """)
        survey.add("r1", [["value": 1, "first": 2, "second": 3], ["value": 2, "first": 2, "second": 3]])
        let outcome = try survey.run()
        let totals = outcome.results.filter { $0.id == "table.total-differs" }
        #expect(totals.map(\.field) == ["value", "second"] && totals.map(\.failed) == [1, 2])
        #expect(outcome.results.filter { $0.id == "table.no-such-key" }.map(\.field) == ["group"])
    }

    // MARK: - Terms

    @Test("a check is switched off, on trial, and worded like a rule")
    func terms() throws {
        var survey = try CheckSurvey(
            """
            totals:
              - {id: off, field: value, parts: first, off: {reporter: AAA, reason: R}}
              - {id: trial, field: value, parts: first, trial: true}
              - {id: worded, field: value, parts: first, severity: note, why: W, message: {en: "{code}: {sum} not {value}"}}
            """)
        survey.add("r1", [["code": "x", "value": 2, "first": 1]])
        let outcome = try survey.run()
        #expect(outcome.places == ["worded r1 D1 [\"E1\"]"])
        #expect(outcome.message() == "x: 1 not 2")
        #expect(outcome.counts("off") == [0, 0, 0, 0, 1])
        #expect(outcome.counts("trial") == [1, 0, 1, 0, 0])
        #expect(outcome.results.last?.why?.text(in: "en") == "W")
    }
}
