import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What has changed since the last run that was made of something else")
struct RunChangesTests {
    @Test("the first run compares with nothing, and running again compares with the same run as before")
    func sameInputs() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["2,400,5,heat,,"]])
        let first = try await survey.run()
        #expect(first.result.changes == nil)
        #expect(first.result.issues.allSatisfy { $0.change == nil })
        #expect(try await survey.run().result.changes == nil)
        try survey.send("BBB.csv", ["1,500,5,food,,"])
        let third = try await survey.run()
        let changes = try #require(third.result.changes)
        #expect(try await survey.run().result.changes == changes)
    }

    @Test("new issues and returns, resolved and reopened issues")
    func changes() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,heat,,2026-01-01", "2,300,5,heat,,"]])
        let first = try await survey.run()
        #expect(first.issues("constraint.maximum").count == 2)
        let waived = try #require(first.issues("constraint.maximum").first { $0.finding.value == "300" })
        try survey.decide(["\(waived.fingerprint),waive,300,,Yes,reviewer A,,2026-11-01,2026-11-30"])
        let second = try await survey.run()
        #expect(second.result.changes?.since == first.id)
        #expect(second.result.changes?.new == 0)
        try survey.send("BBB.csv", ["1,500,5,food,,"])
        try survey.send("2026-11-20/AAA.csv", ["1,40,5,heat,,2026-02-01", "2,300,5,heat,,"])
        let third = try await survey.run(today: "2026-12-01")
        let changes = try #require(third.result.changes)
        #expect(changes.since == second.id)
        #expect(changes.reopened == 1)
        #expect(third.issues("constraint.maximum").first { $0.finding.value == "300" }?.change == .reopened)
        #expect(third.issues("constraint.maximum").first { $0.finding.value == "500" }?.change == .new)
        let resolved = try #require(changes.resolved.first { $0.rule == "constraint.maximum" })
        #expect(resolved.reporter == "AAA" && resolved.place == "AAA!B2" && resolved.severity == .error)
        #expect(changes.newReturns.count == 2)
        #expect(third.summary(reportPath: "").contains("since the run \(second.id)"))
    }

    @Test("a waiver's end makes another state of the same inputs, which is compared with the one before")
    func expiry() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,heat,,"]])
        let issue = try #require(try await survey.run().issue("constraint.maximum"))
        try survey.decide(["\(issue.fingerprint),waive,400,,Yes,reviewer A,,2026-11-01,2026-11-30"])
        let waived = try await survey.run(today: "2026-11-30")
        let expired = try await survey.run(today: "2026-12-01")
        #expect(expired.result.changes?.since == waived.id && expired.result.changes?.reopened == 1)
    }

    @Test("run.json tells the day, the decisions' hash, and the run it was compared with")
    func manifest() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,400,5,heat,,"]])
        let first = try await survey.run()
        try survey.decide(["0123456789abcdef,waive,1,,Yes,reviewer A,,2026-11-01,"])
        let second = try await survey.run(today: "2026-12-24")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: second.folder.appending(path: "run.json")))
                as? [String: Any])
        #expect(json["today"] as? String == "2026-12-24")
        #expect(json["compared_with"] as? String == first.id)
        let decisions = try #require(json["decisions"] as? [String: Any])
        #expect(decisions["lines"] as? Int == 1)
        #expect(decisions["sha256"] as? String == Digest.sha256(try Data(contentsOf: survey.decisions)))
        #expect(second.newlyRead == 0)
    }

    @Test("runs of one second are told apart in their order, also the tenth and the second")
    func order() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-history-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for id in [
            "20261124T021503Z", "20261124T021503Z-2", "20261124T021503Z-10", "20261123T021503Z", ".x.partial",
            "old", "20261124T021503Z-copy", "20261124T021503Z-02", "zz",
        ] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: "runs/\(id)"), withIntermediateDirectories: true)
        }
        #expect(
            try RunHistory(output: folder).ids == [
                "20261124T021503Z-10", "20261124T021503Z-2", "20261124T021503Z", "20261123T021503Z",
            ])
    }
}

