import SurveyModel
import TestMeasurement
import Testing
import Validate

/// A declared check of each kind, with records of which at least one breaks it.
enum BrokenCheck: String, CaseIterable {
    case foreignKey, total, count, range, outlier, change, unitShift, rowShift, unchanged

    static let ofRecord: [BrokenCheck] = [.foreignKey, .total, .count, .range, .outlier, .change]
    static let ofSeries: [BrokenCheck] = [.unitShift, .rowShift, .unchanged]

    /// The check's keys.
    private var keys: (table: String, own: String) {
        switch self {
        case .foreignKey: ("foreignKeys", "fields: group, reference: {resource: cover, fields: group}")
        case .total: ("totals", "field: value, parts: [first, second]")
        case .count: ("count", "field: cover.lines")
        case .range: ("plausibility", "kind: range, fields: value, maximum: 10")
        case .outlier: ("plausibility", "kind: outlier, fields: value")
        case .change: ("plausibility", "kind: change, fields: value, period: year, ratio: 8")
        case .unitShift: ("plausibility", "kind: unit-shift, fields: value, period: year")
        case .rowShift: ("plausibility", "kind: row-shift, fields: value, period: year, atLeast: 4")
        case .unchanged: ("plausibility", "kind: unchanged, fields: value, period: year, atLeast: 4")
        }
    }

    /// The definition's lines, with further keys.
    func declaration(_ more: String) -> String { "\(keys.table): {\(keys.own), \(more)}" }

    func survey(_ more: String) throws -> CheckSurvey {
        var survey = try CheckSurvey(declaration(more))
        switch self {
        case .foreignKey, .total, .count, .range:
            survey.add("r1", table: "cover", [["group": "a", "lines": 7]])
            survey.add(
                "r1",
                [
                    ["group": "a", "value": 9, "first": 4, "second": 5],
                    ["group": "x", "value": 11, "first": 4, "second": 5],
                ])
        case .outlier:
            survey.add("r1", [8, 9, 9, 10, 10, 10, 11, 11, 12, 900].map { ["value": .value(.number($0))] })
        case .change: add(to: &survey, before: [1, 2, 3], now: [1, 2, 300])
        case .unitShift: add(to: &survey, before: [1, 2, 3, 4, 5], now: [1000, 2000, 3000, 4000, 5000])
        case .rowShift: add(to: &survey, before: [1, 20, 400, 8000, 160_000, 7], now: [1, 1, 20, 400, 8000, 160_000])
        case .unchanged: add(to: &survey, before: [1, 2, 3, 4, 5], now: [1, 2, 3, 4, 5])
        }
        return survey
    }

    private func add(to survey: inout CheckSurvey, before: [Double], now: [Double]) {
        for (id, round, values) in [("old", "2025", before), ("new", "2026", now)] {
            survey.add(
                id, round: round,
                values.enumerated().map { place, value in
                    [
                        "code": .value(.text("c\(place)")), "year": .value(.text(round)),
                        "value": .value(.number(value)),
                    ]
                })
        }
    }
}

@Suite("What the author adds to declared checks")
struct CheckTermsTests {
    private func run(_ check: BrokenCheck, _ more: String) throws -> RuleOutcome {
        try check.survey("id: own, " + more).run()
    }

    @Test("what is expected and suggested by SQL is that of the record", arguments: BrokenCheck.ofRecord)
    func expressions(_ check: BrokenCheck) throws {
        let outcome = try run(check, "expected: {sql: \"'record ' || record\"}, suggest: record * 10")
        #expect(!outcome.findings.isEmpty)
        for item in outcome.findings {
            let number = try #require(item.finding.record)
            #expect(item.finding.expected?.text(in: "en") == "record \(number)")
            #expect(item.finding.suggestion?.text(in: "en") == "\(number * 10)")
        }
        #expect(outcome.ruleFindings.isEmpty)
    }

