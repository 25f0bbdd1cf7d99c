import OrderedCollections
import SurveyModel
import TestMeasurement
import Testing
import Validate

extension ConstraintName {
    /// Whether it is set on the field `value`, which holds numbers; else on `reason`, which holds text.
    var isOfNumbers: Bool { self == .minimum || self == .maximum }
    var field: String { isOfNumbers ? "value" : "reason" }

    /// The value of the constraint in the definition.
    var demand: String {
        switch self {
        case .required, .unique: "true"
        case .minimum: "0"
        case .maximum: "10"
        case .minLength, .maxLength: "3"
        case .pattern: "\"[a-z]+\""
        case .enumeration: "[a, b]"
        }
    }

    /// What keeps it, three times, and what breaks it.
    var rows: [[String: TestCell]] {
        switch self {
        case .required: [["reason": "a"], ["reason": "b"], ["reason": "c"], ["value": 1]]
        case .unique: [["reason": "a"], ["reason": "b"], ["reason": "c"], ["reason": "a"]]
        case .minimum: [["value": 0], ["value": 1], [:], ["value": -7]]
        case .maximum: [["value": 10], ["value": 1], [:], ["value": 11]]
        case .minLength: [["reason": "abc"], ["reason": "abcd"], [:], ["reason": "ab"]]
        case .maxLength: [["reason": "abc"], ["reason": "ab"], [:], ["reason": "abcd"]]
        case .pattern: [["reason": "abc"], ["reason": "ab"], [:], ["reason": "AB"]]
        case .enumeration: [["reason": "a"], ["reason": "b"], [:], ["reason": "c"]]
        }
    }

    /// What was typed where it is broken.
    var typed: String {
        switch self {
        case .required: ""
        case .unique: "a"
        case .minimum: "-7"
        case .maximum: "11"
        case .minLength: "ab"
        case .maxLength: "abcd"
        case .pattern: "AB"
        case .enumeration: "c"
        }
    }

    /// Passed, failed and not verifiable of the four rows: `required` and `unique` have a value to look at in each but the one that lacks it.
    var verdicts: [Int] { self == .required || self == .unique ? [3, 1, 0] : [2, 1, 1] }

    /// What comes of so many returns with these rows: tested, passed, failed, not verifiable, not applicable.
    func counts(of returns: Int, off: Int = 0) -> [Int] { [4 * returns] + verdicts.map { $0 * returns } + [4 * off] }

    /// A survey with the constraint in its long form; each of three returns has four records, of which the last breaks it.
    func survey(_ more: String, beside: String = "", checks: String = "", rules: String = "") throws -> CheckSurvey {
        let long = more.isEmpty ? demand : "{value: \(demand), \(more)}"
        let keys = "constraints: {\(rawValue): \(long)\(beside)}"
        var survey = try CheckSurvey(
            checks, value: isOfNumbers ? keys : "", condition: isOfNumbers ? "" : keys, more: rules)
        survey.add("r1", reporter: "AAA", rows)
        survey.add("r2", reporter: "BBB", rows)
        survey.add("r3", reporter: "AAA", round: "2025", rows)
        return survey
    }
}

@Suite("What the author says of single constraints")
struct ConstraintTermsTests {
    private func constrain(_ name: ConstraintName, _ more: String) throws -> (
        outcome: ConstraintOutcome, findings: [Finding]
    ) {
        let came = try name.survey(more).constrain()
        return (came.outcome, came.findings.sorted { $0.key < $1.key }.flatMap(\.value))
    }

    private func counts(_ outcome: ConstraintOutcome) -> [Int] { outcome.results.flatMap(\.counts) }

    @Test("a constraint is counted over the records of all returns that count", arguments: ConstraintName.allCases)
    func counted(_ name: ConstraintName) throws {
        let short = try constrain(name, "")
        #expect(counts(short.outcome) == name.counts(of: 3))
        #expect(short.outcome.results.map(\.id) == [name.rule])
        #expect(short.findings.map(\.rule) == [name.rule, name.rule, name.rule])
        #expect(short.findings.map(\.severity) == [.error, .error, .error])
        #expect(short.outcome.reworded.isEmpty && short.outcome.ruleFindings.isEmpty)
        // The long form that says nothing more is the short form.
        let long = try constrain(name, "severity: error")
        #expect(long.findings == short.findings)
        #expect(long.outcome.results == short.outcome.results)
    }

