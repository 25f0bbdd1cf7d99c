import Foundation
import Testing

/// A command that is told finds the survey that it is told of, whatever that was called by.
@Suite("Commands that are told name the survey as it is found")
struct ToldCommandTests {
    private static let ways = [
        ["runs"], ["verify"], ["diff", "--definition"], ["codes", "learn"],
        ["decide", "--rule", "a.b", "--waive", "--reason", "As it is.", "--reviewer", "A. Reviewer"],
        ["archive", "prune", "--older-than", "5"],
    ]

    private func told(_ words: [String], _ survey: String, in folder: URL) throws -> String {
        let command = words.first == "archive" || words.first == "codes" ? 2 : 1
        let process = try CanvassProcess(
            Array(words.prefix(command)) + [survey] + words.dropFirst(command), in: folder)
        return process.output + process.errors
    }

    @Test("by a path where the user gave one, by the name where that finds it", arguments: ways)
    func noRun(words: [String]) throws {
        let project = try SmallSurvey.project(["parks"])
        let apart = project.folder.appending(path: "my surveys")
        try FileManager.default.createDirectory(at: apart, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: project.folder.appending(path: "Pipelines/parks"), to: apart.appending(path: "parks"))
        for (survey, argument) in [
            ("parks", "parks"), ("Pipelines/parks", "parks"), ("./my surveys/parks", "'./my surveys/parks'"),
        ] {
            let text = try told(words, survey, in: project.folder)
            #expect(text.contains("canvass run \(argument)"), "\(words) \(survey): \(text)")
        }
        #expect(try told(words, "./parks", in: apart).contains("canvass run ./parks"))
        #expect(try told(words, ".", in: apart.appending(path: "parks")).contains("canvass run ."))
    }

    @Test("what is told of an issue decides it")
    func issue() throws {
        let project = try SmallSurvey.project(["parks"])
        let apart = project.folder.appending(path: "apart")
        try FileManager.default.createDirectory(at: apart, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: project.folder.appending(path: "Pipelines/parks"), to: apart.appending(path: "parks"))
        try Data("Name;Area\nMill Garden;much\n".utf8).write(to: apart.appending(path: "parks/inbox/ALD.csv"))
        #expect(try CanvassProcess(["run", "./parks"], in: apart).status == 0)
        let rules = try CanvassProcess(["rules", "./parks"], in: apart)
        #expect(rules.output.contains("canvass explain ./parks <rule>"), "\(rules.output)")
        let issues = try Table.rows(of: apart.appending(path: "Output/parks/latest/issues.csv"))
        let issue = try #require(issues.first { $0["reporter"] == "ALD" })
        let explained = try CanvassProcess(["explain", "./parks", issue["rule"] ?? ""], in: apart)
        #expect(
            explained.output.contains("canvass explain ./parks \(issue["fingerprint"] ?? "")"), "\(explained.output)")
    }
}