    @Test("an expected text takes the place of the kind's own, with its placeholders", arguments: BrokenCheck.allCases)
    func expected(_ check: BrokenCheck) throws {
        let own = try run(check, "severity: note").findings.map { $0.finding.expected?.text(in: "en") }
        #expect(!own.isEmpty && !own.contains("as ever"))
        #expect(
            try run(check, "expected: as ever").findings.map { $0.finding.expected?.text(in: "en") }
                == own.map { _ in "as ever" })
        let filled = try run(.total, "expected: \"{sum}, not {value}\"").findings.map {
            $0.finding.expected?.text(in: "en")
        }
        #expect(filled == ["9, not 11"])
    }

    @Test("an expression that gives NULL says nothing, so the kind's own words stay", arguments: BrokenCheck.ofRecord)
    func null(_ check: BrokenCheck) throws {
        let own = try run(check, "severity: note").findings.map { $0.finding.expected?.text(in: "en") }
        #expect(try run(check, "expected: {sql: 'NULL'}").findings.map { $0.finding.expected?.text(in: "en") } == own)
    }

    @Test("a threshold that is passed is told of the check, unless it is on trial", arguments: BrokenCheck.allCases)
    func threshold(_ check: BrokenCheck) throws {
        let passed = try run(check, "threshold: {warning: 1}")
        #expect(passed.ruleFindings.map(\.rule) == ["rule.threshold"])
        #expect(passed.ruleFindings.map(\.value) == ["own"])
        #expect(passed.ruleFindings.map(\.severity) == [.warning])
        #expect(try run(check, "threshold: {warning: 0, error: 1}").ruleFindings.map(\.severity) == [.error])
        #expect(try run(check, "threshold: {error: 100}").ruleFindings.isEmpty)
        #expect(try run(check, "threshold: {warning: 1}, trial: true").ruleFindings.isEmpty)
    }

    @Test("an expression that fails on a record is told of the check, and the issue without it")
    func failing() throws {
        let outcome = try run(.range, "suggest: abs(-9223372036854775807 - 1)")
        #expect(outcome.findings.map(\.finding.suggestion) == [nil])
        #expect(outcome.ruleFindings.map(\.rule) == ["rule.expression-failed"])
        #expect(outcome.ruleFindings.map(\.value) == ["own"])
    }

    @Test("an expression that takes too long ends its check, and no other", .timeLimit(.minutes(10)))
    func timeout() throws {
        let endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)"
        var survey = try CheckSurvey(
            "totals: {field: value, parts: [first, second]}\n"
                + "plausibility: {kind: range, fields: value, maximum: 10, id: own, suggest: \"\(endless)\", "
                + "off: [{reporter: BBB, reason: R}]}",
            limits: "{secondsPerRule: 1}")
        survey.add("r1", [["value": 11, "first": 4, "second": 5], ["value": 12, "first": 4, "second": 5]])
        survey.add("r2", reporter: "BBB", [["value": 13, "first": 6, "second": 7]])
        let (outcome, seconds) = try timed { try survey.run() }
        #expect((0.9...20).contains(seconds))
        #expect(outcome.ruleFindings.map(\.rule) == ["rule.timeout"])
        #expect(outcome.ruleFindings.map(\.value) == ["own"])
        #expect(outcome.counts("own") == [2, 0, 0, 2, 1])
        #expect(outcome.findings.map(\.finding.rule) == ["table.total-differs", "table.total-differs"])
    }

    @Test(
        "a slip in what the author adds is told with its line before anything is read",
        arguments: [
            (BrokenCheck.total, "suggest: frist + second", "no such column: frist", "The fields of 'observations'"),
            (.total, "suggest: 'first + second)'", "brackets do not match", "parentheses"),
            (.total, "suggest: 'first, second'", "row value misused", "SQLite"),
            (.total, "expected: {sql: 'random()'}", "calls the function random", "lists the functions"),
            (.count, "suggest: value", "no such column: value", "The fields of 'cover'"),
            (.range, "message: '{vlaue} is much'", "{vlaue}", "value, range, group"),
            (.range, "expected: 'at most {most}'", "{most}", "value, range, group"),
            (.unitShift, "message: '{code} is odd'", "{code}", "count, compared"),
        ])
    func slip(_ check: BrokenCheck, _ more: String, _ message: String, _ advice: String) throws {
        let survey = try check.survey("id: own, " + more)
        let error = #expect(throws: DefinitionError.self) { try survey.run() }
        let diagnostics = error?.diagnostics ?? []
        #expect(diagnostics.count == 1, "\(diagnostics)")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.message.contains("'own'"), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position.line == CheckSurvey.checksLine, "\(diagnostic)")
    }
}
