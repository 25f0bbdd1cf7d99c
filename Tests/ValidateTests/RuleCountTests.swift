import SurveyModel
import Testing
import Validate

@Suite("What rules count")
struct RuleCountTests {
    private let run = RuleRun()

    @Test("passed, failed and not verifiable are told apart by what the expression gives, whatever its operands")
    func threeResults() throws {
        #expect(try run.check("share > 5").result.counts == [3, 1, 0, 2, 0])
        #expect(try run.check("share IS NULL OR share > 50").result.counts == [3, 2, 1, 0, 0])
        #expect(try run.check("coalesce(share, 0) > 5").result.counts == [3, 1, 2, 0, 0])
        #expect(try run.check("NULL").result.counts == [3, 0, 0, 3, 0])
        #expect(try run.check("0.25").result.counts == [3, 3, 0, 0, 0])
        #expect(try run.check("0.0").result.counts == [3, 0, 3, 0, 0])
        #expect(try run.check("'true'").result.counts == [3, 0, 3, 0, 0])
    }

    @Test("a text that is typed where a number is asked for can pass no comparison: it is no value")
    func noLooseComparison() throws {
        // In SQL any text is greater than any number; 'many' was typed for the share of r2.
        #expect(try run.check("share > 1000000 OR share <= 1000000").result.counts == [3, 1, 0, 2, 0])
        #expect(try run.check("'12' = 12").result.counts == [3, 0, 3, 0, 0])
    }

    @Test("a missing operand is skipped, fails, or counts as nought, as the rule says")
    func missing() throws {
        #expect(try run.check("number < 10", ", missing: skip").result.counts == [3, 1, 1, 1, 0])
        let failing = try run.check("number < 10", ", missing: fail")
        #expect(failing.result.counts == [3, 1, 2, 0, 0])
        #expect(failing.outcome.findings.map { "\($0.returnID) \($0.finding.record ?? 0)" } == ["r1 2", "r2 1"])
        #expect(try run.check("number < 10", ", missing: zero").result.counts == [3, 2, 1, 0, 0])
        #expect(try run.check("practices.number > 0", ", missing: zero").result.counts == [3, 2, 1, 0, 0])
        // Text has no nought.
        #expect(try run.check("kind = 'a'", ", missing: zero").result.counts == [3, 1, 1, 1, 0])
    }

    @Test("what was typed but cannot be read is not nought")
    func unreadableIsNotZero() throws {
        // r1 has 10.5 and nothing; r2 has 'many'.
        #expect(try run.check("share >= 0", ", missing: zero").result.counts == [3, 2, 0, 1, 0])
        #expect(try run.check("share > 0", ", missing: zero").result.counts == [3, 1, 1, 1, 0])
    }

    @Test("a check that depends on a required answer that is not there is not told, and counts as not verifiable")
    func requiredBlank() throws {
        var run = run
        run.records = StagedRecords(records: [
            "r1": [
                SpecimenSurvey.record(1, ["number": .integer(20), "title": .text("Alpha")]),
                SpecimenSurvey.record(2, ["number": .integer(20)]),
                SpecimenSurvey.record(3, entries: ["number": (.integer(20), nil, "20"), "title": (nil, "M", "n.a.")]),
            ]
        ])
        let dependent = "title IS NOT NULL AND number < 10"
        #expect(try run.check(dependent).result.counts == [3, 0, 1, 2, 0])
        #expect(try run.check(dependent).outcome.findings.map(\.finding.record) == [1])
        #expect(try run.check(dependent, ", missing: fail").result.counts == [3, 0, 1, 2, 0])
        let query = "SELECT \"return\", record FROM practices WHERE title IS NULL OR number > 10"
        #expect(try run.query(query).result.counts == [3, 0, 1, 2, 0])
        #expect(try run.query("SELECT \"return\", record FROM practices").result.counts == [3, 0, 3, 0, 0])
    }

