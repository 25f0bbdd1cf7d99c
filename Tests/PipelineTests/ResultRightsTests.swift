import Foundation
import Testing

@testable import Pipeline

@Suite("Results that belong to several accounts")
struct ResultRightsTests {
    private func survey() async throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: ["AAA.csv": ["1,10,5,food,food,2026-01-01"]])
        _ = try await survey.run()
        return survey
    }

    @Test("after a run nothing is told of them")
    func well() async throws {
        let survey = try await survey()
        #expect(ResultRights(folder: survey.results).diagnoses.isEmpty)
        #expect(ResultRights(folder: survey.results).warningOfRoot == nil)
    }

    @Test(
        "what another account has made is a fault, with its name and the command that mends it",
        .enabled(if: getuid() == 0, "only root can give a file to another account"))
    func foreign() async throws {
        let survey = try await survey()
        let history = RunHistory(output: survey.results)
        let run = try #require(try history.ids.first)
        // The store last: SQLite gives the files that it lays beside it the store's owner.
        for path in ["archive/received.csv", "runs/\(run)", ".lock", "archive", "canvass.sqlite"] {
            let file = survey.results.appending(path: path)
            #expect(lchown(file.path, 65_534, 65_534) == 0)
            let found = OutputReview(
                folder: survey.results, inbox: survey.folder.appending(path: "inbox"), now: Date()
            ).diagnoses().filter { $0.state == .fault }
            #expect(found.map(\.subject) == ["output"], "\(path): \(found)")
            #expect(found.first?.finding.contains("another account owns \(path):") == true, "\(found)")
            #expect(found.first?.advice.contains("sudo chown -R root: \(survey.results.path)") == true, "\(found)")
            #expect(lchown(file.path, 0, 0) == 0)
        }
    }

    @Test("a run by root over results of another account is told beforehand, with the command that mends it")
    func root() async throws {
        let survey = try await survey()
        // Whoever runs the tests.
        if getuid() == 0 { #expect(chown(survey.results.path, 65_534, 65_534) == 0) }
        let warning = try #require(ResultRights(folder: survey.results, account: 0).warningOfRoot)
        #expect(warning.contains("sudo chown -R ") && warning.contains(survey.results.path), "\(warning)")
        #expect(ResultRights(folder: survey.results, account: 4_711).warningOfRoot == nil)
    }
}
