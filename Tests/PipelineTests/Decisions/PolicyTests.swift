import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What open issues do by the survey's policy, and the verdict on each return")
struct PolicyTests {
    private static let rows = ["1,10,5,food,,", "2,400,5,heat,,"]

    private func outcome(_ policy: String, rows: [String] = rows) async throws -> (SurveyRun.Outcome, ReviewedSurvey) {
        let survey = try ReviewedSurvey(policy, returns: ["AAA.csv": rows])
        return (try await survey.run(), survey)
    }

    private func verdict(_ outcome: SurveyRun.Outcome) -> Verdict? {
        outcome.result.returns.first.flatMap { outcome.result.verdicts[$0.id] }
    }

    private func reconciles(_ outcome: SurveyRun.Outcome) -> Bool {
        let counts = outcome.result.counts
        return counts.recordsRead == counts.recordsPublished + counts.recordsRejected + counts.recordsSuperseded
    }

    @Test("an error rejects its record unless the policy says otherwise; its reasons stand beside it")
    func reject() async throws {
        let (outcome, survey) = try await outcome("")
        #expect(try survey.rows(outcome).map { $0["number"] } == ["1"])
        let rejected = try survey.rows(outcome, "rejected/items.csv")
        #expect(rejected.map { $0["number"] } == ["2"])
        #expect(rejected[0]["reasons"]?.hasPrefix("constraint.maximum: ") == true)
        #expect(verdict(outcome) == .partlyAccepted && reconciles(outcome))
    }

    @Test(
        "blank publishes the record without the value, with a status, and keeps the value with its reasons in rejected/"
    )
    func blank() async throws {
        let (outcome, survey) = try await outcome("policy: {error: blank}\n")
        let row = try #require(try survey.rows(outcome).first { $0["number"] == "2" })
        #expect(row["amount"] == nil && row["amount_status"] == "O" && row["share"] == "5")
        let kept = try survey.rows(outcome, "rejected/blanked-values.csv")
        #expect(kept.count == 1 && kept[0]["typed"] == "400" && kept[0]["field"] == "amount" && kept[0]["cell"] == "B3")
        #expect(kept[0]["reasons"]?.hasPrefix("constraint.maximum: ") == true)
        let lineage = try survey.rows(outcome, "lineage/values.csv").first { $0["method"] == "kept-out" }
        #expect(lineage?["raw"] == "400" && lineage?["value"] == nil)
        #expect(verdict(outcome) == .partlyAccepted && reconciles(outcome))
    }

    @Test(
        "an answer that is kept out though it is blank is told at the cell where it would stand, not at the record's first"
    )
    func blankOfNothing() async throws {
        let (outcome, survey) = try await outcome("policy: {error: blank}\n", rows: ["1,10,5,food,,", ",20,5,heat,,"])
        let kept = try survey.rows(outcome, "rejected/blanked-values.csv")
        #expect(kept.map { $0["cell"] } == ["A3"] && kept.map { $0["typed"] } == [nil])
        let lineage = try survey.rows(outcome, "lineage/values.csv").first { $0["method"] == "kept-out" }
        #expect(lineage?["field"] == "number" && lineage?["cell"] == "A3")
    }

    @Test("flag publishes the value with the mark of what is not validated; a decision takes the mark off")
    func flag() async throws {
        let (outcome, survey) = try await outcome("policy: {error: flag}\n")
        let row = try #require(try survey.rows(outcome).first { $0["number"] == "2" })
        #expect(row["amount"] == "400" && row["amount_status"] == "V" && row["share_status"] == nil)
        #expect(verdict(outcome) == .acceptedWithQueries)
        let issue = try #require(outcome.issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"])
        let waived = try await survey.run()
        #expect(try survey.rows(waived).first { $0["number"] == "2" }?["amount_status"] == nil)
    }