    @Test("a record that a query returns twice fails once, with two findings")
    func twice() throws {
        let (result, outcome) = try run.query(
            "SELECT \"return\", record, 'number' AS field FROM practices WHERE number > 0 UNION ALL SELECT \"return\", record, 'title' FROM practices WHERE number > 0"
        )
        #expect(result.counts == [3, 1, 2, 0, 0])
        #expect(outcome.findings.map(\.finding.field) == ["number", "title", "number", "title"])
    }

    @Test("for whom a rule is switched off it is neither tested nor told", arguments: ["check", "query"])
    func off(_ kind: String) throws {
        func result(_ off: String) throws -> (result: RuleResult, outcome: RuleOutcome) {
            kind == "check"
                ? try run.check("title = ''", ", off: [\(off)]")
                : try run.query("SELECT \"return\", record FROM practices", ", off: [\(off)]")
        }
        #expect(try result("{reporter: REP-r1, reason: R}").result.counts == [1, 0, 1, 0, 2])
        #expect(try result("{reporter: REP-r1, reason: R}").outcome.findings.map(\.returnID) == ["r2"])
        #expect(try result("{round: '2026', reason: R}").result.counts == [0, 0, 0, 0, 3])
        #expect(try result("{reporter: REP-r3, reason: R}").result.counts == [3, 0, 3, 0, 0])
    }

    @Test("a rule on trial is counted and not told")
    func trial() throws {
        let (result, outcome) = try run.check("number < 10", ", trial: true, threshold: {error: 1}")
        #expect(result.counts == [3, 1, 1, 1, 0])
        #expect(result.isTrial)
        #expect(outcome.findings.isEmpty)
        #expect(outcome.ruleFindings.isEmpty)
    }

    @Test(
        "more failing records than the threshold allows are told once, at the severity that is reached",
        arguments: [
            ("{warning: 5, error: 20}", Severity.error as Severity?, "at most 20 %"),
            ("{warning: 5, error: 50}", .warning, "at most 5 %"), ("{warning: 33}", .warning, "at most 33 %"),
            ("{warning: 34}", nil, ""), ("{error: 34}", nil, ""),
        ])
    func threshold(_ threshold: String, _ severity: Severity?, _ expected: String) throws {
        // One of three fails.
        let outcome = try run.check("number < 10", ", threshold: \(threshold)").outcome
        #expect(outcome.ruleFindings.map(\.severity) == [severity].compactMap(\.self))
        guard severity != nil else { return }
        let finding = try #require(outcome.ruleFindings.first)
        #expect(finding.rule == "rule.threshold")
        #expect(finding.value == "rule")
        #expect(finding.expected?.text(in: "en") == expected)
        #expect(
            finding.message.text(in: "en") == "33.3 % of what the rule rule looks at in the round (1 of 3) breaks it.")
    }

    @Test("a share that is above its threshold by a little is shown with as many decimals as that takes")
    func thresholdPassedByLittle() throws {
        let outcome = try run.check("number < 10", ", threshold: {warning: 33.3}").outcome
        let finding = try #require(outcome.ruleFindings.first)
        #expect(
            finding.message.text(in: "en") == "33.33 % of what the rule rule looks at in the round (1 of 3) breaks it.")
        #expect(finding.expected?.text(in: "en") == "at most 33.3 %")
    }

    @Test("how much of the data a rule looks at follows from what it reads, unless the definition says")
    func level() throws {
        #expect(try run.check("number < 10").result.level == .withinRecord)
        #expect(try run.check("number < 10", ", level: structure").result.level == .structure)
        #expect(try run.query("SELECT \"return\", record FROM practices").result.level == .withinReturn)
        #expect(
            try run.query("SELECT a.\"return\", a.record FROM practices a JOIN practices b ON a.reporter <> b.reporter")
                .result.level == .betweenReporters)
        #expect(
            try run.query(
                "SELECT a.\"return\", a.record FROM practices a JOIN practices_previous b ON b.for_round = a.round"
            ).result.level == .betweenRounds)
    }
}
