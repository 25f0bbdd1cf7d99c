import Foundation
import SurveyModel
import Testing
import Validate

@testable import Pipeline

@Suite("Decisions that do not count, and are told")
struct DecisionLapseTests {
    private static let rows = ["1,10,5,food,,2026-01-01", "2,400,5,heat,,"]

    /// A run with one line about the amount that is too large; `#` stands for its fingerprint.
    private func run(_ lines: [String], more: String = "", today: String = "2026-11-30") async throws
        -> SurveyRun.Outcome
    {
        let survey = try ReviewedSurvey(more, returns: ["AAA.csv": Self.rows])
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        try survey.decide(lines.map { $0.replacing("#", with: issue.fingerprint) })
        return try await survey.run(today: today)
    }

    @Test(
        "a bad line never takes effect, and is a finding at the issue's cell that names the line",
        arguments: [
            ("#,waive,400,,Yes,reviewer A,,2026-11-01,2026-11-29", "decision.expired"),
            ("#,waive,400,, ,reviewer A,,2026-11-01,", "decision.lacks-reason"),
            ("#,correct,400,,Why,reviewer A,,2026-11-01,", "decision.value-unreadable"),
            ("#,correct,400,plenty,Why,reviewer A,,2026-11-01,", "decision.value-unreadable"),
            ("#,accept,400,,Why,reviewer A,,2026-11-01,", "decision.value-unreadable"),
            ("#,wave,400,,Why,reviewer A,,2026-11-01,", "decision.unreadable"),
            ("#,waive,400,,Why,reviewer A,,01/11/2026,", "decision.unreadable"),
            ("#,waive,400,,Why,reviewer A,,2026-11-01,soon", "decision.unreadable"),
            ("#,waive,400,,Why,,,2026-11-01,", "decision.unreadable"),
            ("#,waive,399,,Why,reviewer A,,2026-11-01,", "decision.no-match"),
        ])
    func bad(_ line: String, _ rule: String) async throws {
        let outcome = try await run([line])
        let finding = try #require(outcome.issue(rule)?.finding)
        #expect(finding.message.text(in: "en").contains("decisions.csv, line 2"))
        #expect(finding.sheet == "AAA" && finding.cell == "B3")
        #expect(finding.suggestion != nil)
        #expect(outcome.issue("constraint.maximum")?.state == .open)
        #expect(outcome.result.counts.recordsRejected == 1)
    }

    @Test("a decision about one of several things that a query finds about a record becomes none about another")
    func severalRows() async throws {
        let survey = try ReviewedSurvey(
            """
              - id: pairs
                table: items
                severity: note
                query: SELECT a."return", a.record, b.amount AS other FROM items a JOIN items b ON b."return" = a."return" AND b.kind = a.kind AND b.number > a.number JOIN (SELECT 1 UNION ALL SELECT 2)
                fields: amount
                message: "{amount} and {other}."

            """, returns: ["AAA.csv": ["1,10,5,food,,2026-01-01", "2,20,5,food,,", "3,30,5,food,,"]])
        func pairs(_ outcome: SurveyRun.Outcome) -> [String: SurveyModel.Issue] {
            Dictionary(
                uniqueKeysWithValues: outcome.result.issues.filter { $0.finding.rule == "pairs" }.map {
                    ($0.finding.message.text(in: "en"), $0)
                })
        }
        let first = pairs(try await survey.run())
        // What the query tells twice is one.
        #expect(first.keys.sorted() == ["10 and 20.", "10 and 30.", "20 and 30."])
        let waived = try #require(first["10 and 20."])
        try survey.decide(["\(waived.fingerprint),waive,10,,Asked,reviewer A,,2026-11-01,"])
        try survey.send(
            "2026-11-20/AAA.csv", ["1,10,5,food,,2026-11-20", "2,20,5,heat,,", "3,30,5,food,,", "4,40,5,food,,"])
        let outcome = try await survey.run()
        let second = pairs(outcome)
        #expect(second.keys.sorted() == ["10 and 30.", "10 and 40.", "30 and 40."])
        #expect(second.values.allSatisfy { $0.state == .open })
        #expect(second["10 and 30."]?.fingerprint == first["10 and 30."]?.fingerprint)
        #expect(outcome.issue("decision.no-match") != nil)
    }

