import Foundation
import SurveyModel
import Testing

@testable import Pipeline

/// Runs over a survey that says something of Canvass's own rules: a number that is none, an unknown code, a key that occurs twice, a column that nobody asked
/// for, and a reporter of whom there is nothing.
@Suite("What a survey says of Canvass's own rules, in a run")
struct BuiltInTermsRunTests {
    private static let rows = ["1,10,5,food,,", "2,much,5,heat,,", "3,20,5,gas,,", "1,30,5,road,,"]
    private static let rules = ["type.not-a-number", "code.unknown", "table.duplicate-key"]

    private func survey(
        _ builtin: String, returns: [String: [String]] = ["AAA.csv": rows]
    ) throws -> ReviewedSurvey {
        try ReviewedSurvey(builtin.isEmpty ? "" : "builtin:\n  \(builtin)\n", returns: returns)
    }

    private func counts(_ outcome: SurveyRun.Outcome, _ rule: String) -> [Int] {
        outcome.result.rules.filter { $0.id == rule }
            .flatMap { [$0.tested, $0.passed, $0.failed, $0.notVerifiable, $0.notApplicable] }
    }

    /// The number, and the amount where there is one, of the published records.
    private func published(_ survey: ReviewedSurvey, _ outcome: SurveyRun.Outcome) throws -> [String] {
        try survey.rows(outcome).map { row in
            [row["reporter"], row["number"], row["amount"], row["kind"]].compactMap(\.self).filter { !$0.isEmpty }
                .joined(separator: " ")
        }
    }

    /// The return with one more column, and a sheet that the blank questionnaire does not have it in.
    private func odd(_ builtin: String) throws -> ReviewedSurvey {
        let survey = try survey(builtin, returns: [:])
        for (name, rows) in [("AAA", ["1,10,5,food,,,new"]), ("BBB", ["1,10,5,food,,,"])] {
            try Data(
                ("\(ReviewedSurvey.header),\(name == "AAA" ? "Remark" : "")\n" + rows.joined() + "\n").utf8
            ).write(to: survey.folder.appending(path: "inbox/\(name).csv"))
        }
        return survey
    }

    @Test("without a word of the survey's each is as it was")
    func plain() async throws {
        let survey = try survey("")
        let outcome = try await survey.run()
        for rule in Self.rules {
            #expect(outcome.issues(rule).map(\.finding.severity) == [.error], "\(rule)")
            #expect(counts(outcome, rule).isEmpty)
        }
        #expect(try published(survey, outcome) == ["AAA 1 10 food"])
        #expect(outcome.issues("coverage.missing-return").map(\.reporter) == ["BBB"])
    }