    @Test("for whom a constraint is switched off it counts as not applicable", arguments: ConstraintName.allCases)
    func off(_ name: ConstraintName) throws {
        func counts(_ off: String) throws -> [Int] { self.counts(try constrain(name, "off: \(off)").outcome) }
        #expect(try counts("{reporter: AAA, reason: R}") == name.counts(of: 1, off: 2))
        #expect(try counts("{round: \"2026\", reason: R}") == name.counts(of: 1, off: 2))
        #expect(try counts("[{reporter: AAA, round: \"2026\", reason: R}]") == name.counts(of: 2, off: 1))
        #expect(try counts("[{reporter: AAA, reason: R}, {reporter: BBB, reason: R}]") == name.counts(of: 0, off: 3))
        #expect(try counts("{reporter: CCC, reason: R}") == name.counts(of: 3))
    }

    @Test("a constraint on trial is counted, and so marked", arguments: ConstraintName.allCases)
    func trial(_ name: ConstraintName) throws {
        let outcome = try constrain(name, "trial: true, threshold: {error: 1}, why: Why").outcome
        #expect(counts(outcome) == name.counts(of: 3))
        #expect(outcome.results.map(\.isTrial) == [true])
        #expect(outcome.results.map { $0.why?.text(in: "en") } == ["Why"])
        #expect(outcome.ruleFindings.isEmpty)
    }

