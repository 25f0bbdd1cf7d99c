import SurveyModel
import Testing

@testable import Report

@Suite("The table of rules")
struct RulesTableTests {
    private static func issue(
        _ number: Int, rule: String = "constraint.minimum", field: String, table: String = "people",
        state: IssueState = .open
    ) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "f\(number)", reporter: "AAA", round: "2026", returnID: SpecimenResult.id(1),
            finding: Finding(
                rule: rule, severity: .error, message: .text("M"), table: table, record: number, field: field),
            state: state)
    }

    private static func constraint(_ field: String, failed: Int) -> RuleResult {
        result("constraint.minimum", "\(field): at least 0", field: field, failed: failed)
    }

    private static func result(_ id: String, _ expression: String, field: String, failed: Int) -> RuleResult {
        RuleResult(
            id: id, table: "people", field: field, severity: .error, expression: expression, why: nil, tested: 9,
            failed: failed, notVerifiable: 0)
    }

    /// The line about an expression.
    private static func row(_ expression: String, in page: String) throws -> Substring {
        try #require(page.split(separator: "\n").first { $0.contains("<code>\(expression)</code>") })
    }

    @Test("fields that share a constraint have each its own open issues, and the link to these alone")
    func sharedConstraints() throws {
        let issues = [
            Self.issue(1, field: "kind"), Self.issue(2, field: "kind", state: .waived),
            Self.issue(3, field: "number", state: .corrected), Self.issue(4, field: "kind", table: "places"),
        ]
        let rules = [Self.constraint("kind", failed: 2), Self.constraint("number", failed: 1)]
        let result = try SpecimenResult.run(issues: issues, rules: rules)
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
        let result = try SpecimenResult.run(
            issues: [Self.issue(1, field: "kind"), Self.issue(2, field: "kind", state: .asked)],
            rules: [Self.constraint("kind", failed: 2)])
        let row = try Self.row("kind: at least 0", in: ReportRenderer().html(result))
        #expect(row.hasSuffix("<td class=\"n\"><a href=\"#issues?r=constraint.minimum\">2</a></td></tr>"))
    }

    @Test("of totals that share their id each has its own issues; one that has found nothing has none of another's")
    func sharedTotals() throws {
        let id = "table.total-differs"
        let issues = ["kind", "number", "number"].enumerated().map { number, field in
            Self.issue(number, rule: id, field: field)
        }
        let rules = [
            Self.result(id, "first", field: "kind", failed: 1), Self.result(id, "second", field: "number", failed: 2),
            Self.result(id, "third", field: "number", failed: 0),
        ]
        let index = ResultIndex(try SpecimenResult.run(issues: issues, rules: rules), language: "en")
        #expect(rules.map { index.issues(of: $0) } == [1, 2, 0])
    }
}