@Suite("A resubmission is compared with what it replaces")
struct ResubmissionTests {
    @Test("answers added, removed and changed, by the record's key, and issues solved and raised")
    func comparison() async throws {
        let survey = try ReviewedSurvey(returns: [
            "2026-11-01/AAA.csv": ["1,10,5,food,,2026-01-01", "2,400,5,heat,,", "3,30,5,road,,"]
        ])
        #expect(try await survey.run().result.resubmissions.isEmpty)
        try survey.send(
            "2026-11-20/AAA.csv", ["2,40,,heat,,", "1,10,5,food,,2026-02-01", "4,500,5,road,,"])
        let outcome = try await survey.run()
        let resubmission = try #require(outcome.result.resubmissions.first)
        #expect(resubmission.reporter == "AAA" && outcome.result.resubmissions.count == 1)
        #expect(
            resubmission.solved.map { $0.finding.message.text(in: "en") } == [
                "Amount: “400” is more than 100.", "The amounts come to 440.",
            ])
        #expect(
            resubmission.raised.map { $0.finding.message.text(in: "en") } == [
                "Amount: “500” is more than 100.", "The amounts come to 550.",
            ])
        // What is new is an issue of the run; what is solved is none any more.
        let open = Set(outcome.result.issues.map(\.fingerprint))
        #expect(resubmission.raised.allSatisfy { open.contains($0.fingerprint) })
        #expect(resubmission.solved.allSatisfy { !open.contains($0.fingerprint) })
        let file = try #require(
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: outcome.folder.appending(path: "resubmissions.json"))) as? [[String: Any]])
        #expect(file.count == 1)
        let solved = try #require((file.first?["solved"] as? [[String: Any]])?.first)
        #expect(solved["fingerprint"] as? String == resubmission.solved.first?.fingerprint)
        #expect(solved["severity"] as? String == "error" && solved["cell"] as? String == "B3")
        #expect((file.first?["new"] as? [[String: Any]])?.count == 2)
        let answers = try #require(file.first?["answers"] as? [[String: String]])
        #expect(answers.count == resubmission.changes.count)
        #expect(
            answers.first == [
                "table": "items", "key": "2", "field": "amount", "place": "AAA!B2", "was": "400", "is": "40",
                "effect": "changed",
            ])
        #expect(Set(answers.compactMap { $0["effect"] }) == ["added", "removed", "changed"])
        let told = resubmission.changes.map {
            "\($0.record) \($0.field) \($0.place) \($0.was ?? "-") \($0.now ?? "-")"
        }
        #expect(
            told == [
                "2 amount AAA!B2 400 40", "2 share AAA!C3 5 -", "1 day AAA!F3 2026-01-01 2026-02-01",
                "4 number AAA!A4 - 4", "4 amount AAA!B4 - 500", "4 share AAA!C4 - 5", "4 kind AAA!D4 - road",
                "3 number AAA!A4 3 -", "3 amount AAA!B4 30 -", "3 share AAA!C4 5 -", "3 kind AAA!D4 road -",
            ])
    }

    @Test(
        "what the survey's rules tell of the earlier one is solved or not, and of the later one new or not, whatever was decided"
    )
    func rules() async throws {
        let survey = try ReviewedSurvey(returns: [
            "2026-11-01/AAA.csv": ["1,10,50,food,,2026-01-01", "2,20,30,heat,,"], "BBB.csv": ["1,1,9,food,,"],
        ])
        let first = try await survey.run()
        #expect(first.issues("share-below-amount").count == 3)
        try survey.send("2026-11-20/AAA.csv", ["1,10,5,food,,2026-02-01", "2,20,30,heat,,", "3,1,7,road,,"])
        let kept = try #require(first.issues("share-below-amount").first { $0.finding.record == 2 })
        for lines in [[], ["\(kept.fingerprint),waive,30,,Yes,reviewer A,,2026-11-21,"]] {
            try survey.decide(lines)
            let outcome = try await survey.run()
            let resubmission = try #require(outcome.result.resubmissions.first)
            #expect(resubmission.solved.map(\.finding.rule) == ["share-below-amount"])
            #expect(resubmission.solved.map(\.finding.record) == [1])
            #expect(resubmission.raised.map(\.finding.record) == [3] && resubmission.uncompared == nil)
            // Of the return that counts, nothing is told but what is in it, and of others what was told before.
            #expect(outcome.issues("share-below-amount").map(\.reporter).sorted() == ["AAA", "AAA", "BBB"])
        }
    }

    @Test("what depends on other returns, is on trial, or failed among the earlier ones is neither solved nor new")
    func leftOut() async throws {
        let rules = """
              - {id: on-trial, table: items, severity: note, check: share > 90, trial: true, message: "Never told."}
              - id: as-elsewhere
                table: items
                severity: note
                query: SELECT a."return", a.record FROM items a JOIN items b ON b.reporter <> a.reporter AND b.amount = a.amount
                message: "Elsewhere as well."
              - id: fails-on-13
                table: items
                severity: note
                check: abs(-9223372036854775807 - (amount = 13)) > 9223372036854775807
                message: "Told of every record, unless one has 13."

            """
        let survey = try ReviewedSurvey(
            rules,
            returns: [
                "2026-11-01/AAA.csv": ["1,13,5,food,,2026-01-01"], "2026-11-01/BBB.csv": ["1,13,5,heat,,2026-01-01"],
            ])
        let first = try await survey.run()
        #expect(first.issues("as-elsewhere").count == 2 && first.issues("rule.failed").count == 1)
        try survey.send("2026-11-20/AAA.csv", ["1,14,5,food,,2026-02-01"])
        try survey.send("2026-11-20/BBB.csv", ["1,15,50,food,,2026-02-01"])
        let outcome = try await survey.run()
        #expect(outcome.issues("fails-on-13").count == 2 && outcome.issues("as-elsewhere").isEmpty)
        #expect(outcome.result.resubmissions.map(\.reporter) == ["AAA", "BBB"])
        #expect(outcome.result.resubmissions.flatMap(\.solved).isEmpty)
        #expect(outcome.result.resubmissions.map { $0.raised.map(\.finding.rule) } == [[], ["share-below-amount"]])
    }

    @Test("of three submissions the last is compared with the second")
    func three() async throws {
        let survey = try ReviewedSurvey(returns: [
            "2026-11-01/AAA.csv": ["1,10,5,food,,2026-01-01"], "2026-11-02/AAA.csv": ["1,20,5,food,,2026-01-02"],
            "2026-11-03/AAA.csv": ["1,30,5,food,,2026-01-03"],
        ])
        let resubmission = try #require(try await survey.run().result.resubmissions.first)
        #expect(resubmission.changes.map(\.was) == ["20", "2026-01-02"])
    }
}
