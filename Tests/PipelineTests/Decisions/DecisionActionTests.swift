import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What each decision does")
struct DecisionActionTests {
    /// A return whose second record has an amount above its maximum, and whose third names no kind that there is.
    private static let rows = ["1,10,5,food,,2026-01-01", "2,400,5,heat,,", "3,30,5,heeting,food;roasd,"]

    private func reviewed(_ lines: (SurveyRun.Outcome) -> [String], more: String = "") async throws -> (
        before: SurveyRun.Outcome, after: SurveyRun.Outcome, survey: ReviewedSurvey
    ) {
        let survey = try ReviewedSurvey(more, returns: ["AAA.csv": Self.rows])
        let before = try await survey.run()
        try survey.decide(lines(before))
        return (before, try await survey.run(), survey)
    }

    private func fingerprint(_ outcome: SurveyRun.Outcome, _ rule: String) -> String {
        outcome.issue(rule)?.fingerprint ?? "none"
    }

    @Test("a waiver lets the value stand: its record is published, and the issue stays listed")
    func waive() async throws {
        let (before, after, survey) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),waive,400,,It is a large town,reviewer A,,2026-11-01,"]
        }
        #expect(before.result.counts.recordsRejected == 2)
        #expect(after.result.counts.recordsRejected == 1)
        let issue = try #require(after.issue("constraint.maximum"))
        #expect(issue.state == .waived && issue.decision?.reason == "It is a large town")
        #expect(try survey.rows(after).first { $0["number"] == "2" }?["amount"] == "400")
        #expect(after.result.decisions.count == 1)
        #expect(after.newlyRead == 0)
    }

    @Test("a correction publishes its value, and lineage keeps what was typed")
    func correct() async throws {
        let (_, after, survey) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,40,A slip by ten,reviewer A,,2026-11-01,"]
        }
        #expect(after.issue("constraint.maximum")?.state == .corrected)
        #expect(try survey.rows(after).first { $0["number"] == "2" }?["amount"] == "40")
        let value = try survey.rows(after, "lineage/values.csv").first { $0["method"] == "decision" }
        #expect(value?["raw"] == "400" && value?["value"] == "40" && value?["confidence"] == "1")
        #expect(value?["field"] == "amount" && value?["record"] == "2" && value?["cell"] == "B3")
    }

    @Test("a blank answer that was corrected is told at the cell where it would stand, not at the record's first")
    func correctBlank() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,,", ",20,5,heat,,"]])
        let issue = try #require(try await survey.run().issue("constraint.required"))
        #expect(issue.finding.cell == "A3")
        try survey.decide(["\(issue.fingerprint),correct,,2,Their mail of May,reviewer A,,2026-11-01,"])
        let value = try survey.rows(try await survey.run(), "lineage/values.csv").first { $0["method"] == "decision" }
        #expect(value?["value"] == "2" && value?["raw"] == nil && value?["cell"] == "A3")
    }

    @Test("an acceptance takes the code that was suggested")
    func accept() async throws {
        let (before, after, survey) = try await reviewed { outcome in
            outcome.issues("code.unknown").map { issue in
                let seen = issue.finding.value ?? ""
                return "\(issue.fingerprint),accept,\(seen),,As suggested,reviewer A,,2026-11-01,"
            }
        }
        #expect(before.issues("code.unknown").count == 2)
        #expect(after.issues("code.unknown").map(\.state) == [.accepted, .accepted])
        let row = try survey.rows(after).first { $0["number"] == "3" }
        #expect(row?["kind"] == "heat" && row?["kind_label"] == "Heating")
        // What was understood of several codes stays beside what was accepted.
        #expect(row?["kinds"] == "food;road")
    }

    @Test("of an answer of very many parts each issue is one of its own, and a correction settles them all")
    func correctManyParts() async throws {
        let parts = (1...25).map { "zz\($0)qq" }.joined(separator: ";")
        let survey = try ReviewedSurvey("csv: {delimiter: \",\"}\n", returns: ["AAA.csv": ["1,10,5,food,\(parts),"]])
        let before = try await survey.run().issues("code.unknown")
        #expect(before.count == 21 && Set(before.map(\.fingerprint)).count == 21)
        let rest = try #require(
            before.first { $0.finding.message.text(in: "en").hasPrefix("In the same answer there is more") })
        try survey.decide(["\(rest.fingerprint),correct,\(parts),food;road,Their mail,reviewer A,,2026-11-01,"])
        let after = try await survey.run()
        let settled = after.issues("code.unknown")
        #expect(settled.count == 21 && settled.allSatisfy { $0.state == .corrected })
        let row = try #require(try survey.rows(after).first)
        #expect(row["kinds"] == "food;road")
    }

    @Test("what is decided of the parts that are not told one by one holds when one part has become known")
    func waiveMoreParts() async throws {
        let parts = (1...25).map { "zz\($0)qq" }.joined(separator: ";")
        let survey = try ReviewedSurvey("csv: {delimiter: \",\"}\n", returns: ["AAA.csv": ["1,10,5,food,\(parts),"]])
        func rest(_ outcome: SurveyRun.Outcome) -> SurveyModel.Issue? {
            outcome.issues("code.unknown").first {
                $0.finding.message.text(in: "en").hasPrefix("In the same answer there is more")
            }
        }
        let first = try await survey.run()
        let before = try #require(rest(first))
        try survey.decide(["\(before.fingerprint),waive,\(parts),,Of no use,reviewer A,,2026-11-01,"])
        try Data("list,raw,code\nkinds,zz1qq,food\n".utf8).write(to: survey.folder.appending(path: "aliases.csv"))
        let after = try await survey.run()
        let row = try #require(try survey.rows(after).first)
        #expect(row["kinds"] == "food")
        #expect(rest(after)?.state == .waived && rest(after)?.fingerprint == before.fingerprint)
    }

    @Test("a question leaves the issue its effect")
    func ask() async throws {
        let (_, after, _) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),ask,400,,,reviewer A,,2026-11-01,"]
        }
        #expect(after.issue("constraint.maximum")?.state == .asked)
        #expect(after.result.counts.recordsRejected == 2)
    }

    @Test("a withdrawal takes the lines above it back, and the last line counts")
    func withdraw() async throws {
        let (_, after, survey) = try await reviewed { outcome in
            let fingerprint = self.fingerprint(outcome, "constraint.maximum")
            return [
                "\(fingerprint),waive,400,,Large town,reviewer A,,2026-11-01,",
                "\(fingerprint),withdraw,400,,Not so large,reviewer B,,2026-11-02,",
            ]
        }
        #expect(after.issue("constraint.maximum")?.state == .open)
        #expect(after.result.issues.allSatisfy { !$0.finding.rule.hasPrefix("decision.") })
        let fingerprint = try #require(after.issue("constraint.maximum")?.fingerprint)
        try survey.decide([
            "\(fingerprint),withdraw,400,,No,reviewer B,,2026-11-02,",
            "\(fingerprint),correct,400,40,A slip,reviewer A,,2026-11-03,",
        ])
        #expect(try await survey.run().issue("constraint.maximum")?.state == .corrected)
    }

    @Test("a correction that breaks another rule is found, and its issue names the corrected value")
    func correctionBreaksAnotherRule() async throws {
        let (_, after, survey) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,4,A slip,reviewer A,,2026-11-01,"]
        }
        let issue = try #require(after.issue("share-below-amount"))
        #expect(issue.state == .open)
        #expect(issue.finding.message.text(in: "en") == "The share 5 is more than the amount 4.")
        // And that issue can be decided in its turn.
        let first = try #require(after.issue("constraint.maximum")?.fingerprint)
        try survey.decide([
            "\(first),correct,400,4,A slip,reviewer A,,2026-11-01,",
            "\(issue.fingerprint),correct,5,3,A slip as well,reviewer A,,2026-11-02,",
        ])
        let third = try await survey.run()
        #expect(third.issue("share-below-amount")?.state == .corrected)
        let row = try survey.rows(third).first { $0["number"] == "2" }
        #expect(row?["amount"] == "4" && row?["share"] == "3")
    }

    @Test("a correction to another bad value leaves an open issue about that value")
    func correctedBadly() async throws {
        let (_, after, _) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,300,A slip,reviewer A,,2026-11-01,"]
        }
        let issues = after.issues("constraint.maximum")
        let states = issues.map(\.state.rawValue).sorted()
        #expect(states == ["corrected", "open"])
        #expect(issues.first { $0.state == .open }?.finding.value == "300")
        #expect(after.result.counts.recordsRejected == 2)
    }

    @Test("an issue that a correction elsewhere has settled stays listed, as corrected by that decision")
    func settledElsewhere() async throws {
        let (before, after, _) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,40,A slip,reviewer A,,2026-11-01,"]
        }
        #expect(before.issue("sum-of-amounts")?.state == .open)
        let issue = try #require(after.issue("sum-of-amounts"))
        #expect(issue.state == .corrected && issue.decision?.value == "40")
    }

    @Test("a required value that is missing can be given")
    func missing() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": [",10,5,food,,"]])
        let issue = try #require(try await survey.run().issue("constraint.required"))
        try survey.decide(["\(issue.fingerprint),correct,,7,By phone,reviewer A,,2026-11-01,"])
        let after = try await survey.run()
        #expect(try survey.rows(after).first?["number"] == "7")
        #expect(after.issue("constraint.required")?.state == .corrected)
    }

    @Test("a mark that is decided on for a required answer is told by its own words, and keeps the record out")
    func markOfRequired() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": [",10,5,food,,"]])
        let issue = try #require(try await survey.run().issue("constraint.required"))
        try survey.decide(["\(issue.fingerprint),correct,,n.a.,By phone,reviewer A,,2026-11-01,"])
        let after = try await survey.run()
        let open = try #require(after.issues("constraint.required").first { $0.state == .open })
        #expect(open.finding.value == "n.a.")
        #expect(open.finding.message.text(in: "en").contains("“n.a.”"))
        #expect(after.result.counts.recordsPublished == 0)
        // Decided once more, from there on.
        try survey.decide([
            "\(issue.fingerprint),correct,,n.a.,By phone,reviewer A,,2026-11-01,",
            "\(open.fingerprint),correct,n.a.,7,By letter,reviewer A,,2026-11-02,",
        ])
        let last = try await survey.run()
        #expect(try survey.rows(last).first?["number"] == "7")
        #expect(last.issues("constraint.required").allSatisfy { $0.state == .corrected })
    }

    @Test("a mark that was typed, decided on again, lets no required answer be missing")
    func typedMarkOfRequired() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["n.a.,10,5,food,,"]])
        let issue = try #require(try await survey.run().issue("constraint.required"))
        try survey.decide(["\(issue.fingerprint),correct,n.a.,n.a.,By phone,reviewer A,,2026-11-01,"])
        let after = try await survey.run()
        // The issue names the mark as it was typed, and not its status.
        let issues = after.issues("constraint.required")
        #expect(issues.map(\.finding.value) == ["n.a."] && issues.map(\.fingerprint) == [issue.fingerprint])
        #expect(issues.map(\.state) == [.open])
        #expect(after.result.counts.recordsPublished == 0)
    }

    @Test("a missing-value mark can be decided on: no value, with its status")
    func missingMark() async throws {
        let (_, after, survey) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,n.a.,None exists,reviewer A,,2026-11-01,"]
        }
        let row = try survey.rows(after).first { $0["number"] == "2" }
        #expect(row?["amount"] == nil && row?["amount_status"] == "M")
    }

    @Test("the store holds what was typed again after a run, so that taking a decision back takes its value back")
    func restored() async throws {
        let (_, after, survey) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,4,A slip,reviewer A,,2026-11-01,"]
        }
        #expect(after.issue("share-below-amount") != nil)
        try survey.decide([])
        let last = try await survey.run()
        #expect(last.issue("share-below-amount") == nil)
        #expect(last.issue("sum-of-amounts")?.state == .open)
    }

    @Test("running again over the same decisions gives the same bytes, and reads nothing")
    func deterministic() async throws {
        let (_, after, survey) = try await reviewed { outcome in
            ["\(fingerprint(outcome, "constraint.maximum")),correct,400,4,A slip,reviewer A,,2026-11-01,"]
        }
        let again = try await survey.run(today: "2027-03-01")
        #expect(again.newlyRead == 0)
        for path in ["report.html", "issues.csv", "issues.json", "dataset/items.csv", "lineage/values.csv"] {
            #expect(try survey.text(after, path) == survey.text(again, path), "\(path)")
        }
    }
}
