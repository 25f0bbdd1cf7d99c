import Foundation
import SurveyModel
import Testing

@testable import Pipeline

/// Runs over returns that break the survey's rules in more places than are told.
@Suite("The limit of a return's issues")
struct IssueLimitTests {
    private static let limit = "limits: {issuesPerReturn: 10}\n"
    private static let good = ["1,10,5,food,,", "2,20,5,heat,,"]

    /// 30 records whose first amount cannot be read, and whose others are too much.
    private static let constraints = ["0,oops,5,food,,"] + (1..<30).map { "\($0),\(400 + $0),5,food,," }
    /// 30 records that break a rule in SQL each, and no constraint.
    private static let rules = (0..<30).map { "\($0),3,\(5 + $0),food,," }

    private func run(_ rows: [String]) async throws -> (ReviewedSurvey, SurveyRun.Outcome) {
        let survey = try ReviewedSurvey(Self.limit, returns: ["AAA.csv": rows, "BBB.csv": Self.good])
        return (survey, try await survey.run())
    }

    @Test(
        "as many are told as may be, that there are more, and the return is held; the others go on",
        arguments: [(constraints, "constraint.maximum"), (rules, "share-below-amount")])
    func held(rows: [String], rule: String) async throws {
        let (survey, outcome) = try await run(rows)
        let issues = outcome.result.issues.filter { $0.reporter == "AAA" }
        #expect(issues.count { IssueLimit.counts($0.finding) } == 10)
        #expect(issues.count { $0.finding.rule == IssueLimit.rule } == 1)
        #expect(issues.contains { $0.finding.rule == rule })
        #expect(outcome.result.returns.map(\.state) == [.held, .live])
        let counts = outcome.result.counts
        #expect(counts.recordsRead == 32 && counts.recordsPublished == 2 && counts.recordsRejected == 30)
        #expect(try survey.rows(outcome).map { $0["reporter"] } == ["BBB", "BBB"])
    }

    @Test("what weighs most is told first")
    func order() async throws {
        let rows = (0..<20).map { "\($0),3,-\($0 + 1),food,," } + ["20,oops,1,food,,"]
        let (_, outcome) = try await run(rows)
        #expect(outcome.result.issues.contains { $0.finding.rule == "type.not-a-number" })
    }

    @Test("a return with as many as are told is no other than before")
    func within() async throws {
        let (_, outcome) = try await run(Array(Self.rules.prefix(10)))
        #expect(outcome.result.issues.count { $0.finding.rule == "share-below-amount" } == 10)
        #expect(!outcome.result.issues.contains { $0.finding.rule == IssueLimit.rule })
        #expect(outcome.result.returns.map(\.state) == [.live, .live])
    }

    @Test("who waives it takes the return with what is told")
    func waived() async throws {
        let (survey, outcome) = try await run(Self.rules)
        let issue = try #require(outcome.issue(IssueLimit.rule))
        try survey.decide(["\(issue.fingerprint),waive,,,Looked through,ab,,2026-11-30,"])
        let again = try await survey.run()
        #expect(again.result.returns.map(\.state) == [.live, .live])
        #expect(again.issue(IssueLimit.rule)?.state == .waived)
    }
}
