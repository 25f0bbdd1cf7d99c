import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Where the job of surveys writes")
struct JobOfSurveysTests {
    private func job(
        of surveys: [Survey], output: (URL) -> URL, givenOutput: String? = nil
    ) throws -> ScheduledJob {
        try ScheduledJob(
            of: surveys, isAll: false, output: output, givenOutput: givenOutput, inbox: nil, options: [],
            program: URL(filePath: "/bin/canvass"), alsoWrite: [], name: "canvass", trigger: .watch, scope: .user,
            memory: "2G", allowsNetwork: false, onFailure: nil)
    }

    @Test("a survey outside of Pipelines is run with the folder of results of the place where the job was asked for")
    func elsewhere() throws {
        let survey = try InboxProject().load()
        let elsewhere = try job(of: [survey]) { _ in URL(filePath: "/srv/other/Output") }
        #expect(elsewhere.arguments.suffix(2) == ["--output", "/srv/other/Output"])
        #expect(elsewhere.writable.map(\.path) == ["/srv/other/Output"])
        // There the job finds it by itself.
        let project = ScheduledJob.project(of: survey.folder)
        let beside = try job(of: [survey]) { _ in project.appending(path: "Output") }
        #expect(beside.arguments.count == 1, "\(beside.arguments)")
    }

    @Test("surveys whose results the job would not find in several folders are not one job's")
    func several() throws {
        let surveys = [try InboxProject().load(), try InboxProject().load()]
        let error = try #require(throws: PipelineError.self) {
            _ = try job(of: surveys) { $0.appending(path: "Output") }
        }
        #expect(error.code == .usage && error.description.contains("several folders"), "\(error)")
        let together = try job(of: surveys) { _ in URL(filePath: "/srv/Output") }
        #expect(together.arguments.suffix(2) == ["--output", "/srv/Output"])
    }

    @Test("where links lead is seen too: to results elsewhere, and to an inbox and a register in another place")
    func links() throws {
        let folder = try ScratchUnits()
        let survey = folder.url.appending(path: "Pipelines/parks", directoryHint: .isDirectory)
        let elsewhere = folder.url.appending(path: "elsewhere", directoryHint: .isDirectory)
        for url in [survey, elsewhere.appending(path: "inbox"), elsewhere.appending(path: "results")] {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
        let output = folder.url.appending(path: "Output", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        try Data("code,name\nFRA,France\n".utf8).write(to: elsewhere.appending(path: "register.csv"))
        try Data(SpecimenSurvey.definition.utf8).write(to: survey.appending(path: "pipeline.yaml"))
        for (place, target) in [
            (survey.appending(path: "inbox"), "inbox"), (survey.appending(path: "reporters.csv"), "register.csv"),
            (output.appending(path: "parks"), "results"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: place.path, withDestinationPath: elsewhere.appending(path: target).path)
        }
        let job = try job(of: [SurveyLoader.load(survey)]) { SurveyFinder.output(for: $0) }
        func names(_ urls: [URL]) -> [String] { urls.map(\.lastPathComponent) }
        #expect(names(job.writable) == ["Output", "results"])
        #expect(names(job.readable).contains("register.csv") && job.readable.count > 2)
        let real = elsewhere.resolvingSymlinksInPath().path
        #expect(job.readable.contains { $0.path == "\(real)/inbox" })
    }

    @Test("surveys of several Pipelines find their results by themselves")
    func pipelines() throws {
        let folders = [try ScratchUnits(), try ScratchUnits()]
        let surveys = try folders.map { folder in
            let survey = folder.url.appending(path: "Pipelines/parks", directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: survey, withIntermediateDirectories: true)
            try Data("code,name\nFRA,France\n".utf8).write(to: survey.appending(path: "reporters.csv"))
            try Data(SpecimenSurvey.definition.utf8).write(to: survey.appending(path: "pipeline.yaml"))
            return try SurveyLoader.load(survey)
        }
        let job = try job(of: surveys) { SurveyFinder.output(for: $0) }
        #expect(job.arguments.count == 2 && job.writable.count == 2, "\(job.arguments)")
    }
}
