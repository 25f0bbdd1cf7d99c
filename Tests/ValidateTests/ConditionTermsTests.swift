import SurveyModel
import TestMeasurement
import Testing
import Validate

/// The two rules of a conditional question, each with records of which one breaks it.
enum BrokenCondition: String, CaseIterable {
    case notAsked = "condition.not-asked"
    case notAnswered = "condition.not-answered"

    /// The keys of the field `reason`, with what is said of the rule.
    func keys(_ more: String) -> String {
        let more = more.isEmpty ? "" : ", " + more
        return switch self {
        case .notAsked: "asked_if: {sql: value > 10\(more)}"
        case .notAnswered: "asked_if: value > 10, constraints: {required: {value: true\(more)}}"
        }
    }

    /// One record that breaks it, one that keeps it, one which it does not concern, one of which it cannot be told.
    private var rows: [[String: TestCell]] {
        switch self {
        case .notAsked: [["value": 5, "reason": "b"], ["value": 5], ["value": 20, "reason": "b"], [:]]
        case .notAnswered: [["value": 20], ["value": 20, "reason": "b"], ["value": 5], [:]]
        }
    }

    func survey(_ more: String, rules: String = "", limits: String = "{}") throws -> CheckSurvey {
        var survey = try CheckSurvey("", condition: keys(more), limits: limits, more: rules)
        survey.add("r1", rows)
        survey.add("r2", reporter: "BBB", rows)
        return survey
    }
}

@Suite("What the author says of conditional questions")
struct ConditionTermsTests {
    private func run(_ condition: BrokenCondition, _ more: String) throws -> RuleOutcome {
        try condition.survey(more).run()
    }

    @Test("for whom it is switched off it is neither tested nor told", arguments: BrokenCondition.allCases)
    func off(_ condition: BrokenCondition) throws {
        #expect(try run(condition, "").counts(condition.rawValue) == [6, 2, 2, 2, 2])
        let off = try run(condition, "off: {reporter: AAA, reason: R}")
        #expect(off.counts(condition.rawValue) == [3, 1, 1, 1, 5])
        #expect(off.findings.map(\.returnID) == ["r2"])
        let round = try run(condition, "off: [{round: \"2026\", reason: R}]")
        #expect(round.counts(condition.rawValue) == [0, 0, 0, 0, 8])
        #expect(round.findings.isEmpty)
        // Whether the question is asked stays the same.
        #expect(round.exempt.count == 2)
    }

    @Test("on trial it is counted, not told", arguments: BrokenCondition.allCases)
    func trial(_ condition: BrokenCondition) throws {
        let outcome = try run(condition, "trial: true, threshold: {error: 1}")
        #expect(outcome.counts(condition.rawValue) == [6, 2, 2, 2, 2])
        #expect(outcome.results.filter(\.isTrial).map(\.id) == [condition.rawValue])
        #expect(outcome.findings.isEmpty && outcome.ruleFindings.isEmpty)
    }

    @Test("a threshold that is passed is told of it by its field", arguments: BrokenCondition.allCases)
    func threshold(_ condition: BrokenCondition) throws {
        let passed = try run(condition, "threshold: {warning: 33, error: 50}").ruleFindings
        #expect(passed.map(\.rule) == ["rule.threshold"])
        #expect(passed.map(\.severity) == [.warning])
        #expect(passed.map(\.value) == ["\(condition.rawValue) of observations.reason"])
        #expect(try run(condition, "threshold: {warning: 34}").ruleFindings.isEmpty)
    }

    @Test("severity, words, reason and action are its own", arguments: BrokenCondition.allCases)
    func words(_ condition: BrokenCondition) throws {
        let typed = condition == .notAsked ? "b" : ""
        let outcome = try run(
            condition,
            "severity: note, why: Why, message: {en: \"{question}: “{value}” at {first}\", fr: \"« {value} »\"}")
        #expect(outcome.findings.map(\.finding.severity) == [.note, .note])
        #expect(outcome.message() == "Reason: “\(typed)” at ")
        #expect(outcome.findings.map { $0.finding.message.text(in: "fr") } == ["« \(typed) »", "« \(typed) »"])
        #expect(outcome.results.first { $0.id == condition.rawValue }?.why?.text(in: "en") == "Why")
        let definition = try condition.survey("action: hold").definition
        let finding = Finding(
            rule: condition.rawValue, severity: .note, message: .text(""), table: "observations", record: 1,
            field: "reason")
        #expect(definition.ruleActions.action(of: finding) == .hold)
        #expect(definition.fieldTerms(of: finding)?.action == .hold)
    }

    @Test(
        "what it expects and suggests is a text, or an expression over the record", arguments: BrokenCondition.allCases)
    func expressions(_ condition: BrokenCondition) throws {
        let text = try run(condition, "expected: \"as told, not “{value}”\"").findings.first?.finding
        #expect(text?.expected?.text(in: "en") == "as told, not “\(condition == .notAsked ? "b" : "")”")
        let asked = try run(condition, "expected: {sql: \"'record ' || record\"}, suggest: value * 10")
        let finding = asked.findings.first?.finding
        #expect(finding?.expected?.text(in: "en") == "record 1")
        #expect(finding?.suggestion?.text(in: "en") == (condition == .notAsked ? "50" : "200"))
        let failing = try run(condition, "suggest: abs(-9223372036854775807 - 1)")
        #expect(failing.findings.count == 2)
        #expect(failing.ruleFindings.map(\.rule) == ["rule.expression-failed"])
        #expect(failing.ruleFindings.map(\.value) == ["\(condition.rawValue) of observations.reason"])
    }

    @Test(
        "an expression that takes too long gives nothing, for no record, and the condition asks as before",
        .timeLimit(.minutes(10)), arguments: BrokenCondition.allCases)
    func timeout(_ condition: BrokenCondition) throws {
        let endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)"
        let survey = try condition.survey("suggest: \"\(endless)\"", limits: "{secondsPerRule: 1}")
        let (slow, seconds) = try timed { try survey.run() }
        #expect((0.9...20).contains(seconds))
        #expect(slow.counts(condition.rawValue) == [6, 2, 2, 2, 2])
        #expect(slow.findings.map(\.finding.suggestion) == [nil, nil])
        #expect(slow.ruleFindings.map(\.rule) == ["rule.expression-failed"])
        #expect(slow.ruleFindings.first?.message.text(in: "en").contains("2") ?? false)
        #expect(slow.exempt.count == 2)
    }

    @Test("a slip in what is said of it is told at its line", arguments: BrokenCondition.allCases)
    func slip(_ condition: BrokenCondition) throws {
        for (more, message) in [("suggest: valeu", "no such column: valeu"), ("message: '{vlaue}'", "{vlaue}")] {
            let survey = try condition.survey(more)
            let error = #expect(throws: DefinitionError.self) { try survey.run() }
            let diagnostic = try #require(error?.diagnostics.first)
            #expect(error?.diagnostics.count == 1)
            #expect(diagnostic.message.contains(message), "\(diagnostic)")
            #expect(diagnostic.message.contains("'\(condition.rawValue) of observations.reason'"), "\(diagnostic)")
            #expect(diagnostic.position.line == CheckSurvey.reasonLine)
        }
    }
}
