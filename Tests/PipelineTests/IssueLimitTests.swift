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

    @Test(
        "issues that the limit has displaced are neither solved nor new where a return is sent again, and that is said")
    func resubmitted() async throws {
        func sent(_ earlier: [String], _ later: [String]) async throws -> (ReviewedSurvey, SurveyRun.Outcome) {
            let survey = try ReviewedSurvey(Self.limit, returns: ["2026-11-01/AAA.csv": earlier])
            try survey.send("2026-11-20/AAA.csv", later)
            return (survey, try await survey.run())
        }
        func rules(_ issues: [SurveyModel.Issue]) -> Set<String> { Set(issues.map(\.finding.rule)) }
        let many = (0..<30).map { "\($0),\(400 + $0),0,food,,2026-01-01" }
        // Most are right now: what is still wrong was wrong before, though that was not told of all. What a rule says of the sum counts beside them.
        let half = (0..<30).map { "\($0),\($0 < 22 ? 1 : 400 + $0),0,food,,2026-02-01" }
        let (survey, better) = try await sent(many, half)
        let item = try #require(better.result.resubmissions.first)
        #expect(item.raised.isEmpty && item.uncompared == 9)
        #expect(item.solved.count { $0.finding.rule == "constraint.maximum" } == 10)
        #expect(try survey.text(better, "resubmissions.json").contains("\"uncompared\":9"))
        #expect(try survey.text(better, "report.html").contains("has more issues than are told: 9 cannot be compared"))

        let (_, worse) = try await sent(half, many.map { $0.replacing("01-01", with: "03-01") })
        let other = try #require(worse.result.resubmissions.first)
        #expect(rules(other.solved).isEmpty)
        #expect(other.raised.count { $0.finding.rule == "constraint.maximum" } == 10)
        #expect(rules(other.raised).contains(IssueLimit.rule) && other.uncompared == 9)

        let (_, few) = try await sent(Array(half.suffix(9)), half.map { $0.replacing("02-01", with: "02-02") })
        #expect(few.result.resubmissions.map(\.uncompared) == [nil])
    }

    @Test("no decision releases it: what is not told may be an error")
    func waived() async throws {
        let (survey, outcome) = try await run(Self.rules)
        let issue = try #require(outcome.issue(IssueLimit.rule))
        try survey.decide(["\(issue.fingerprint),waive,,,Looked through,reviewer A,,2026-11-01,"])
        let again = try await survey.run()
        #expect(again.result.returns.map(\.state) == [.held, .live])
        #expect(again.issue(IssueLimit.rule)?.state == .waived)
    }

    @Test("an error that a rule of the survey finds displaces what weighs less")
    func errorOfRule() async throws {
        let rule = "  - {id: no-road, table: items, severity: error, check: kind <> 'road', message: Road.}\n"
        let rows = (0..<20).map { "\($0),30,-\($0 + 1),food,," } + ["20,30,5,road,,"]
        // The rules are the definition's last section.
        let survey = try ReviewedSurvey(rule + Self.limit, returns: ["AAA.csv": rows])
        let issues = try await survey.run().result.issues
        #expect(issues.contains { $0.finding.rule == "no-road" })
        #expect(issues.count { IssueLimit.counts($0.finding) } == 10)
    }

    @Test(
        "what is on trial or switched off makes no return one that has too many",
        arguments: ["trial: true", "off: [{reporter: AAA, reason: Counts otherwise}]"])
    func quiet(terms: String) async throws {
        let rows = (0..<30).map { "\($0),\(400 + $0),5,food,," }
        let survey = try ReviewedSurvey(returns: ["AAA.csv": rows])
        let definition = ReviewedSurvey.definition.replacing(
            "{maximum: 100}", with: "{maximum: {value: 100, \(terms)}}")
        try Data((definition + Self.limit).utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let outcome = try await survey.run()
        #expect(outcome.result.returns.map(\.state) == [.live])
        #expect(outcome.issue(IssueLimit.rule) == nil)
        #expect(outcome.result.counts.recordsPublished == 30)
    }

    @Test("what is switched off for another is told, and so is that there is more of it")
    func switchedOffForOthers() async throws {
        let rows = (0..<30).map { "\($0),\(400 + $0),5,food,," }
        let survey = try ReviewedSurvey(returns: ["AAA.csv": rows])
        let definition = ReviewedSurvey.definition.replacing(
            "{maximum: 100}", with: "{maximum: {value: 100, off: [{reporter: BBB, reason: Counts otherwise}]}}")
        try Data((definition + Self.limit).utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let outcome = try await survey.run()
        #expect(outcome.issues("constraint.maximum").count == 10)
        #expect(outcome.issue(IssueLimit.rule) != nil)
        #expect(outcome.result.returns.map(\.state) == [.held])
        // Of those that were not kept it cannot be said that they passed.
        let counted = outcome.result.rules.filter { $0.id == "constraint.maximum" }
        #expect(counted.map(\.passed) == [0])
    }

    @Test("after a correction it is told once, and what was displaced counts as settled by nobody")
    func corrected() async throws {
        let (survey, outcome) = try await run(Self.constraints)
        let issue = try #require(outcome.result.issues.first { $0.finding.rule == "constraint.maximum" })
        let seen = try #require(issue.finding.value)
        try survey.decide(["\(issue.fingerprint),correct,\(seen),40,By phone,reviewer A,,2026-11-01,"])
        let again = try await survey.run()
        #expect(again.result.issues.count { $0.finding.rule == IssueLimit.rule } == 1)
        #expect(again.result.issues.count { $0.state == .corrected } == 1)
    }

    /// Ten records that have no kind that there is, but a long text.
    private static let long = (0..<10).map { "\($0),10,5,\(String(repeating: "x", count: 5_000))\($0),," }

    @Test("of long answers fewer issues are told, and that they had too much text; short ones count nothing")
    func text() async throws {
        let survey = try ReviewedSurvey(
            "limits: {issueBytesPerReturn: 20 KiB}\n", returns: ["AAA.csv": Self.long, "BBB.csv": Self.rules])
        let outcome = try await survey.run()
        #expect(outcome.issues("code.unknown").map(\.reporter) == ["AAA", "AAA"])
        #expect(outcome.issues("share-below-amount").count == 30)
        let issue = try #require(outcome.issue(IssueLimit.rule))
        #expect(issue.reporter == "AAA")
        #expect(issue.finding.message.text(in: "en").contains("more than 20 KiB of text"))
        #expect(outcome.result.returns.map(\.state) == [.held, .live])
        let within = try await ReviewedSurvey(returns: ["AAA.csv": Self.long]).run()
        #expect(within.issues("code.unknown").count == 10)
        #expect(within.issue(IssueLimit.rule) == nil)
    }

    @Test("what the survey's rules say counts as well")
    func textOfRules() async throws {
        let rule = "  - {id: no-long, table: items, severity: warning, check: day IS NULL, message: \"Long {kind}.\"}\n"
        let rows = (0..<10).map { "\($0),10,10,food,,2026-01-01" }
        let survey = try ReviewedSurvey(
            rule.replacing("Long", with: String(repeating: "long ", count: 400))
                + "limits: {issueBytesPerReturn: 4 KiB}\n", returns: ["AAA.csv": rows])
        let outcome = try await survey.run()
        #expect((1..<10).contains(outcome.issues("no-long").count))
        #expect(outcome.issue(IssueLimit.rule)?.finding.message.text(in: "en").contains("more than 4 KiB") == true)
        #expect(outcome.result.returns.map(\.state) == [.held])
    }

    @Test("a limit beyond all numbers is no limit", arguments: ["issuesPerReturn", "issueBytesPerReturn"])
    func greatest(limit: String) async throws {
        let survey = try ReviewedSurvey("limits: {\(limit): \(Int.max)}\n", returns: ["AAA.csv": Self.rules])
        #expect(try await survey.run().issue(IssueLimit.rule) == nil)
    }
}
