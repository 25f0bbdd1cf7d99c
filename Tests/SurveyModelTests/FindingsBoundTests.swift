import SurveyModel
import Testing

@Suite("The bound of findings while they are found")
struct FindingsBoundTests {
    private static func definition(limits: String) throws -> SurveyDefinition {
        let tables = """

            tables:
              items:
                title: Items
                fields:
                  amount: {type: number, title: Amount, constraints: {maximum: {value: 100, trial: true}}}
            layouts:
              items: {into: items, sheet: {any: true}, table: {columns: {amount: {label: Amount}}}}
            limits: \(limits)
            """
        return try SurveyDefinition.decode(yaml: headOfSurvey + tables, file: "pipeline.yaml")
    }

    /// Of each severity, some on trial, some of the return as a whole, some with long texts.
    private static let all: [Finding] = (0..<300).map { number in
        var finding = Finding(
            rule: number % 5 == 0 ? "constraint.maximum" : "type.not-a-number",
            severity: Severity.allCases[number * 7 % 11 % 3], message: .text("\(number)"), table: "items",
            field: "amount")
        if number % 17 != 0 { finding.record = number }
        if number % 4 == 0 { finding.value = String(repeating: "x", count: 3_000) }
        return finding
    }

    private static let limits = [
        "{issuesPerReturn: 5}", "{issuesPerReturn: 100}", "{issuesPerReturn: 1000}", "{issueBytesPerReturn: 20 KiB}",
        "{issuesPerReturn: 30, issueBytesPerReturn: 9 KiB}",
    ]

    private static func bounded(_ definition: SurveyDefinition, step: Int) -> [Finding] {
        var bound = FindingsBound(definition)
        var findings: [Finding] = []
        for start in stride(from: 0, to: all.count, by: step) {
            findings += all[start..<min(start + step, all.count)]
            bound.apply(to: &findings)
        }
        return findings
    }

    @Test(
        "what is told is what would be told of all, however many are found at once", arguments: limits, [1, 7, 1_000])
    func same(limits: String, step: Int) throws {
        let definition = try Self.definition(limits: limits)
        let limit = IssueLimit(definition)
        let told = limit.kept(Self.bounded(definition, step: step), in: definition)
        let expected = limit.kept(Self.all, in: definition)
        #expect(told.filter { $0.rule != IssueLimit.rule } == expected.filter { $0.rule != IssueLimit.rule })
        #expect(told.count { $0.rule == IssueLimit.rule } == expected.count { $0.rule == IssueLimit.rule })
    }

    @Test("no more is kept than is told, and one, of each severity and of what is on trial")
    func few() throws {
        let definition = try Self.definition(limits: "{issuesPerReturn: 5}")
        let findings = Self.bounded(definition, step: 1)
        #expect(findings.count { IssueLimit.counts($0) } == 4 * 6)
        #expect(findings.count { !IssueLimit.counts($0) } == Self.all.count { !IssueLimit.counts($0) })
    }
}
