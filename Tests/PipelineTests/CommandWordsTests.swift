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
