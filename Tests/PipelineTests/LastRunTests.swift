import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What is read of the last run")
struct LastRunTests {
    private static let returns = ["AAA.csv": ["1,200,5,food,food,2026-01-01", "2,300,5,food,food,"]]

    @Test("all members of an issue are read where it is asked for, and of the others what rules are counted by")
    func members() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let run = try await survey.run()
        let last = try #require(try LastRun(survey.survey(), output: survey.output))
        #expect(Set(last.issues.map(\.fingerprint)) == Set(run.result.issues.map(\.fingerprint)))
        let issue = try #require(last.issues.last { $0.rule == "constraint.maximum" })
        #expect(
            issue.severity == .error && issue.reporter == "AAA" && issue.table == "items" && issue.field == "amount")
        let members = try #require(try last.members(ofIssue: issue.fingerprint))
        #expect(members["value"] == "300" && members["record"] == "2" && members["state"] == "open")
        let none = try last.members(ofIssue: "none")
        #expect(none == nil)
        let explained = try Explanation.of(issue.fingerprint, in: survey.survey(), output: survey.output)
        #expect(explained.title == members["message"])
        let capitals = try Explanation.of(
            issue.fingerprint.prefix(8).uppercased(), in: survey.survey(), output: survey.output)
        #expect(capitals.title == explained.title)
        let short = try #require(throws: PipelineError.self) {
            _ = try Explanation.of(String(issue.fingerprint.prefix(4)), in: survey.survey(), output: survey.output)
        }
        #expect(short.description.contains("at least 6 digits"))
        let rule = try Explanation.of("constraint.maximum", in: survey.survey(), output: survey.output)
        #expect(rule.parts.first { $0.key == "concerns" }?.text == "AAA (2)")
        let first = last.issues.first { $0.rule == "constraint.maximum" }?.fingerprint
        #expect(rule.parts.first { $0.key == "example_fingerprint" }?.value == first)
    }

    @Test("it is read as one run, whatever is published meanwhile, and the next one where it is removed")
    func published() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let first = try await survey.run()
        try survey.send("BBB.csv", ["1,50,5,food,food,2026-01-01"])
        let second = try await survey.run()
        let latest = survey.results.appending(path: "latest")
        func lead(to run: SurveyRun.Outcome) throws {
            try FileManager.default.removeItem(at: latest)
            try FileManager.default.createSymbolicLink(atPath: latest.path, withDestinationPath: "runs/\(run.id)")
        }
        let history = RunHistory(output: survey.results)
        try lead(to: first)
        let read = try history.readingLatest { folder in
            try lead(to: second)
            return folder.lastPathComponent
        }
        #expect(read == first.id)
        try lead(to: first)
        var folders: [String] = []
        let returns = try history.readingLatest { folder in
            folders.append(folder.lastPathComponent)
            if folders.count == 1 {
                try lead(to: second)
                try history.remove(first.id)
            }
            return try Successors.inRun(folder)
        }
        #expect(folders == [first.id, second.id] && returns != nil)
    }

    @Test("issues that are damaged are told in words, not as a program has them")
    func damaged() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let run = try await survey.run()
        let file = run.folder.appending(path: "issues.json")
        try FileManager.default.removeItem(at: file)
        try Data("[{]\n".utf8).write(to: file)
        let loaded = try survey.survey()
        let explained = try #require(throws: PipelineError.self) {
            _ = try Explanation.of("constraint.maximum", in: loaded, output: survey.output)
        }
        let learned = try #require(throws: PipelineError.self) {
            _ = try CodeProposals(loaded, output: survey.output)
        }
        for error in [explained, learned] {
            #expect(error.code == .io && error.description.contains("not as a run has written it"), "\(error)")
        }
    }

    @Test("what may not be looked at is not told to be none")
    func closed() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let run = try await survey.run().folder
        for name in ["issues.json", "lineage/returns.csv"] {
            let url = run.appending(path: name)
            try FileManager.default.removeItem(at: url)
            // A link that leads to itself: nobody can tell what it leads to.
            try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: url.lastPathComponent)
        }
        let loaded = try survey.survey()
        let traced = try #require(throws: PipelineError.self) {
            _ = try Trace(survey.folder, output: survey.output).steps(
                table: "items", returnID: "AAA.csv", record: 1, field: nil)
        }
        let learned = try #require(throws: PipelineError.self) {
            _ = try CodeProposals(loaded, output: survey.output)
        }
        #expect(traced.code == .io && learned.code == .io, "\(traced) \(learned)")
    }

    @Test("lineage that cannot be read is told by its name")
    func damagedLineage() async throws {
        let survey = try ReviewedSurvey(returns: Self.returns)
        let file = try await survey.run().folder.appending(path: "lineage/values.csv")
        let last = try #require(try LastRun(survey.survey(), output: survey.output))
        try FileManager.default.removeItem(at: file)
        // A link that leads to itself.
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: file.lastPathComponent)
        let error = try #require(throws: PipelineError.self) { _ = try last.typed(of: [:]) }
        #expect(error.code == .io && error.description.contains("lineage/values.csv"), "\(error)")
    }

    @Test("of a file with very many rows those are held that are wanted")
    func rows() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "canvass-rows-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("return,record\na,1\nb,1\na,2\n".utf8).write(to: file)
        let rows = try RegisterRow.read(file, file: "rows.csv", needing: ["return"]) { $0.fields["return"] == "a" }
        #expect(rows.map(\.line) == [2, 4])
    }
}
