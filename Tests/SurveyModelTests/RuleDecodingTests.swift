import SurveyModel
import Testing

@Suite("Rules in a definition")
struct RuleDecodingTests {
    private static func yaml(_ more: String, check: String = "check: number > 0") -> String {
        SpecimenSurvey.yaml.replacing(
            "rules:\n",
            with: "rules:\n  - {id: a-rule, table: practices, severity: note, \(check), message: M, \(more)}\n")
    }

    private func rule(_ more: String) throws -> RuleDefinition {
        try #require(try SurveyDefinition.decode(yaml: Self.yaml(more), file: "pipeline.yaml").rules.first)
    }

    @Test("what a rule expects is a text or an expression")
    func expected() throws {
        #expect(try rule("expected: less").expected?.text(in: "en") == "less")
        #expect(try rule("expected: {en: less, fr: moins}").expected?.text(in: "fr") == "moins")
        let computed = try rule("expected: {sql: number + 1}, suggest: number - 1")
        #expect(computed.expected == nil)
        #expect(computed.expectedValue?.sql == "number + 1")
        #expect(computed.suggestion?.sql == "number - 1")
    }

    @Test("the other keys are taken, and what is not given has its default")
    func keys() throws {
        let plain = try rule("why: W")
        #expect(plain.missing == .skip && plain.threshold == nil && plain.off.isEmpty && !plain.isTrial)
        #expect(plain.level == nil)
        let full = try rule(
            "missing: zero, threshold: {warning: 2.5, error: 10}, trial: true, level: within-return, off: [{reporter: AAA, reason: R}]"
        )
        #expect(full.missing == .zero && full.isTrial && full.level == .withinReturn)
        #expect(full.threshold == RuleThreshold(warning: 2.5, error: 10))
        #expect(full.off.map(\.reporter) == ["AAA"])
        #expect(full.off[0].covers(reporter: "AAA", round: "2026"))
        #expect(!full.off[0].covers(reporter: "BBB", round: "2026"))
    }

    @Test(
        "what makes no sense is told",
        arguments: [
            ("threshold: {warning: 20, error: 5}", "`warning` the lower"), ("threshold: {}", ""),
            ("threshold: {error: 101}", "from 0 to 100"), ("off: [{reason: R}]", "neither a round nor a reporter"),
            ("off: [{reporter: AAA, reason: ' '}]", "without a reason"),
            ("off: [{reporter: AAA}]", "lacks the key 'reason'"),
            ("off: [{round: '1999', reason: R}]", "the round '1999'"), ("missing: none", "skip, fail, zero"),
        ])
    func faults(_ more: String, _ message: String) throws {
        let diagnostics = SpecimenSurvey.diagnostics(of: Self.yaml(more))
        #expect(diagnostics.count == 1)
        #expect(diagnostics.allSatisfy { $0.message.contains(message) }, "\(diagnostics)")
    }

    @Test("a query cannot say what becomes of NULL")
    func missingOfQuery() {
        let diagnostics = SpecimenSurvey.diagnostics(of: Self.yaml("missing: fail", check: "query: SELECT 1"))
        #expect(diagnostics.map(\.message).contains { $0.contains("the rule has a query") })
    }

    @Test(
        "a table cannot have the name of a view that rules read",
        arguments: ["reporters", "codes", "code_paths", "practices_current", "practices_previous"])
    func tableNames(_ name: String) {
        let yaml = SpecimenSurvey.yaml.replacing(
            "tables:\n", with: "tables:\n  \(name):\n    title: T\n    fields: {x: {type: string, title: X}}\n")
        #expect(SpecimenSurvey.diagnostics(of: yaml).contains { $0.message.contains("cannot be named '\(name)'") })
    }
}
