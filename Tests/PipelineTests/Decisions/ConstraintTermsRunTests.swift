import Foundation
import SurveyModel
import Testing

@testable import Pipeline

/// Runs over a survey whose constraints say more than what they demand.
@Suite("What single constraints say of themselves, in a run")
struct ConstraintTermsRunTests {
    private static let rows = ["1,10,5,food,,", "2,400,5,heat,,"]

    /// The reviewed survey with another constraint on `amount`, of which 400 is too much.
    private func survey(
        _ maximum: String, _ more: String = "", returns: [String: [String]] = ["AAA.csv": rows]
    ) throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: returns)
        let definition = ReviewedSurvey.definition.replacing("{maximum: 100}", with: "{maximum: \(maximum)}")
        try Data((definition + more).utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        return survey
    }

    private func counts(_ outcome: SurveyRun.Outcome, _ field: String = "amount") -> [Int] {
        outcome.result.rules.filter { $0.id == "constraint.maximum" && $0.expression.hasPrefix("\(field):") }
            .flatMap { [$0.tested, $0.passed, $0.failed, $0.notVerifiable, $0.notApplicable] }
    }

    @Test("its action comes before the policy, whatever its severity", arguments: IssueAction.allCases)
    func action(_ action: IssueAction) async throws {
        for severity in ["error", "warning"] {
            let survey = try survey("{value: 100, severity: \(severity), action: \(action.rawValue)}")
            let outcome = try await survey.run()
            #expect(outcome.issue("constraint.maximum")?.finding.severity.rawValue == severity)
            let row = try survey.rows(outcome).first { $0["number"] == "2" }
            switch action {
            case .publish: #expect(row?["amount"] == "400" && row?["amount_status"] == nil)
            case .flag: #expect(row?["amount"] == "400" && row?["amount_status"] == "V")
            case .blank: #expect(row != nil && row?["amount"] == nil && row?["amount_status"] == "O")
            case .reject: #expect(row == nil && outcome.result.counts.recordsPublished == 1)
            case .hold: #expect(outcome.result.returns.map(\.state) == [.held])
            }
            let package = try survey.text(outcome, "dataset/datapackage.json")
            #expect(package.contains("\"maximum\": 100") == (action == .reject))
        }
    }

    @Test("where a decision lets a breach stand, the data package promises it no more, for as long as it does")
    func waived() async throws {
        let survey = try survey("100")
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),waive,400,,Counted twice,reviewer A,,2026-11-01,"])
        let waived = try await survey.run()
        #expect(try survey.rows(waived).map { $0["amount"] } == ["10", "400"])
        #expect(try !survey.text(waived, "dataset/datapackage.json").contains("\"maximum\""))
        try survey.decide([])
        let last = try await survey.run()
        #expect(try survey.text(last, "dataset/datapackage.json").contains("\"maximum\": 100"))
    }

    @Test("switched off for a reporter it tells nothing in this reporter's returns, and does nothing to them")
    func off() async throws {
        let returns = ["AAA.csv": Self.rows, "BBB.csv": ["1,10,5,food,,", "2,500,5,heat,,"]]
        let survey = try survey("{value: 100, off: [{reporter: AAA, reason: Counts otherwise}]}", returns: returns)
        let outcome = try await survey.run()
        #expect(outcome.issues("constraint.maximum").map(\.reporter) == ["BBB"])
        #expect(counts(outcome) == [2, 1, 1, 0, 2])
        #expect(
            try survey.rows(outcome).map { "\($0["reporter"] ?? "") \($0["number"] ?? "")" } == [
                "AAA 1", "AAA 2", "BBB 1",
            ])
        // A published value breaks it, so the data package does not promise it.
        #expect(try !survey.text(outcome, "dataset/datapackage.json").contains("\"maximum\""))
        let manifest = try survey.text(outcome, "run.json")
        #expect(manifest.contains("\"not_applicable\": 2"))
    }

    @Test("on trial it is counted, tells nothing, and keeps nothing out")
    func trial() async throws {
        let survey = try survey("{value: 100, trial: true, threshold: {error: 1}}")
        let outcome = try await survey.run()
        #expect(outcome.issues("constraint.maximum").isEmpty && outcome.issues("rule.threshold").isEmpty)
        #expect(counts(outcome) == [2, 1, 1, 0, 0])
        #expect(outcome.result.rules.filter(\.isTrial).map(\.id) == ["constraint.maximum"])
        #expect(outcome.result.counts.recordsPublished == 2)
        #expect(try !survey.text(outcome, "dataset/datapackage.json").contains("\"maximum\""))
    }

    @Test("a threshold that is passed is an issue of its own")
    func threshold() async throws {
        let outcome = try await survey("{value: 100, threshold: {warning: 20}}").run()
        let issue = try #require(outcome.issue("rule.threshold"))
        #expect(issue.finding.value == "constraint.maximum of items.amount")
        #expect(issue.returnID.isEmpty)
    }

    @Test("its words stand in issues and letters; its reason in the report; the fingerprint is as without")
    func words() async throws {
        let plain = try #require(try await survey("100").run().issue("constraint.maximum"))
        let survey = try survey(
            "{value: 100, why: No shop has more., message: \"{amount} of {kind_label} is over {limit}.\", suggest: amount / 10}"
        )
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("constraint.maximum"))
        #expect(issue.finding.message.text(in: "en") == "400 of Heating is over 100.")
        #expect(issue.finding.suggestion?.text(in: "en") == "40")
        #expect(issue.fingerprint == plain.fingerprint)
        #expect(try survey.text(outcome, "report.html").contains("No shop has more."))
        #expect(try survey.text(outcome, "returns/AAA/letter.txt").contains("400 of Heating is over 100."))
    }

    @Test("a value that a decision gives is held against it too, in its words and for whom it is on")
    func corrected() async throws {
        let survey = try survey("{value: 100, message: \"{value} is too much.\"}")
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),correct,400,300,Typing error,reviewer A,,2026-11-01,"])
        let again = try await survey.run()
        let messages = again.issues("constraint.maximum").filter(\.state.isUnsettled).map {
            $0.finding.message.text(in: "en")
        }
        #expect(messages == ["300 is too much."])
        // Counted over the values as typed, as the rules are.
        #expect(counts(again) == [2, 1, 1, 0, 0])
    }

    @Test("a held return counts in no constraint, as it does in no rule")
    func held() async throws {
        let outcome = try await survey(
            "100", returns: ["AAA.csv": Self.rows, "unknown.csv": Self.rows + ["3,1,1,food,,"]]
        ).run()
        #expect(outcome.result.returns.map(\.state).contains(.held))
        #expect(counts(outcome) == [2, 1, 1, 0, 0])
    }

    @Test("one return checked by itself is told no share of a round, whatever its check is called")
    func ofOneReturn() async throws {
        let survey = try survey("100")
        let definition = ReviewedSurvey.definition.replacing(
            "    key: number\n", with: "    key: number\n    nonresponse: {id: few-days, fields: day, note: 1}\n")
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        #expect(try await survey.run().issue("few-days")?.finding.severity == .note)
        let checked = try ReturnCheck(survey: survey.survey()).check(survey.folder.appending(path: "inbox/AAA.csv"))
        #expect(checked.issues.map(\.finding.rule) == ["constraint.maximum", "sum-of-amounts"])
    }
}
