import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("The issues in the page")
struct IssueColumnsTests {
    @Test("every column has an entry for each issue, and each place lies in its list")
    func columns() throws {
        let json = try PageData.object(in: ReportRenderer().html(SpecimenResult.full()))
        let issues = try #require(json["issues"] as? [String: Any])
        let lists = try #require(json["lists"] as? [String: [Any]])
        let listOf = [
            "rule": "rules", "reporter": "reporters", "round": "rounds", "return": "returns", "table": "tables",
            "field": "fields", "sheet": "sheets", "state": "states", "expected": "expected",
            "suggestion": "suggestions", "message": "messages",
        ]
        #expect((issues["severity"] as? String) == "eewn")
        for name in ["fingerprint", "cell", "value", "record", "cause"] + listOf.keys {
            #expect((issues[name] as? [Any])?.count == 4, "\(name)")
        }
        for (column, list) in listOf {
            let places = try #require(issues[column] as? [Int])
            let count = try #require(lists[list]?.count)
            #expect(places.allSatisfy { $0 >= -1 && $0 < count }, "\(column)")
        }
    }

    @Test("a text that repeats stands once")
    func sharedTexts() throws {
        let json = try PageData.object(in: ReportRenderer().html(SpecimenResult.full()))
        let lists = try #require(json["lists"] as? [String: [Any]])
        #expect(lists["sheets"] as? [String] == ["People, all"])
        #expect(lists["reporters"] as? [[String]] == [["AAA", "Aland"], ["CCC", "Celand"]])
    }

    @Test("10,000 issues fit into 5 MB")
    func size() throws {
        let full = try SpecimenResult.full()
        let issues = (0..<10_000).map { number in
            Issue(
                fingerprint: String(number + 0x1000_0000, radix: 16) + "00000000", reporter: "AAA", round: "2026",
                returnID: SpecimenResult.id(1),
                finding: Finding(
                    rule: "type.not-a-number", severity: .error,
                    message: .text(
                        "“many \(number)” in a sentence as long as such sentences are, is not a number."),
                    table: "people", record: number, field: "number", sheet: "People", cell: "B\(number)",
                    value: "many \(number)", expected: .own(.expectedNumber), suggestion: .number(number)),
                state: .open)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: full.counts, coverage: full.coverage, issues: issues, rules: full.rules, codings: full.codings,
            figures: full.figures, provenance: full.provenance)
        #expect(try ReportRenderer().html(result).utf8.count < 5_000_000)
    }
}
