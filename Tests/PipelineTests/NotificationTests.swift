import Foundation
import Logging
import SurveyModel
import Testing

@testable import Pipeline

@Suite("What commands of `notify` are told of files that wait")
struct NotificationTests {
    /// A survey in a language whose command keeps what it is told in a file.
    private func project(language: String) throws -> (project: InboxProject, told: URL) {
        let project = try InboxProject()
        let told = project.inbox.parent.appending(path: "told.txt")
        try project.define([
            "languages: [en]":
                "languages: [\(language)]\nnotify: {command: [sh, -c, 'cat > \"$0\"', '\(told.path)']}"
        ])
        try project.put("NOR.csv")
        return (project, told)
    }

    private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    @Test("the summary ends with the files that wait and why, and the published one is as it was")
    func waiting() async throws {
        let (project, told) = try project(language: "en")
        var outcome = try await project.run()
        let file = outcome.folder.appending(path: "summary.txt")
        let summary = try text(file)
        #expect(try text(told) == summary, "Where none waits nothing is told of it.")
        outcome.waiting = [(file: "2026/FRA.csv", reason: .open)]
        Pipeline.Notification(survey: try project.load(), logger: Logger(label: "test")).tell(outcome)
        #expect(
            try text(told) == summary + """

                This file of the inbox waits for the next run:
                - 2026/FRA.csv: A program has it open for writing.

                """)
        #expect(try text(file) == summary)
    }

    @Test("why a file waits is told in the survey's language, as the inbox tells it", arguments: ["fr", "es"])
    func language(_ language: String) async throws {
        let (project, told) = try project(language: language)
        var outcome = try await project.run()
        // What becomes of files that are changed, taken away and replaced after the inbox was listed.
        let inbox = try ScratchInbox()
        let names = ["changed.csv", "gone.csv", "replaced.csv"]
        for name in names { try inbox.put(name) }
        let listed = try inbox.list()
        try inbox.put("changed.csv", "other", age: 10)
        for name in names.dropFirst() { try FileManager.default.removeItem(at: inbox.url.appending(path: name)) }
        try FileManager.default.createDirectory(
            at: inbox.url.appending(path: "replaced.csv"), withIntermediateDirectories: true)
        let waiting = try Settling(seconds: 0).settle(listed.files).waiting
        #expect(waiting.map(\.path) == names)
        outcome.waiting = waiting.map { ($0.path, $0.reason) }
        Pipeline.Notification(survey: try project.load(), logger: Logger(label: "test")).tell(outcome)
        let words = try text(told).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for file in waiting {
            #expect(words.contains("- \(file.path)\(language == "fr" ? " : " : ": ")"), "\(words)")
            #expect(!words.contains(file.reason.sentence), "\(words)")
        }
    }
}