    @Test("its action comes before the policy, whatever its severity", arguments: rules, IssueAction.allCases)
    func action(_ rule: String, _ action: IssueAction) async throws {
        for severity in ["error", "warning"] {
            let survey = try survey("\(rule): {severity: \(severity), action: \(action.rawValue)}")
            let outcome = try await survey.run()
            #expect(outcome.issue(rule)?.finding.severity.rawValue == severity)
            let number = ["type.not-a-number": "2", "code.unknown": "3", "table.duplicate-key": "30"][rule] ?? ""
            let rows = try survey.rows(outcome).filter { $0["number"] == number || $0["amount"] == number }
            switch action {
            case .publish, .flag, .blank: #expect(rows.count == 1, "\(rule) \(action)")
            case .reject: #expect(rows.isEmpty)
            case .hold: #expect(outcome.result.returns.map(\.state) == [.held])
            }
            let mark = rows.first?[rule == "code.unknown" ? "kind_status" : "number_status"]
            if rule == "table.duplicate-key" { #expect(mark == ["flag": "V", "blank": "O"][action.rawValue]) }
            #expect(outcome.result.counts.recordsRead == 4)
        }
    }

    @Test(
        "where what cannot be read is not told, the data package promises no value, also where none is lacking",
        arguments: [
            ("type.not-a-number: {trial: true}", false),
            ("type.not-a-number: {off: [{reporter: BBB, reason: Known}]}", false),
            ("type.not-a-number: {table: items, fields: [amount], trial: true}", true),
            ("type.not-a-number: {severity: warning, action: reject}", true), ("code.unknown: {trial: true}", true),
        ])
    func promises(_ builtin: String, _ isPromised: Bool) async throws {
        let survey = try survey(builtin, returns: ["AAA.csv": ["1,10,5,food,,"]])
        let package = try survey.text(try await survey.run(), "dataset/datapackage.json")
        #expect(package.contains("\"required\": true") == isPromised)
    }

    @Test("its action holds for a return as a whole, where that is what it is about")
    func holds() async throws {
        let outcome = try await odd("layout.column-extra: {severity: error, action: hold}").run()
        #expect(outcome.result.returns.map(\.reporter) == ["AAA", "BBB"])
        #expect(outcome.result.returns.map(\.state) == [.held, .live])
        #expect(counts(outcome, "layout.column-extra") == [2, 1, 1, 0, 0])
        let published = try await odd("layout.column-extra: {severity: error, action: publish}").run()
        #expect(published.result.returns.map(\.state) == [.live, .live])
        #expect(published.issue("layout.column-extra")?.finding.severity == .error)
    }

    @Test("on trial it is counted, tells nothing, and keeps nothing out", arguments: rules)
    func trial(_ rule: String) async throws {
        let survey = try survey("\(rule): {trial: true, threshold: {error: 1}}")
        let outcome = try await survey.run()
        #expect(outcome.issues(rule).isEmpty && outcome.issues("rule.threshold").isEmpty)
        #expect(counts(outcome, rule)[2] == 1)
        #expect(outcome.result.rules.filter(\.isTrial).map(\.id) == [rule])
        #expect(outcome.result.counts.recordsPublished == 2)
        #expect(try survey.text(outcome, "report.html").contains(rule))
    }

    @Test("of returns and reporters on trial nothing is told either")
    func trialOfReturns() async throws {
        let outcome = try await odd(
            "{layout.column-extra: {trial: true}, coverage.missing-return: {trial: true}}"
        ).run()
        #expect(outcome.issues("layout.column-extra").isEmpty)
        #expect(counts(outcome, "layout.column-extra") == [2, 1, 1, 0, 0])
        #expect(counts(outcome, "coverage.missing-return") == [2, 2, 0, 0, 0])
        let missing = try await survey("coverage.missing-return: {trial: true}").run()
        #expect(missing.issues("coverage.missing-return").isEmpty)
        #expect(counts(missing, "coverage.missing-return") == [2, 1, 1, 0, 0])
    }

    @Test(
        "switched off for a reporter it tells nothing in this reporter's returns, and does nothing to them",
        arguments: rules)
    func off(_ rule: String) async throws {
        let returns = ["AAA.csv": Self.rows, "BBB.csv": ["1,11,5,food,,"] + Self.rows.dropFirst()]
        let survey = try survey("\(rule): {off: [{reporter: AAA, reason: Counts otherwise}]}", returns: returns)
        let outcome = try await survey.run()
        #expect(outcome.issues(rule).map(\.reporter) == ["BBB"])
        let own = counts(outcome, rule)
        #expect(own[0] == own[4] && own[0] > 3 && own[2] == 1)
        #expect(try survey.rows(outcome).count { $0["reporter"] == "AAA" } == 2)
        #expect(try survey.rows(outcome).count { $0["reporter"] == "BBB" } == 1)
        #expect(try survey.text(outcome, "run.json").contains("\"not_applicable\": \(own[4])"))
        let round = try self.survey("\(rule): {off: {round: \"2026\", reason: Goes on}}")
        #expect(try await round.run().issues(rule).isEmpty)
    }

    @Test("a reporter for whom it is switched off is not missing, and a return not odd")
    func offOfReturns() async throws {
        let outcome = try await survey("coverage.missing-return: {off: {reporter: BBB, reason: Joins later}}").run()
        #expect(outcome.issues("coverage.missing-return").isEmpty)
        #expect(counts(outcome, "coverage.missing-return") == [1, 1, 0, 0, 1])
        let odd = try await odd("layout.column-extra: {off: {reporter: AAA, reason: R}}").run()
        #expect(odd.issues("layout.column-extra").isEmpty)
        #expect(counts(odd, "layout.column-extra") == [1, 1, 0, 0, 1])
    }

    @Test("a threshold that is passed is an issue of its own, of no return", arguments: rules)
    func threshold(_ rule: String) async throws {
        let outcome = try await survey("\(rule): {threshold: {warning: 5}}").run()
        let issue = try #require(outcome.issue("rule.threshold"))
        #expect(issue.finding.value == rule && issue.returnID.isEmpty && issue.finding.table == nil)
        let missing = try await survey("coverage.missing-return: {threshold: {error: 40}}").run()
        #expect(missing.issue("rule.threshold")?.finding.value == "coverage.missing-return")
    }

    @Test("its words stand in issues and letters; its reason in the report; the fingerprint is as without")
    func words() async throws {
        let plain = try #require(try await survey("").run().issue("type.not-a-number"))
        let survey = try survey(
            "type.not-a-number: {table: items, fields: amount, why: Amounts are added up., message: \"{question} of number {number}: {value}?\", expected: Whole euros, suggest: number * 10}"
        )
        let outcome = try await survey.run()
        let issue = try #require(outcome.issue("type.not-a-number"))
        #expect(issue.finding.message.text(in: "en") == "Amount of number 2: much?")
        #expect(issue.finding.expected?.text(in: "en") == "Whole euros")
        #expect(issue.finding.suggestion?.text(in: "en") == "20")
        #expect(issue.fingerprint == plain.fingerprint)
        let report = try survey.text(outcome, "report.html")
        #expect(report.contains("Amounts are added up."))
        let letter = try survey.text(outcome, "returns/AAA/letter.txt")
        #expect(letter.contains("Amount of number 2: much?") && letter.contains("Whole euros"))
    }

    @Test("without a blank questionnaire a rule that compares with it cannot be told")
    func template() async throws {
        let without = try await survey("template.columns-inserted: {why: W}").run()
        #expect(counts(without, "template.columns-inserted") == [1, 0, 0, 1, 0])
    }
}
