import OrderedCollections
import SurveyModel
import Testing
import Validate

@Suite("What the survey says of Canvass's own rules")
struct BuiltInTermsTests {
    private static let ids = ["r1", "r2", "r3"]

    /// A finding of another stage in the field `value` of a record.
    private static func value(_ rule: String, _ record: Int, _ typed: String) -> Finding {
        Finding(
            rule: rule, severity: .error, message: .own(.typeNotANumber, ["text": .text(typed)]),
            table: "observations", record: record, field: "value", sheet: "observations", cell: "D\(record)",
            value: typed, expected: .own(.expectedNumber))
    }

    private static func layout(_ rule: String) -> Finding {
        Finding(
            rule: rule, severity: .note, message: .own(.layoutComment, ["text": .text("as before")]), sheet: "S",
            cell: "B2", value: "as before")
    }

    /// Three returns, of which the third is of the round before: each has two numbers, one that is none, one that is a range and a record without.
    private func survey(_ terms: String, private isPrivate: Bool = false) throws -> CheckSurvey {
        var survey = try CheckSurvey("", value: isPrivate ? "private: true" : "", more: "builtin:\n  \(terms)\n")
        for (id, reporter, round) in [("r1", "AAA", "2026"), ("r2", "BBB", "2026"), ("r3", "AAA", "2025")] {
            survey.add(
                id, reporter: reporter, round: round,
                [
                    ["code": "a", "year": "1", "value": 1], ["code": "a", "year": "2", "value": 2],
                    ["code": "a", "year": "1", "value": .unreadable("many")], ["value": .unreadable("1-2")],
                    ["code": "b"],
                ])
            survey.find(
                [Self.value("type.not-a-number", 3, "many"), Self.value("type.range", 4, "1-2")]
                    + (id == "r1" ? [Self.layout("layout.comment"), Self.layout("template.picture")] : []),
                in: id, hasBlank: id != "r3")
        }
        return survey
    }

    private func constrain(_ terms: String) throws -> (outcome: ConstraintOutcome, findings: [Finding]) {
        let came = try survey(terms).constrain()
        return (came.outcome, came.findings.sorted { $0.key < $1.key }.flatMap(\.value))
    }

    private func results(_ terms: String) throws -> [RuleResult] { try constrain(terms).outcome.results }

    @Test("where nothing is said, nothing is counted and every finding stays as it is")
    func silent() throws {
        let came = try survey("{}").constrain()
        #expect(came.outcome.results.isEmpty && came.outcome.reworded.isEmpty)
    }

    @Test(
        "each is counted over what it is about: answers, records, returns",
        arguments: [
            // Of 4 answers in each return one is none, and another is told by another rule.
            ("type.not-a-number: {trial: true}", [12, 6, 3, 3, 0]),
            ("type.not-a-number: {table: observations, fields: value, why: W}", [12, 6, 3, 3, 0]),
            ("type.not-a-number: {table: observations, fields: first, why: W}", [0, 0, 0, 0, 0]),
            ("type.not-a-number: {table: cover, why: W}", [0, 0, 0, 0, 0]),
            ("type.range: {why: W, off: {reporter: AAA, reason: R}}", [4, 2, 1, 1, 8]),
            // Of 5 records one repeats a key, and two have none.
            ("table.duplicate-key: {why: W}", [15, 6, 3, 6, 0]),
            ("table.duplicate-key: {table: observations, off: {round: \"2026\", reason: R}}", [5, 2, 1, 2, 10]),
            ("layout.comment: {why: W}", [3, 2, 1, 0, 0]),
            ("layout.comment: {off: {reporter: BBB, reason: R}}", [2, 1, 1, 0, 1]),
            // The third return has no blank questionnaire beside it.
            ("template.picture: {why: W}", [3, 1, 1, 1, 0]),
        ])
    func counted(_ terms: String, _ counts: [Int]) throws {
        let results = try results(terms)
        #expect(results.map(\.counts) == [counts])
        #expect(results.map(\.isTrial) == [terms.contains("trial")])
    }

    @Test("of several items the first that fits counts, and the others are about the rest")
    func firstThatFits() throws {
        let terms = "type.not-a-number: [{table: observations, fields: value, severity: note}, {severity: warning}]"
        let came = try constrain(terms)
        #expect(came.outcome.results.map(\.counts) == [[12, 6, 3, 3, 0], [0, 0, 0, 0, 0]])
        #expect(came.outcome.results.map(\.severity) == [.note, .warning])
        #expect(came.findings.filter { $0.rule == "type.not-a-number" }.map(\.severity) == [.note, .note, .note])
        let other = try constrain(terms.replacing("fields: value", with: "fields: first"))
        #expect(other.outcome.results.map(\.counts) == [[0, 0, 0, 0, 0], [12, 6, 3, 3, 0]])
        #expect(other.findings.filter { $0.rule == "type.not-a-number" }.map(\.severity).allSatisfy { $0 == .warning })
    }

