import SurveyModel
import Testing

@testable import Report

@Suite("Issues with one cause")
struct IssueCausesTests {
    private static func issue(_ cell: String?, field: String? = "number", rule: String = "r", in item: String = "a")
        -> SurveyModel.Issue
    {
        SurveyModel.Issue(
            fingerprint: "\(item)\(rule)\(cell ?? "")", reporter: "AAA", round: "1", returnID: item,
            finding: Finding(
                rule: rule, severity: .error, message: .text("No."), table: "t", field: field, sheet: "S",
                cell: cell),
            state: .open)
    }

    @Test("a whole column is one cause, and what breaks another rule or is in another return stands by itself")
    func column() {
        var issues = (2...9).map { Self.issue("Q\($0)") }
        issues += [Self.issue("Q3", rule: "other"), Self.issue("Q4", in: "b"), Self.issue(nil)]
        let causes = IssueCauses(issues)
        #expect(causes.numbers == Array(repeating: 0, count: 8) + [-1, -1, -1])
        #expect(causes.count == 1)
    }

    @Test("columns over the same rows are one block, a column elsewhere is another cause")
    func block() {
        let issues =
            (2...9).flatMap { [Self.issue("B\($0)", field: "x"), Self.issue("C\($0)", field: "y")] }
            + (40...44).map { Self.issue("D\($0)", field: "z") }
        let causes = IssueCauses(issues)
        #expect(causes.numbers == Array(repeating: 0, count: 16) + Array(repeating: 1, count: 5))
    }

    @Test("three alike are read one by one")
    func few() {
        #expect(IssueCauses((2...4).map { Self.issue("Q\($0)") }).numbers == [-1, -1, -1])
        #expect(IssueCauses([]).count == 0)
    }

    @Test("the numbers do not depend on the order in which a dictionary gives its keys")
    func determinism() {
        let issues = (1...40).flatMap { row in ["a", "b", "c"].map { Self.issue("A\(row)", in: $0) } }
        let first = IssueCauses(issues).numbers
        for _ in 0..<5 { #expect(IssueCauses(issues).numbers == first) }
        #expect(first.prefix(3) == [0, 1, 2])
    }
}
