import Foundation
import Testing

@testable import Pipeline

@Suite("doctor looks at a survey's results")
struct OutputReviewTests {
    private func survey() async throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,food,2026-01-01"]])
        _ = try await survey.run()
        return survey
    }

    private func found(_ survey: ReviewedSurvey, now: Date = Date()) -> [String: Diagnosis] {
        let review = OutputReview(folder: survey.results, inbox: survey.folder.appending(path: "inbox"), now: now)
        return Dictionary(review.diagnoses().map { ($0.subject, $0) }) { first, _ in first }
    }

    @Test("after a run all is well")
    func well() async throws {
        let survey = try await survey()
        chmod(survey.results.path, 0o750)
        let found = found(survey)
        #expect(found["store"]?.state == .ok && found["room"]?.state == .ok && found["clock"] == nil)
        #expect(found["results"] == nil && found["inbox"] == nil, "\(found)")
        #expect(found["latest"]?.finding.hasPrefix("run 20") == true)
        #if os(Linux)
            #expect(found["lock"]?.finding == "no run is under way")
        #endif
    }

    @Test("an archive that is not in its place is told, as a fault where nothing lies in the inbox either")
    func archiveGone() async throws {
        let survey = try await survey()
        #expect(found(survey)["archive"] == nil)
        try FileManager.default.removeItem(at: survey.results.appending(path: "archive"))
        #expect(found(survey)["archive"]?.state == .warning)
        for name in try FileManager.default.contentsOfDirectory(atPath: survey.folder.appending(path: "inbox").path) {
            try FileManager.default.removeItem(at: survey.folder.appending(path: "inbox/\(name)"))
        }
        let told = found(survey)["archive"]
        #expect(told?.state == .fault && told?.finding.contains("is empty or gone") == true)
        #expect(told?.code == .io)
    }

    @Test("a clock that stands before the last run is told")
    func clock() async throws {
        let survey = try await survey()
        let found = found(survey, now: Date().addingTimeInterval(-3_600))
        #expect(found["clock"]?.state == .warning)
        #expect(found["clock"]?.finding.contains("later than that") == true)
    }

    @Test("folders that everyone can write to or read are told, with the command that mends it")
    func permissions() async throws {
        let survey = try await survey()
        chmod(survey.results.path, 0o777)
        chmod(survey.folder.appending(path: "inbox").path, 0o777)
        let found = found(survey)
        #expect(found["results"]?.advice.contains("chmod o-w") == true)
        #expect(found["inbox"]?.state == .warning)
    }

    @Test("what belongs to the definition and everyone can write to is told, with the command that mends it")
    func definition() throws {
        let survey = try ReviewedSurvey("notify: {command: [./tell.sh]}\n", returns: [:]) { folder in
            try Data("#!/bin/sh\n".utf8).write(to: folder.appending(path: "tell.sh"))
        }
        func told() throws -> [Diagnosis] { try DefinitionRights(survey.survey()).diagnoses }
        for path in ["", "pipeline.yaml", "kinds.csv", "tell.sh"] {
            chmod(survey.folder.appending(path: path).path, path.isEmpty ? 0o755 : 0o644)
        }
        #expect(try told().isEmpty)
        for (number, path) in ["", "pipeline.yaml", "kinds.csv", "tell.sh"].enumerated() {
            chmod(survey.folder.appending(path: path).path, path.isEmpty ? 0o777 : 0o666)
            #expect(try told().count == number + 1, "\(path)")
        }
        #expect(try told().allSatisfy { $0.advice.contains("chmod o-w") })
    }

    @Test("a damaged store is a fault, and the way out is told; a missing link is a warning")
    func damage() async throws {
        let survey = try await survey()
        let store = survey.results.appending(path: "canvass.sqlite")
        try Data("this is no database, however long it may be ...".utf8).write(to: store)
        try FileManager.default.removeItem(at: survey.results.appending(path: "latest"))
        let found = found(survey)
        #expect(found["store"]?.state == .fault)
        #expect(found["store"]?.advice.contains("from the archive") == true)
        #expect(found["latest"]?.state == .warning)
    }

    @Test("a folder in the place of the link `latest` is a fault, which verifying tells as well")
    func folderForLatest() async throws {
        let survey = try await survey()
        let latest = survey.results.appending(path: "latest")
        try FileManager.default.removeItem(at: latest)
        try FileManager.default.createDirectory(at: latest, withIntermediateDirectories: false)
        #expect(found(survey)["latest"]?.state == .warning)
        try Data("mine".utf8).write(to: latest.appending(path: "notes.txt"))
        #expect(found(survey)["latest"]?.state == .fault)
        #expect(found(survey)["latest"]?.advice.hasPrefix("Move it away") == true)
        let verification = SurveyVerification(survey: try SurveyLoader.load(survey.folder), output: survey.output)
        let told = try await verification.verify(run: nil, isRederiving: false).differences.map(\.message)
        #expect(told.contains { $0.contains("move it away") }, "\(told)")
    }

    #if os(Linux)
        @Test("a run that is under way is told with its process, and is not disturbed")
        func lock() async throws {
            let survey = try await survey()
            let lock = try SurveyLock(survey.results)
            let found = found(survey)
            #expect(
                found["lock"]?.finding.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true,
                "\(found)")
            withExtendedLifetime(lock) {}
        }
    #endif
}
