import Foundation
import Load
import Logging
import SurveyModel
import Synchronization
import Testing

@testable import Pipeline

@Suite("What cannot be read is never taken for what is not there")
struct UnreadableFilesTests {
    /// What keeps a file from being read, whoever asks.
    enum Obstacle: String, CaseIterable {
        case loop, nowhere, folder

        func put(at url: URL) throws {
            let files = FileManager.default
            if files.fileExists(atPath: url.path) { try files.removeItem(at: url) }
            switch self {
            case .loop: try files.createSymbolicLink(atPath: url.path, withDestinationPath: url.lastPathComponent)
            case .nowhere: try files.createSymbolicLink(atPath: url.path, withDestinationPath: "/not/mounted")
            case .folder: try files.createDirectory(at: url, withIntermediateDirectories: false)
            }
        }
    }

    private static let returns = ["AAA.csv": ["1,10,5,food,food,2026-01-01"]]

    @Test(
        "a survey of which a file cannot be read is none, and says which",
        arguments: ["pipeline.yaml", "reporters.csv", "kinds.csv", "aliases.csv", "decisions.csv", "template.xlsx"],
        Obstacle.allCases)
    func surveys(_ name: String, _ obstacle: Obstacle) throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try obstacle.put(at: survey.folder.appending(path: name))
        let error = try #require(throws: PipelineError.self) { try survey.survey() }
        #expect(error.code == .io)
        #expect(error.description.contains(name))
        #expect(error.description.contains("what is published is untouched"))
    }

    @Test("a folder that the definition names in a file's place is called one")
    func folders() throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let definition = ReviewedSurvey.definition.replacing("{file: kinds.csv", with: "{file: inbox")
        try Data(definition.utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        let error = try #require(throws: PipelineError.self) { try survey.survey() }
        #expect(error.code == .io && error.description.contains("/inbox is a folder"), "\(error)")
    }

    @Test("decisions that cannot be read are not written anew", arguments: [Obstacle.loop, .folder])
    func decisions(_ obstacle: Obstacle) throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try obstacle.put(at: survey.decisions)
        #expect(throws: PipelineError.self) { try DecisionWriting(survey: survey.folder).append([]) }
        let type = try FileManager.default.attributesOfItem(atPath: survey.decisions.path)[.type] as? FileAttributeType
        #expect(type == (obstacle == .loop ? .typeSymbolicLink : .typeDirectory))
    }

    @Test("an inbox that cannot be read is another thing than none")
    func inbox() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let inbox = survey.folder.appending(path: "inbox")
        try Obstacle.loop.put(at: inbox)
        #expect(try await #require(throws: PipelineError.self) { try await survey.run() }.code == .io)
        try FileManager.default.removeItem(at: inbox)
        #expect(try await #require(throws: PipelineError.self) { try await survey.run() }.code == .noInput)
    }

    @Test("runs that cannot be listed end a run")
    func runs() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let runs = survey.results.appending(path: "runs")
        try FileManager.default.moveItem(at: runs, to: survey.results.appending(path: "aside"))
        try Obstacle.loop.put(at: runs)
        try survey.send("BBB.csv", ["1,10,5,food,food,2026-01-01"])
        let error = try await #require(throws: PipelineError.self) { try await survey.run() }
        #expect(error.code == .io && error.description.contains("runs"))
    }

    @Test("an earlier run that cannot be read is told, and the run goes on", arguments: ["run.json", "issues.json"])
    func earlierRuns(_ name: String) async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let first = try await survey.run()
        try Obstacle.folder.put(at: first.folder.appending(path: name))
        try survey.send("BBB.csv", ["1,200,5,food,food,2026-01-01"])
        let told = Told()
        let outcome = try await run(survey, telling: told)
        #expect(outcome.result.changes == nil)
        #expect(told.messages.withLock { $0 }.contains { $0.contains("cannot be read, and nothing is compared") })
    }

    @Test("a run that an earlier one could not be read for is made once more")
    func comparedLater() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let first = try await survey.run()
        let (file, aside) = (first.folder.appending(path: "issues.json"), survey.folder.appending(path: "aside"))
        try FileManager.default.moveItem(at: file, to: aside)
        try Obstacle.folder.put(at: file)
        try survey.send("BBB.csv", ["1,200,5,food,food,2026-01-01"])
        #expect(try await survey.run().result.changes == nil)
        try FileManager.default.removeItem(at: file)
        try FileManager.default.moveItem(at: aside, to: file)
        #expect(try await survey.run().result.changes?.since == first.id)
    }

    @Test("what cannot be read of the last run is not told to be none", arguments: [Obstacle.loop, .folder])
    func lastRun(_ obstacle: Obstacle) async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        #expect(try #require(throws: PipelineError.self) { try Self.desk(survey) }.code == .noInput)
        let run = try await survey.run().folder
        try obstacle.put(at: run.appending(path: "issues.json"))
        let refusal = try #require(throws: PipelineError.self) { try Self.desk(survey) }
        #expect(refusal.code == .io && refusal.description.contains("Mend"))
        try obstacle.put(at: run.appending(path: "run.json"))
        let error = try #require(throws: PipelineError.self) {
            _ = try SurveyStatus(survey.survey(), output: survey.output)
        }
        #expect(error.code == .io && error.description.contains("run.json"))
    }

    @Test("a folder in the place of `latest` is not told to be a survey without a run")
    func folderForLatest() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let latest = survey.results.appending(path: "latest")
        try FileManager.default.removeItem(at: latest)
        try FileManager.default.createDirectory(
            at: latest.appending(path: "something"), withIntermediateDirectories: true)
        let status = try #require(throws: PipelineError.self) {
            _ = try SurveyStatus(survey.survey(), output: survey.output)
        }
        let desk = try #require(throws: PipelineError.self) { try Self.desk(survey) }
        for error in [status, desk] {
            #expect(error.code == .io && error.description.contains("is a folder and no link"), "\(error)")
        }
    }

    @Test("status tells the same where the store is lost")
    func statusWithoutStore() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let before = try SurveyStatus(survey.survey(), output: survey.output)
        #expect(!before.reported.isEmpty && before.runs.count == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: survey.results.path)
        where name.hasPrefix("canvass.sqlite") {
            try FileManager.default.removeItem(at: survey.results.appending(path: name))
        }
        let after = try SurveyStatus(survey.survey(), output: survey.output)
        #expect(after.json == before.json)
    }

    @Test("where `latest` leads to no run, status does not tell that there is none", arguments: [true, false])
    func latestLost(_ isRemoved: Bool) async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let latest = survey.results.appending(path: "latest")
        try FileManager.default.removeItem(at: latest)
        if !isRemoved {
            try FileManager.default.createSymbolicLink(
                atPath: latest.path, withDestinationPath: "runs/nowhere")
        }
        let error = try #require(throws: PipelineError.self) {
            _ = try SurveyStatus(survey.survey(), output: survey.output)
        }
        #expect(error.code == .io && error.description.contains("a run makes it anew"))
    }

    private static func desk(_ survey: ReviewedSurvey) throws -> DecisionDesk {
        try DecisionDesk(survey.survey(), output: survey.output)
    }

    @Test("results are not taken over of a survey of which it cannot be told whether it is still there")
    func owner() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let other = survey.folder.appending(path: "other")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: false)
        try Obstacle.loop.put(at: other.appending(path: "pipeline.yaml"))
        let loaded = try survey.survey()
        let store = try Store(
            path: survey.results.appending(path: "canvass.sqlite").path, definition: loaded.definition,
            codes: loaded.codes)
        try store.setOwner(other.path)
        let error = try await #require(throws: PipelineError.self) { try await survey.run() }
        #expect(error.code == .io && error.description.contains(other.path))
    }

    @Test("receipts that cannot be read end a run, and are not written anew", arguments: Obstacle.allCases)
    func receipts(_ obstacle: Obstacle) async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let receipts = survey.results.appending(path: "archive/received.csv")
        try obstacle.put(at: receipts)
        try survey.send("BBB.csv", ["1,10,5,food,food,2026-01-01"])
        #expect(try await #require(throws: PipelineError.self) { try await survey.run() }.code == .io)
        let type = try FileManager.default.attributesOfItem(atPath: receipts.path)[.type] as? FileAttributeType
        #expect(type == (obstacle == .folder ? .typeDirectory : .typeSymbolicLink))
    }

    @Test("nothing is pruned while the inbox cannot be looked into")
    func pruning() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        try await survey.run()
        let inbox = survey.folder.appending(path: "inbox")
        try FileManager.default.moveItem(at: inbox, to: survey.folder.appending(path: "away"))
        let loaded = try survey.survey()
        let error = try #require(throws: PipelineError.self) {
            _ = try ArchivePruning(loaded, output: survey.output, olderThan: 1)
        }
        #expect(error.code == .io && error.description.contains("nothing is removed"))
    }

    @Test("what the page lacks of a return that could not be read is told, and the next run makes it")
    func excerpts() async throws {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,200,5,food,food,2026-01-01"]])
        let first = try await survey.run()
        let item = try #require(first.result.returns.first { $0.reporter == "AAA" })
        let copy = survey.results.appending(path: "archive/\(item.sha256.prefix(2))/\(item.sha256).csv")
        let aside = survey.folder.appending(path: "aside.csv")
        try FileManager.default.moveItem(at: copy, to: aside)
        try Obstacle.folder.put(at: copy)
        try survey.send("BBB.csv", ["1,10,5,food,food,2026-01-01"])
        let told = Told()
        let lacking = try await run(survey, telling: told)
        #expect(told.messages.withLock { $0 }.contains("the page lacks what stands around the cells of a return"))
        try FileManager.default.removeItem(at: copy)
        try FileManager.default.moveItem(at: aside, to: copy)
        let whole = try await survey.run()
        #expect(try survey.text(whole, "report.html") != survey.text(lacking, "report.html"))
        #expect(try survey.text(whole, "issues.csv") == survey.text(lacking, "issues.csv"))
        try survey.forget()
        #expect(try survey.files(try await survey.run()) == survey.files(whole))
    }

    private func run(_ survey: ReviewedSurvey, telling told: Told) async throws -> SurveyRun.Outcome {
        try await SurveyRun(
            survey: survey.survey(), inbox: nil, output: survey.output,
            logger: Logger(label: "test") { _ in TellingHandler(told: told) }, today: CalendarDay("2026-11-30")
        ).run()
    }

    private final class Told: Sendable {
        let messages = Mutex<[String]>([])
    }

    private struct TellingHandler: LogHandler {
        let told: Told
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { told.messages.withLock { $0.append("\(event.message)") } }
    }
}