    @Test(
        "a threshold that the current round passes is told of the constraint by its field",
        arguments: ConstraintName.allCases)
    func threshold(_ name: ConstraintName) throws {
        // Two of the eight records of the current round break it.
        let passed = try constrain(name, "threshold: {warning: 20}").outcome.ruleFindings
        #expect(passed.map(\.rule) == ["rule.threshold"])
        #expect(passed.map(\.severity) == [.warning])
        #expect(passed.map(\.value) == ["\(name.rule) of observations.\(name.field)"])
        #expect(
            passed.map { $0.message.text(in: "en") } == [
                "25 % of what the rule \(name.rule) of observations.\(name.field) looks at in the round (2 of 8) breaks it."
            ])
        #expect(
            try constrain(name, "threshold: {warning: 20, error: 24}").outcome.ruleFindings.map(\.severity) == [.error])
        #expect(try constrain(name, "threshold: {warning: 25}").outcome.ruleFindings.isEmpty)
        let off = "off: [{reporter: AAA, reason: R}, {reporter: BBB, reason: R}]"
        #expect(try constrain(name, "threshold: {warning: 0}, \(off)").outcome.ruleFindings.isEmpty)
    }

    @Test(
        "its severity is its own, and that of the field's other constraints stays", arguments: ConstraintName.allCases)
    func severity(_ name: ConstraintName) throws {
        #expect(try constrain(name, "severity: note").findings.map(\.severity) == [.note, .note, .note])
        let other: ConstraintName = name == .unique ? .required : .unique
        let definition = try name.survey("severity: note", beside: ", \(other.rawValue): true, severity: warning")
            .definition
        let constraints = definition.tables["observations"]?.fields[name.field]?.constraints
        #expect(constraints?.terms[name]?.severity == .note)
        #expect(constraints?.terms[other]?.severity == .warning)
    }

    @Test("its message has the record's values, in each language", arguments: ConstraintName.allCases)
    func message(_ name: ConstraintName) throws {
        let findings = try constrain(
            name, "message: {en: \"{question} no. {value}\", fr: \"non : « {value} »\", es: \"no: {value}\"}"
        ).findings
        #expect(findings.count == 3)
        let title = name.isOfNumbers ? "Value" : "Reason"
        for finding in findings {
            #expect(finding.message.text(in: "en") == "\(title) no. \(name.typed)")
            #expect(finding.message.text(in: "fr") == "non : « \(name.typed) »")
            #expect(finding.message.text(in: "es") == "no: \(name.typed)")
            #expect(finding.expected?.isEmpty == false)
        }
    }

    @Test("a message may name what the constraint demands, and other answers of the record")
    func placeholders() throws {
        func message(_ name: ConstraintName, _ text: String) throws -> String? {
            try constrain(name, "message: \"\(text)\"").findings.first?.message.text(in: "en")
        }
        #expect(try message(.minimum, "{value} < {limit}") == "-7 < 0")
        #expect(try message(.maximum, "{value} > {limit}, {code}.") == "11 > 10, .")
        #expect(try message(.minLength, "{length} < {limit}") == "2 < 3")
        #expect(try message(.maxLength, "{length} > {limit}") == "4 > 3")
        let unique = try message(.unique, "{value}, as in {cell}")
        #expect(unique == "a, as in G1")
        #expect(try message(.pattern, "{reason}?") == "AB?")
    }

    @Test(
        "what it expects and suggests is a text, or an expression over the record", arguments: ConstraintName.allCases)
    func expressions(_ name: ConstraintName) throws {
        let texts = try constrain(name, "expected: \"not {value}\"").findings
        #expect(texts.map { $0.expected?.text(in: "en") } == texts.map { _ in "not \(name.typed)" })
        let asked = try constrain(name, "expected: {sql: \"'record ' || record\"}, suggest: record * 10").findings
        #expect(asked.map { $0.expected?.text(in: "en") } == ["record 4", "record 4", "record 4"])
        #expect(asked.map { $0.suggestion?.text(in: "en") } == ["40", "40", "40"])
        let own = try constrain(name, "").findings.map(\.expected)
        #expect(try constrain(name, "expected: {sql: 'NULL'}").findings.map(\.expected) == own)
    }

    @Test("an expression that fails is told of the constraint once, and the issues without it")
    func failing() throws {
        let came = try constrain(.minimum, "suggest: abs(-9223372036854775807 - 1)")
        #expect(came.findings.map(\.suggestion) == [nil, nil, nil])
        #expect(came.outcome.ruleFindings.map(\.rule) == ["rule.expression-failed"])
        #expect(came.outcome.ruleFindings.map(\.value) == ["constraint.minimum of observations.value"])
        #expect(counts(came.outcome) == ConstraintName.minimum.counts(of: 3))
    }

    @Test(
        "an expression without an end costs the time of a rule once, and the constraint is told",
        .timeLimit(.minutes(10)))
    func timeout() throws {
        let endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)"
        var survey = try CheckSurvey(
            "", value: "constraints: {minimum: {value: 0, suggest: \"\(endless)\"}}", limits: "{secondsPerRule: 1}")
        survey.add("r1", ConstraintName.minimum.rows)
        survey.add("r2", reporter: "BBB", ConstraintName.minimum.rows)
        let (came, seconds) = try timed { try survey.constrain() }
        #expect((0.9...20).contains(seconds))
        #expect(came.findings.values.flatMap(\.self).map(\.rule) == ["constraint.minimum", "constraint.minimum"])
        #expect(came.outcome.ruleFindings.map(\.rule) == ["rule.expression-failed"])
    }

    @Test(
        "a slip in what is said of a constraint is told with its name and line before anything is read",
        arguments: [
            (ConstraintName.minimum, "message: '{limt}'", "{limt}", "question, value, limit"),
            (.required, "message: '{limit}'", "{limit}", "question, value"),
            (.maximum, "suggest: valeu / 10", "no such column: valeu", "The fields of 'observations'"),
            (.pattern, "expected: {sql: 'random()'}", "calls the function random", "lists the functions"),
        ])
    func slip(_ name: ConstraintName, _ more: String, _ message: String, _ advice: String) throws {
        let survey = try name.survey(more)
        let error = #expect(throws: DefinitionError.self) { try survey.constrain() }
        let diagnostics = error?.diagnostics ?? []
        #expect(diagnostics.count == 1, "\(diagnostics)")
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.message.contains(message), "\(diagnostic)")
        #expect(diagnostic.message.contains("'\(name.rule) of observations.\(name.field)'"), "\(diagnostic)")
        #expect(diagnostic.advice.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position.line == (name.isOfNumbers ? CheckSurvey.valueLine : CheckSurvey.reasonLine))
    }

    @Test("no sentence of a constraint tells a private answer, and no expression that reads one is asked")
    func privacy() throws {
        var survey = try CheckSurvey(
            "",
            value:
                "constraints: {minimum: {value: 0, suggest: REASON, expected: {sql: 'reason'}, message: \"{reason}\"}}",
            condition:
                "private: true, constraints: {maxLength: {value: 3, message: \"{value} {reason} {length} {limit}\"}}")
        survey.add("r1", [["value": -7, "reason": "secretive"]])
        let findings = try survey.constrain().findings["r1"] ?? []
        #expect(findings.map { $0.message.text(in: "en") } == ["•••", "••• ••• ••• 3"])
        #expect(findings.first?.expected?.text(in: "en") == "at least 0")
        #expect(findings.first?.suggestion == nil)
    }

    @Test(
        "a check that depends on a required answer is told where its lack is not: switched off or on trial",
        arguments: [
            ("", [6, 3, 0, 3, 0]), ("trial: true", [6, 3, 3, 0, 0]),
            ("off: {reporter: AAA, reason: R}", [6, 3, 2, 1, 0]),
        ])
    func dependent(_ more: String, _ counts: [Int]) throws {
        let rule = "{id: has-reason, table: observations, severity: note, check: reason IS NOT NULL, message: M}"
        let keys = "constraints: {required: {value: true\(more.isEmpty ? "" : ", " + more)}}"
        var survey = try CheckSurvey("", condition: keys, more: "rules: [\(rule)]\n")
        for (id, reporter, round) in [("r1", "AAA", "2026"), ("r2", "BBB", "2026"), ("r3", "AAA", "2025")] {
            survey.add(id, reporter: reporter, round: round, [["reason": "because"], ["value": 1]])
        }
        #expect(try survey.run().counts("has-reason") == counts)
    }
}
