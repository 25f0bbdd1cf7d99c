import SurveyModel
import Testing

@testable import Report

@Suite("The table of rules")
struct RulesTableTests {
    private static func issue(
        _ number: Int, field: String, table: String = "people", state: IssueState = .open
    ) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
            finding: Finding(
                rule: "constraint.minimum", severity: .error, message: .text("M"), table: table, record: number,
                field: field), state: state)
    }

    private static func constraint(_ field: String, failed: Int) -> RuleResult {
        RuleResult(
            id: "constraint.minimum", table: "people", field: field, severity: .error,
            expression: "\(field): at least 0", why: nil, tested: 9, failed: failed, notVerifiable: 0)
    }

    /// The line about an expression.
    private static func row(_ expression: String, in page: String) throws -> Substring {
        try #require(page.split(separator: "\n").first { $0.contains("<code>\(expression)</code>") })
    }

    @Test("fields that share a constraint have each its own open issues, and the link to these alone")
    func sharedConstraints() throws {
        let full = try SpecimenResult.full()
        let issues = [
            Self.issue(1, field: "kind"), Self.issue(2, field: "kind", state: .waived),
            Self.issue(3, field: "number", state: .corrected), Self.issue(4, field: "kind", table: "places"),
        ]
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: issues,
            rules: [Self.constraint("kind", failed: 2), Self.constraint("number", failed: 1)], codings: [],
            figures: [], provenance: [])
        let page = try ReportRenderer().html(result)
        let link = "#issues?r=constraint.minimum&amp;tb=people&amp;fd=people.kind"
        #expect(
            try Self.row("kind: at least 0", in: page).hasSuffix("<td class=\"n\"><a href=\"\(link)\">1</a></td></tr>"))
        #expect(
            try Self.row("number: at least 0", in: page).hasSuffix(
                "<td class=\"n\"><span class=\"z\">0</span></td></tr>"))
    }

    @Test("a constraint that one field alone carries has all issues of its id")
    func ownConstraint() throws {
        let full = try SpecimenResult.full()
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage,
            issues: [Self.issue(1, field: "kind"), Self.issue(2, field: "kind", state: .asked)],
            rules: [Self.constraint("kind", failed: 2)], codings: [], figures: [], provenance: [])
        let row = try Self.row("kind: at least 0", in: ReportRenderer().html(result))
        #expect(row.hasSuffix("<td class=\"n\"><a href=\"#issues?r=constraint.minimum\">2</a></td></tr>"))
    }

    @Test("of totals that share their id each has its own issues; one that has found nothing has none of another's")
    func sharedTotals() throws {
        let full = try SpecimenResult.full()
        func total(_ words: String, _ field: String, failed: Int) -> RuleResult {
            RuleResult(
                id: "table.total-differs", table: "people", field: field, severity: .error, expression: words,
                why: nil, tested: 9, failed: failed, notVerifiable: 0)
        }
        let issues = ["kind", "number", "number"].enumerated().map { number, field in
            SurveyModel.Issue(
                fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
                finding: Finding(
                    rule: "table.total-differs", severity: .error, message: .text("M"), table: "people",
                    record: number, field: field), state: .open)
        }
        let rules = [
            total("first", "kind", failed: 1), total("second", "number", failed: 2),
            total("third", "number", failed: 0),
        ]
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: issues, rules: rules, codings: [], figures: [],
            provenance: [])
        let index = ResultIndex(result, language: "en")
        #expect(rules.map { index.issues(of: $0) } == [1, 2, 0])
    }
}