    @Test(
        "its severity is the survey's, and that of other rules stays",
        arguments: ["type.not-a-number", "table.duplicate-key", "layout.comment", "template.picture"])
    func severity(_ rule: String) throws {
        for severity in Severity.allCases {
            let findings = try constrain("\(rule): {severity: \(severity.rawValue)}").findings
            #expect(Set(findings.filter { $0.rule == rule }.map(\.severity)) == [severity])
        }
        let others = try constrain("\(rule): {severity: warning}").findings.filter { $0.rule != rule }
        #expect(!others.contains { $0.severity == .warning })
        // What is said beside leaves the severity as it is.
        let as_is = try constrain("{}").findings.map(\.severity)
        #expect(try constrain("\(rule): {message: M}").findings.map(\.severity) == as_is)
    }

    @Test(
        "a threshold that the current round passes is told of it, by its name",
        arguments: [
            ("type.not-a-number: {threshold: {warning: 20}}", "type.not-a-number", "(2 of 8)"),
            (
                "type.not-a-number: {table: observations, fields: value, threshold: {error: 24}}",
                "type.not-a-number of observations.value", "(2 of 8)"
            ),
            (
                "table.duplicate-key: {table: observations, threshold: {warning: 19}}",
                "table.duplicate-key of observations", "(2 of 10)"
            ),
            ("layout.comment: {threshold: {warning: 49}}", "layout.comment", "(1 of 2)"),
            ("template.picture: {threshold: {error: 49}}", "template.picture", "(1 of 2)"),
        ])
    func threshold(_ terms: String, _ name: String, _ share: String) throws {
        let told = try constrain(terms).outcome.ruleFindings
        #expect(told.map(\.rule) == ["rule.threshold"])
        #expect(told.map(\.value) == [name])
        #expect(told.map(\.severity) == [terms.contains("error") ? .error : .warning])
        #expect(told.first?.message.text(in: "en").contains(share) == true, "\(told)")
        let trial = terms.replacing(": {", with: ": {trial: true, ", maxReplacements: 1)
        #expect(try constrain(trial).outcome.ruleFindings.isEmpty)
        #expect(try constrain(terms.replacing(/: [0-9]+/, with: ": 50")).outcome.ruleFindings.isEmpty)
    }

    @Test(
        "its message is the survey's in each language, and what it expects",
        arguments: [
            (
                "type.not-a-number: {table: observations, message: {en: \"{question} {value} of {code} in {sheet}!{cell}\", fr: \"non : {value}\", es: \"no: {value}\"}, expected: \"not {value}\"}",
                "type.not-a-number", ["Value many of a in observations!D3", "non : many", "no: many"], "not many"
            ),
            (
                "type.not-a-number: {message: {en: \"{question}: {value}?\", fr: F, es: S}, expected: E}",
                "type.not-a-number", ["Value: many?", "F", "S"], "E"
            ),
            (
                "table.duplicate-key: {table: observations, message: {en: \"{code} {year} as in {place}\", fr: F, es: S}, expected: E}",
                "table.duplicate-key", ["a 1 as in observations!A1", "F", "S"], "E"
            ),
            (
                "layout.comment: {message: {en: \"{value} ({sheet}!{cell})\", fr: F, es: S}, expected: E}",
                "layout.comment", ["as before (S!B2)", "F", "S"], "E"
            ),
            (
                "template.picture: {message: {en: \"{value}\", fr: F, es: S}, expected: E}", "template.picture",
                ["as before", "F", "S"], "E"
            ),
        ])
    func message(_ terms: String, _ rule: String, _ texts: [String], _ expected: String) throws {
        let found = try constrain(terms).findings.filter { $0.rule == rule }
        #expect(!found.isEmpty)
        for finding in found {
            #expect(["en", "fr", "es"].map { finding.message.text(in: $0) } == texts)
            #expect(finding.expected?.text(in: "en") == expected)
        }
    }

    @Test("what is expected and suggested may be SQL over the record, where one is looked at")
    func expressions() throws {
        for rule in ["type.not-a-number", "table.duplicate-key"] {
            let terms = "\(rule): {table: observations, expected: {sql: \"'record ' || record\"}, suggest: record * 10}"
            let found = try constrain(terms).findings.filter { $0.rule == rule }
            #expect(found.map { $0.expected?.text(in: "en") } == ["record 3", "record 3", "record 3"])
            #expect(found.map { $0.suggestion?.text(in: "en") } == ["30", "30", "30"])
        }
        let failing = try constrain("type.range: {table: observations, suggest: abs(-9223372036854775807 - 1)}")
        #expect(failing.outcome.ruleFindings.map(\.rule) == ["rule.expression-failed"])
        #expect(failing.outcome.ruleFindings.map(\.value) == ["type.range of observations"])
    }