    @Test("hold keeps the whole return out until the issue is settled")
    func hold() async throws {
        let (outcome, survey) = try await outcome("policy: {error: hold}\n")
        #expect(try survey.rows(outcome).isEmpty)
        #expect(
            try survey.rows(outcome, "rejected/items.csv").map { $0["reasons"] }.allSatisfy {
                $0 == "the return is held back: constraint.maximum"
            })
        #expect(verdict(outcome) == .rejected && reconciles(outcome))
        let issue = try #require(outcome.issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),ask,400,,,reviewer A,,2026-11-01,"])
        #expect(try await survey.run().result.returns.map(\.state) == [.held])
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"])
        #expect(try await survey.run().result.returns.map(\.state) == [.live])
    }

    @Test("a reporter whose return the policy holds has not reported, and is told so: all reporters are accounted for")
    func heldIsMissing() async throws {
        let (outcome, survey) = try await outcome("policy: {error: hold}\n")
        let counts = outcome.result.counts
        let missing = outcome.issues("coverage.missing-return")
        let own = try #require(missing.first { $0.reporter == "AAA" })
        #expect(own.finding.message.text(in: "en").contains("held back"))
        #expect(counts.reportersReported + missing.count == counts.reportersExpected)
        let status = try SurveyStatus(survey.survey(), output: survey.output)
        #expect(status.missing.map(\.code).sorted() == missing.map(\.reporter).sorted())
        // It can be decided about as any other.
        try survey.decide(["\(own.fingerprint),waive,,,Known,reviewer A,,2026-11-01,"])
        let again = try await survey.run()
        #expect(again.issues("coverage.missing-return").first { $0.reporter == "AAA" }?.state == .waived)
        let error = try #require(outcome.issue("constraint.maximum"))
        try survey.decide(["\(error.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"])
        let settled = try await survey.run()
        #expect(!settled.issues("coverage.missing-return").contains { $0.reporter == "AAA" })
        #expect(settled.result.counts.reportersReported == counts.reportersReported + 1)
    }

    @Test("publish leaves record and value as they are")
    func publish() async throws {
        let (outcome, survey) = try await outcome("policy: {error: publish}\n")
        let row = try #require(try survey.rows(outcome).first { $0["number"] == "2" })
        #expect(row["amount"] == "400" && row["amount_status"] == nil)
    }

    @Test("a rule's own action comes before the policy, and a figure reads what is published")
    func ruleAndFigure() async throws {
        let more = """
              - {id: share-small, table: items, severity: note, action: blank, check: share < 9, fields: share, message: "Large."}
            figures:
              - {id: f, kind: bar, title: F, query: "SELECT number AS category, share AS value FROM items"}

            """
        let (outcome, survey) = try await outcome(more, rows: ["1,10,5,food,,", "2,20,9,heat,,"])
        let row = try #require(try survey.rows(outcome).first { $0["number"] == "2" })
        #expect(row["share"] == nil && row["share_status"] == "O")
        #expect(outcome.result.figures.first?.rows.map { $0.last ?? nil } == [.number(5), nil])
    }

    @Test(
        "a figure whose query fails on what one return says is told, all else is published, and nothing is to be decided"
    )
    func failingFigure() async throws {
        let more = """
            figures:
              - {id: f, kind: list, title: F, query: SELECT sum(9223372036854775807) AS total FROM items}
              - {id: g, kind: list, title: G, query: SELECT count(*) AS items FROM items}

            """
        let rows = ["1,10,5,food,,", "2,20,9,heat,,"]
        let (outcome, survey) = try await outcome(more, rows: rows)
        let issue = try #require(outcome.issue("figure.failed"))
        #expect(issue.returnID.isEmpty && issue.finding.value == "f")
        #expect(try survey.rows(outcome).count == 2)
        #expect(outcome.result.figures.map(\.definition.id) == ["g"])
        #expect(try survey.text(outcome, "issues.csv").contains(issue.fingerprint))
        let desk = try DecisionDesk(survey.survey(), output: survey.output)
        let waive = DecisionRequest(
            action: .waive, reason: "R", reviewer: "A", date: CalendarDay("2026-11-30") ?? .distantPast)
        #expect(throws: PipelineError.self) { try desk.lines(about: [issue.fingerprint], waive) }
        // It keeps nobody from deciding about others by a filter.
        var filter = IssueFilter()
        filter.rule = issue.finding.rule
        let none = #expect(throws: PipelineError.self) { try desk.lines(where: filter, waive) }
        #expect(none?.code == .noInput)
        let checked = try ReturnCheck(survey: survey.survey()).check(survey.folder.appending(path: "inbox/AAA.csv"))
        #expect(!checked.issues.contains { $0.finding.rule.hasPrefix("figure.") })
    }

    @Test(
        "the verdict: nothing open, something open, something kept out, nothing published",
        arguments: [
            (["1,10,5,food,,"], Verdict.accepted), (["1,10,50,food,,"], .acceptedWithQueries),
            (["1,10,5,food,,", "2,400,5,food,,"], .partlyAccepted), (["2,400,5,food,,"], .rejected),
            // A note asks nothing.
            (["1,90,5,food,,", "2,90,5,food,,", "3,90,5,food,,"], .accepted),
        ])
    func verdicts(_ rows: [String], _ expected: Verdict) async throws {
        let (outcome, survey) = try await outcome("", rows: rows)
        #expect(verdict(outcome) == expected)
        let manifest = try #require(EarlierRun.Manifest(in: outcome.folder))
        #expect(manifest.verdicts?[expected.rawValue] == 1)
        let status = try SurveyStatus(survey.survey(), output: survey.output)
        #expect(status.verdicts.first { $0.verdict == expected }?.count == 1)
        #expect(outcome.summary(reportPath: "").contains("verdicts   1 \(expected.rawValue.replacing("-", with: " "))"))
    }
}
