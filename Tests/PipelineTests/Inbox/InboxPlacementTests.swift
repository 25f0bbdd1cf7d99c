import Foundation
import Logging
import SurveyModel
import Testing

@testable import Pipeline

@Suite("An inbox that holds the survey's own folder")
struct InboxPlacementTests {
    /// A survey whose definition names an inbox, and asks for its files to be moved.
    private static func project(_ path: String) throws -> InboxProject {
        try InboxProject(["path: ../inbox": "path: \"\(path)\", after: move"])
    }

    private static func file(_ name: String, of project: InboxProject) -> Bool {
        FileManager.default.fileExists(atPath: project.inbox.parent.appending(path: "survey/\(name)").path)
    }

    @Test(
        "a run refuses it at the path's place, and neither archives nor moves the definition",
        arguments: [".", "..", "../survey", "../inbox/../survey/"])
    func refused(_ path: String) async throws {
        let project = try Self.project(path)
        var refusal: DefinitionError?
        do { _ = try await project.run() } catch let error as DefinitionError { refusal = error }
        let diagnostics = try #require(refusal).diagnostics
        #expect(diagnostics.map(\.position) == [SourcePosition(line: 5, column: 15)])
        #expect(diagnostics.first?.file == "survey/pipeline.yaml")
        #expect(diagnostics.first?.message.contains("the survey's own folder") ?? false)
        for name in ["pipeline.yaml", "reporters.csv"] { #expect(Self.file(name, of: project)) }
        #expect(!FileManager.default.fileExists(atPath: project.output.path))
    }

    @Test("so does one whose --inbox holds it, which is no fault of the definition")
    func option() async throws {
        let project = try InboxProject()
        let run = SurveyRun(
            survey: try project.load(), inbox: project.inbox.parent,
            output: project.inbox.parent.appending(path: "out"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        var refusal: PipelineError?
        do { _ = try await run.run() } catch let error as PipelineError { refusal = error }
        #expect(refusal?.code == .cannotWrite)
        #expect(refusal?.description.contains("--inbox") ?? false)
    }

    @Test("doctor says the same, and not that all is well")
    func doctor() throws {
        let project = try Self.project(".")
        let output = project.inbox.parent.appending(path: "out")
        let own = try InboxReview(project.load(), output: output).diagnoses
        #expect(own.map(\.state) == [.fault] && own.map(\.subject) == ["definition"], "\(own)")
        let sound = try InboxProject()
        let named = try InboxReview(sound.load(), inbox: sound.inbox.parent, output: output).diagnoses
        #expect(named.first?.state == .fault && named.first?.subject == "output", "\(named)")
        let whole = try InboxReview(sound.load(), output: output).diagnoses
        #expect(!whole.contains { $0.state == .fault }, "\(whole)")
    }

    @Test("an inbox in the survey's folder is where it belongs")
    func within() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,food,2026-01-01"]])
        #expect(try await survey.run().result.returns.count == 1)
    }
}
