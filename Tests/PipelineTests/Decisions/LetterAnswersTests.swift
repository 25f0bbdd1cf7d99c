import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What letters say of answers that were read or corrected, in a run")
struct LetterAnswersTests {
    /// The words of a reporter's letter, in one line.
    private func letter(_ reporter: String, _ outcome: SurveyRun.Outcome, of survey: ReviewedSurvey) throws -> String {
        try survey.text(outcome, "returns/\(reporter)/letter.txt").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    @Test("a slip that several reporters have made is told to each of them, with the cell of its own return")
    func slip() async throws {
        let survey = try ReviewedSurvey(
            returns: ["AAA.csv": ["1,10,5,Germny,,"], "BBB.csv": ["1,10,5,France,,", "2,10,5,Germny,,"]])
        let definition = ReviewedSurvey.definition.replacing(
            "{file: kinds.csv, confidence: 0.99}", with: "{bundled: countries}")
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let outcome = try await survey.run()
        #expect(outcome.result.doubtful.values.map { $0.map(\.raw) } == [["Germny"], ["Germny"]])
        let (first, second) = (try letter("AAA", outcome, of: survey), try letter("BBB", outcome, of: survey))
        #expect(first.contains("“Germny” was read as “Germany” (AAA!D2)"), "\(first)")
        #expect(second.contains("“Germny” was read as “Germany” (BBB!D3)"), "\(second)")
        #expect(!second.contains("as you sent it"))
    }

    @Test(
        "a correction is told as it is published, in the reporter's words: codes by their labels, and what was blank as such"
    )
    func corrected() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": [",10,5,food,,", "2,400,5,steam,,"]]) { folder in
            try Data("code,name,language\nAAA,Aland,fr\nBBB,Borduria,\n".utf8).write(
                to: folder.appending(path: "reporters.csv"))
            try Data("code,label_en,label_fr\nfood,Food supply,Alimentation\nheat,Heating,Chauffage\n".utf8).write(
                to: folder.appending(path: "kinds.csv"))
        }
        let found = try await survey.run()
        let values = [
            ("constraint.required", "", "07"), ("constraint.maximum", "400", "13.5"),
            ("code.unknown", "steam", "Heating"),
        ]
        try survey.decide(
            try values.map { rule, seen, value in
                let issue = try #require(found.issue(rule), "\(rule)")
                return "\(issue.fingerprint),correct,\(seen),\(value),Asked,reviewer A,,2026-11-01,"
            })
        let letter = try letter("AAA", try await survey.run(), of: survey)
        let told = [
            "là où rien n'était écrit, « 7 » a été inscrit (AAA!A2)", "« 400 » a été lu comme « 13,5 » (AAA!B3)",
            "« steam » a été lu comme « Chauffage » (AAA!D3)",
        ]
        for line in told { #expect(letter.contains(line), "\(letter)") }
    }

    @Test("of several codes an accepted one is told with those that were read beside it")
    func acceptedBesideOthers() async throws {
        let survey = try ReviewedSurvey(
            "csv: {delimiter: \",\"}\n", returns: ["AAA.csv": ["1,10,5,food,food;roasd,"]])
        let issue = try #require(try await survey.run().issue("code.unknown"))
        let seen = issue.finding.value ?? ""
        try survey.decide(["\(issue.fingerprint),accept,\(seen),,As suggested,reviewer A,,2026-11-01,"])
        let outcome = try await survey.run()
        #expect(try survey.rows(outcome).first?["kinds"] == "food;road")
        let letter = try letter("AAA", outcome, of: survey)
        #expect(letter.contains("“food;roasd” was read as “Food supply; Roads” (AAA!E2)"), "\(letter)")
    }
}
