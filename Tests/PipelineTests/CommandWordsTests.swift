import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What commands say of surveys and runs")
struct CommandWordsTests {
    @Test("programs get the example's fingerprint, people the command that explains it; one run is a run")
    func fingerprint() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,50,food,food,2026-01-01"]])
        let outcome = try await survey.run()
        let fingerprint = try #require(outcome.issue("share-below-amount")?.fingerprint)
        let told = try Explanation.of("share-below-amount", in: survey.survey(), output: survey.output)
        #expect(told.json.contains("\"example_fingerprint\": \"\(fingerprint)\""), "\(told.json)")
        #expect(told.parts.contains { $0.text.hasPrefix("canvass explain ") && $0.text.hasSuffix(fingerprint) })
        let error = try #require(throws: PipelineError.self) {
            _ = try RunDifference.ofRuns(survey.survey(), output: survey.output, ids: nil)
        }
        #expect(error.description.contains("has 1 published run;"), "\(error)")
    }

    /// What is told of an issue, by the names for people.
    private func story(of fingerprint: String, _ survey: ReviewedSurvey) throws -> [String: String] {
        let told = try Explanation.of(fingerprint, in: survey.survey(), output: survey.output)
        return Dictionary(told.parts.map { ($0.label, $0.text) }) { first, _ in first }
    }

    @Test(
        "a value that a reviewer gave is told from what was typed, and what an issue of Canvass's own rules does is told"
    )
    func decidedValue() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,500,,food,,", "2,20,5,heeting,,"]])
        let first = try #require(try await survey.run().issue("constraint.maximum")?.fingerprint)
        try survey.decide(["\(first),correct,500,300,Their mail,reviewer A,,2026-11-01,"])
        let outcome = try await survey.run()
        let second = try #require(outcome.issues("constraint.maximum").first { $0.state == .open }?.fingerprint)
        let given = try story(of: second, survey)
        #expect(given["given by a reviewer"] == "“300”" && given["typed"] == "“500”")
        #expect(given["while it is open, it"] == "keeps the record out of the dataset")
        let typed = try story(of: first, survey)
        #expect(typed["given by a reviewer"] == nil && typed["typed"] == "“500”")
        let unknown = try #require(outcome.issue("code.unknown")?.fingerprint)
        #expect(try story(of: unknown, survey)["while it is open, it"] == "keeps the record out of the dataset")
        let missing = try #require(outcome.issue("coverage.missing-return")?.fingerprint)
        #expect(try story(of: missing, survey)["while it is open, it"] == nil)
    }

    @Test("what the respondent answered beside an issue belongs to its story")
    func answer() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,500,,food,,"]])
        let outcome = try await survey.run()
        let fingerprint = try #require(outcome.issue("constraint.maximum")?.fingerprint)
        #expect(try story(of: fingerprint, survey)["the respondent says"] == nil)
        let file = outcome.folder.appending(path: "issues.json")
        let answered = try String(contentsOf: file, encoding: .utf8).replacing(
            "\"state\":\"open\"",
            with: "\"state\":\"open\",\"answer\":{\"choice\":\"right\",\"remark\":\"we counted again\"}")
        try Data(answered.utf8).write(to: file)
        #expect(
            try story(of: fingerprint, survey)["the respondent says"] == "Value is right, because we counted again")
    }

    @Test("a survey that is not found by its name is called by its path, in quotes where a shell needs them")
    func argument() {
        #expect(
            SurveyFinder.argument(for: URL(filePath: "/srv/other/Pipelines/parks/")) == "/srv/other/Pipelines/parks")
        #expect(SurveyFinder.argument(for: URL(filePath: "/srv/my surveys/parks")) == "'/srv/my surveys/parks'")
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        #expect(SurveyFinder.argument(for: here) == ".")
        #expect(SurveyFinder.argument(for: here.appending(path: "no such/parks")) == "'./no such/parks'")
    }

    @Test("a name with a space stands in quotes in the command that comes next")
    func quoted() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass init \(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let lines = try SurveyInitialisation(name: folder.path).makeStarter(year: 2026)
        #expect(lines.contains("Next: canvass run '\(folder.path)'"), "\(lines)")
        let definition = try String(contentsOf: folder.appending(path: "pipeline.yaml"), encoding: .utf8)
        #expect(definition.contains("canvass doctor '\(folder.path)'"))
    }
}
