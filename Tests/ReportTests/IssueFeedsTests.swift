import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("Issues for programs that collect findings")
struct IssueFeedsTests {
    @Test("SARIF has a result for each issue, with file, cell and fingerprint")
    func sarif() throws {
        let result = try SpecimenResult.full { "\($0) \"<é\u{1}" }
        let data = Data(IssueFeeds.sarif(result))
        let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == result.issues.count)
        let levels = results.compactMap { $0["level"] as? String }
        #expect(levels == result.issues.map(\.finding.severity.rawValue))
        let prints = results.compactMap { ($0["partialFingerprints"] as? [String: String])?["canvass/v1"] }
        #expect(prints == result.issues.map(\.fingerprint))
        let located = try #require(results.first { $0["locations"] != nil })
        let text = String(decoding: try JSONSerialization.data(withJSONObject: located), as: UTF8.self)
        #expect(text.contains("%20%22%3C%C3%A9%01"))
    }

    @Test("JUnit's XML is well-formed and counts its failures")
    func junit() throws {
        let result = try SpecimenResult.full { "\($0) \"<é\u{1}" }
        let text = String(decoding: IssueFeeds.junit(result), as: UTF8.self)
        let failures = text.matches(of: #/<failure /#).count
        let told = text.matches(of: /failures="(\d+)"/).compactMap { Int($0.1) }.reduce(0, +)
        #expect(failures == told && failures == result.issues.count { $0.finding.severity != .note })
        #expect(text.matches(of: #/<testsuite /#).count >= result.returns.count)
        #expect(!text.contains("\u{1}") && !text.contains("\"<é"))
    }

    @Test("a settled issue is suppressed, and skipped")
    func settled() throws {
        let full = try SpecimenResult.full()
        let issues = full.issues.map { issue in
            var issue = issue
            issue.state = .waived
            return issue
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: [], returns: full.returns, counts: RunCounts(),
            coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        #expect(!String(decoding: IssueFeeds.junit(result), as: UTF8.self).contains("<failure"))
        let sarif = String(decoding: IssueFeeds.sarif(result), as: UTF8.self)
        #expect(sarif.matches(of: /"suppressions"/).count == issues.count)
    }
}