    @Test("no sentence tells a private answer, and no expression that reads one is asked")
    func privacy() throws {
        let terms =
            "type.not-a-number: {table: observations, message: \"{question} {value} {cell}\", expected: {sql: value}, suggest: value}"
        let found = try survey(terms, private: true).constrain().findings["r1"]?.first {
            $0.rule == "type.not-a-number"
        }
        #expect(found?.message.text(in: "en") == "Value ••• D3")
        #expect(found?.expected == .own(.expectedNumber) && found?.suggestion == nil)
    }

    @Test(
        "a slip in its words or SQL is told with its line before anything is read",
        arguments: [
            ("type.range: {message: '{code}'}", "names {code}", "question, value, sheet, cell"),
            ("type.range: {table: observations, message: '{cod}'}", "names {cod}", "code"),
            ("table.duplicate-key: {message: '{question}'}", "names {question}", "place"),
            ("layout.comment: {expected: '{question}'}", "names {question}", "value, sheet, cell"),
            ("coverage.missing-return: {message: '{value}'}", "names {value}", "reporter, round"),
            ("type.range: {table: observations, suggest: valeu / 10}", "no such column: valeu", "The fields of"),
            ("type.range: {table: observations, expected: {sql: 'random()'}}", "calls the function random", "lists"),
        ])
    func slip(_ terms: String, _ message: String, _ advice: String) throws {
        let survey = try survey(terms)
        let error = #expect(throws: DefinitionError.self) { try survey.constrain() }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(error?.diagnostics.count == 1 && diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position.line == CheckSurvey.checksLine + 4, "\(diagnostic)")
    }

    // MARK: - Who has reported

    private static let reporters = ["AAA", "BBB", "CCC", "DDD"].map { Reporter(code: $0, name: "Land \($0)") }

    private func coverage(_ terms: String) throws -> CoverageOutcome {
        let returns = [("AAA", "2026"), ("BBB", "2025"), ("XXX", "2026")].map { reporter, round in
            Return(
                sha256: "\(reporter)-0123456789ab", file: "\(reporter).xlsx", reporter: reporter, round: round,
                received: "", version: "", language: "", state: .live)
        }
        return Coverage.outcome(
            of: try CheckSurvey("", more: "builtin: {\(terms)}\n").definition, reporters: Self.reporters,
            returns: returns)
    }

    @Test("who has not reported is told on the survey's terms, and counted by reporters")
    func missingReturn() throws {
        let plain = try coverage("")
        #expect(plain.missing.map(\.reporter.code) == ["BBB", "CCC", "DDD"] && plain.results.isEmpty)
        let told = try coverage(
            "coverage.missing-return: {severity: error, message: {en: \"Where is {reporter} in {round}?\", fr: F, es: S}, why: W, expected: E, threshold: {warning: 60}, off: {reporter: CCC, reason: Joins in 2027}}"
        )
        #expect(told.missing.map(\.reporter.code) == ["BBB", "DDD"])
        #expect(told.missing.map(\.finding.severity) == [.error, .error])
        #expect(told.missing.first?.finding.message.text(in: "en") == "Where is Land BBB in 2026?")
        #expect(told.missing.first?.finding.message.text(in: "es") == "S")
        #expect(told.missing.first?.finding.expected?.text(in: "en") == "E")
        #expect(told.results.map(\.counts) == [[3, 1, 2, 0, 1]])
        #expect(told.results.map { $0.why?.text(in: "en") } == ["W"])
        #expect(told.ruleFindings.map(\.value) == ["coverage.missing-return"])
        let round = try coverage("coverage.missing-return: {off: {round: \"2026\", reason: Goes on}}")
        #expect(round.missing.isEmpty && round.results.map(\.counts) == [[0, 0, 0, 0, 4]])
        let trial = try coverage("coverage.missing-return: {trial: true, threshold: {error: 1}}")
        #expect(trial.missing.isEmpty && trial.ruleFindings.isEmpty)
        #expect(trial.results.map(\.counts) == [[4, 1, 3, 0, 0]] && trial.results.allSatisfy(\.isTrial))
    }

    @Test("who is in no register is told on the survey's terms, and counted by returns")
    func unknownReporter() throws {
        let told = try coverage(
            "coverage.unknown-reporter: {severity: note, message: \"{reporter}?\", threshold: {warning: 49}}")
        #expect(told.unknown.map(\.finding.severity) == [.note])
        #expect(told.unknown.map { $0.finding.message.text(in: "en") } == ["XXX?"])
        #expect(told.results.map(\.counts) == [[3, 2, 1, 0, 0]])
        #expect(told.ruleFindings.map(\.rule) == ["rule.threshold"])
        #expect(
            try coverage("coverage.unknown-reporter: {off: {reporter: XXX, reason: R}}").results.map(\.counts) == [
                [2, 2, 0, 0, 1]
            ])
    }
}