    @Test(
        "a decision about several cells is void when another of them changes; one that names the finding's own value alone is bound to that one",
        arguments: [("50 [10]", IssueState.open), ("50", .waived)])
    func otherCells(_ seen: String, _ state: IssueState) async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,50,food,,2026-01-01"]])
        let issue = try #require(try await survey.run().issue("share-below-amount"))
        #expect(SeenValue(issue.finding).text == "50 [10]")
        try survey.decide(["\(issue.fingerprint),waive,\(seen),,Asked,reviewer A,,2026-11-01,"])
        let waived = try await survey.run()
        #expect(waived.issue("share-below-amount")?.state == .waived && waived.issue("decision.no-match") == nil)
        try survey.send("2026-11-20/AAA.csv", ["1,20,50,food,,2026-11-20"])
        let outcome = try await survey.run()
        let again = try #require(outcome.issue("share-below-amount"))
        #expect(again.fingerprint == issue.fingerprint && again.state == state)
        let told = outcome.issue("decision.no-match")?.finding.message.text(in: "en")
        #expect((told?.contains("50 [10]") == true && told?.contains("50 [20]") == true) == (state == .open))
    }

    @Test("a waiver holds on its last day")
    func lastDay() async throws {
        let line = "#,waive,400,,Yes,reviewer A,,2026-11-01,2026-11-29"
        #expect(try await run([line], today: "2026-11-29").issue("constraint.maximum")?.state == .waived)
    }

    @Test("an earlier line does not come back to life when the last one is bad")
    func lastLineAlone() async throws {
        let outcome = try await run([
            "#,waive,400,,Yes,reviewer A,,2026-11-01,", "#,correct,400,,Slip,reviewer A,,2026-11-02,",
        ])
        #expect(outcome.issue("constraint.maximum")?.state == .open)
        #expect(outcome.issue("decision.value-unreadable")?.finding.message.text(in: "en").contains("line 3") == true)
    }

    @Test(
        "where the survey asks for four eyes, a second and different name is needed for what changes or lets stand a value",
        arguments: [
            ("#,waive,400,,Yes,reviewer A,,2026-11-01,", IssueState.open),
            ("#,waive,400,,Yes,reviewer A, Reviewer a,2026-11-01,", .open),
            ("#,correct,400,40,Yes,reviewer A,,2026-11-01,", .open),
            ("#,waive,400,,Yes,reviewer A,reviewer B,2026-11-01,", .waived),
            ("#,correct,400,40,Yes,reviewer A,reviewer B,2026-11-01,", .corrected),
            ("#,ask,400,,,reviewer A,,2026-11-01,", .asked),
        ])
    func fourEyes(_ line: String, _ state: IssueState) async throws {
        let outcome = try await run([line], more: "decisions: {agreed_by: required}\n")
        #expect(outcome.issue("constraint.maximum")?.state == state)
        #expect((outcome.issue("decision.needs-second") != nil) == (state == .open))
    }

    @Test("a fingerprint that no issue has is a note; so is a withdrawal of what nobody decided")
    func noMatch() async throws {
        let outcome = try await run([
            "0123456789abcdef,waive,400,,Yes,reviewer A,,2026-11-01,",
            "#,withdraw,400,,Yes,reviewer A,,2026-11-01,",
        ])
        #expect(outcome.issues("decision.no-match").map(\.finding.severity) == [.note, .note])
    }

    @Test(
        "a correction whose issue arises no more, though its cell is as it was, is a warning: its value is gone from the dataset"
    )
    func valueGone() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,300,5,food,,"]])
        let sum = try #require(try await survey.run().issue("sum-of-amounts")?.fingerprint)
        try survey.decide(["\(sum),correct,300,40,Slip,reviewer A,,2026-11-01,"])
        #expect(try survey.rows(try await survey.run()).first?["amount"] == "40")
        let definition = try String(contentsOf: survey.folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        try Data(
            definition.replacing("> 200", with: "> 2000").replacing("maximum: 100", with: "maximum: 1000").utf8
        ).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let outcome = try await survey.run()
        #expect(try survey.rows(outcome).first?["amount"] == "300")
        let told = try #require(outcome.issue("decision.no-match")?.finding)
        #expect(told.severity == .warning)
        #expect(told.message.text(in: "en").contains("line 2 gave a value"))
    }

    @Test("a decision on what a corrected value has raised goes on from it, and contradicts nothing")
    func chain() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,500,food,,"]])
        let first = try #require(try await survey.run().issue("constraint.maximum")?.fingerprint)
        try survey.decide(["\(first),correct,400,40,Slip,reviewer A,,2026-11-01,"])
        let raised = try #require(
            try await survey.run().issues("share-below-amount").first { $0.state == .open && $0.finding.value == "500" }
        )
        // That is about the share; a slip in the correction itself is told of the amount.
        try survey.decide([
            "\(first),correct,400,140,Slip,reviewer A,,2026-11-01,"
        ])
        let again = try await survey.run()
        let second = try #require(
            again.issues("constraint.maximum").first { $0.finding.value == "140" && $0.state == .open }?.fingerprint)
        try survey.decide([
            "\(first),correct,400,140,Slip,reviewer A,,2026-11-01,",
            "\(second),correct,140,14,Slip,reviewer A,,2026-11-02,",
            "\(raised.fingerprint),waive,500,,Yes,reviewer A,,2026-11-02,",
        ])
        let outcome = try await survey.run()
        #expect(outcome.issue("decision.contradiction") == nil)
        #expect(try survey.rows(outcome).first?["amount"] == "14")
    }

    @Test("two lines that give one cell different values contradict each other; the later counts")
    func contradiction() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,500,food,,"]])
        let first = try await survey.run()
        let amount = try #require(first.issue("constraint.maximum")?.fingerprint)
        let sum = try #require(first.issue("sum-of-amounts")?.fingerprint)
        try survey.decide([
            "\(sum),correct,400,41,Slip,reviewer A,,2026-11-01,",
            "\(amount),correct,400,40,Slip,reviewer B,,2026-11-01,",
        ])
        let outcome = try await survey.run()
        #expect(outcome.issue("decision.contradiction") != nil)
        #expect(try survey.rows(outcome).first?["amount"] == "40")
    }

    @Test("two acceptances that give one cell different values contradict each other as well")
    func contradictingAcceptances() async throws {
        let survey = try ReviewedSurvey(
            """
              - {id: low, table: items, severity: warning, check: amount > 90, fields: amount, message: L, suggest: amount * 10}
              - {id: even, table: items, severity: warning, check: amount <> 10, fields: amount, message: E, suggest: amount + 1}

            """, returns: ["AAA.csv": ["1,10,5,food,,2026-01-01"]])
        let first = try await survey.run()
        let fingerprints = try ["low", "even"].map { try #require(first.issue($0)).fingerprint }
        try survey.decide(fingerprints.map { "\($0),accept,10,,As suggested,reviewer A,,2026-11-01," })
        let outcome = try await survey.run()
        #expect(
            outcome.issue("decision.contradiction")?.finding.message.text(in: "en").contains("lines 2 and 3") == true)
        #expect(try survey.rows(outcome).first?["amount"] == "11")
    }

    @Test(
        "when the respondent changes the cell, the decision lapses: the issue is open again, and the finding tells from what to what"
    )
    func changedCell() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,"])
        #expect(try await survey.run().issue("constraint.maximum")?.state == .waived)
        try survey.send("2026-11-20/AAA.csv", ["1,10,5,food,,2026-02-01", "2,410,5,heat,,"])
        let outcome = try await survey.run()
        let now = try #require(outcome.issue("constraint.maximum"))
        #expect(now.state == .open && now.finding.value == "410" && now.change == .reopened)
        let lapsed = try #require(outcome.issue("decision.no-match"))
        #expect(lapsed.finding.severity == .warning)
        #expect(lapsed.finding.message.text(in: "en").contains("changed the cell from “400” to “410”"))
        #expect(lapsed.finding.message.text(in: "en").contains(now.fingerprint))
        #expect(outcome.result.changes?.reopened == 1)
    }

    @Test("when the respondent mends the cell, the decision is told to be over")
    func mendedCell() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": Self.rows])
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),correct,400,40,Yes,reviewer A,,2026-11-01,"])
        try survey.send("2026-11-20/AAA.csv", ["1,10,5,food,,2026-02-01", "2,45,5,heat,,"])
        let outcome = try await survey.run()
        #expect(outcome.issue("constraint.maximum") == nil)
        #expect(try survey.rows(outcome).first { $0["number"] == "2" }?["amount"] == "45")
        let lapsed = try #require(outcome.issue("decision.no-match"))
        #expect(lapsed.finding.severity == .note)
        #expect(lapsed.finding.message.text(in: "en").contains("from “400” to “45”"))
    }

    @Test("lines are counted as an editor counts them, also below a text of several lines and an empty line")
    func lineNumbers() throws {
        let survey = try ReviewedSurvey(returns: [:])
        try survey.decide([
            "0123456789abcdef,waive,\"a\nb\r\nc\",,Yes,reviewer A,,2026-11-01,", "",
            "0123456789abcdee,wave,1,,Yes,reviewer A,,2026-11-01,",
        ])
        #expect(try survey.survey().decisions.lines.map(\.line) == [2, 6])
    }

    @Test("a file that has not the columns is a fault of the definition, with the mend")
    func header() throws {
        let survey = try ReviewedSurvey(returns: [:])
        try Data("fingerprint,action\n".utf8).write(to: survey.decisions)
        let error = #expect(throws: DefinitionError.self) { try survey.survey() }
        #expect(error?.description.contains("decisions.csv") == true)
        #expect(error?.description.contains("lacks the column") == true)
    }

    @Test("what is said of a decision does nothing to a return, whatever the policy")
    func harmless() async throws {
        let outcome = try await run(
            ["#,waive,400,, ,reviewer A,,2026-11-01,"], more: "policy: {warning: hold, error: publish}\n")
        #expect(outcome.issue("decision.lacks-reason") != nil)
        #expect(outcome.result.returns.map(\.state) == [.live])
    }
}
