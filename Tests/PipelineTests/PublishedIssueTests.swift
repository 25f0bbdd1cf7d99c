import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("The issues of an earlier run")
struct PublishedIssueTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "canvass-issues-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func line(_ number: Int, _ message: String = "It is “so”, with \\n and , in it.") -> String {
        #"{"fingerprint":"f\#(number)","severity":"error","rule":"r","message":"\#(message)","state":"open"}"#
    }

    /// What is read of a file; it is removed.
    private func read(_ text: String) throws -> [PublishedIssue] {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "issues.json"))
        return try PublishedIssue.read(in: folder)
    }

    @Test("however many there are, each is read once, in their order", arguments: [0, 1, 2, 3_000, 30_000])
    func all(count: Int) throws {
        let lines = (0..<count).map { line($0) }
        let text = count == 0 ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
        let issues = try read(text)
        #expect(issues.map(\.fingerprint) == (0..<count).map { "f\($0)" })
        #expect(issues.allSatisfy { $0.message == "It is “so”, with \n and , in it." })
    }

    @Test("one that is larger than what is read at once is read whole")
    func large() throws {
        let message = String(repeating: "a long sentence, ", count: 200_000)
        let issues = try read("[\n" + [line(0), line(1, message), line(2)].joined(separator: ",\n") + "\n]\n")
        #expect(issues.map(\.fingerprint) == ["f0", "f1", "f2"])
        #expect(issues[1].message == message)
    }

    @Test(
        "a file that somebody has laid out otherwise is read too",
        arguments: ["[%0,%1]", "[\n%0\n,\n%1\n]", "[\n  %0,\n  %1\n]\n", " [\n%0,\n%1\n]", "[\r\n%0,\r\n%1\r\n]\r\n"])
    func otherLayout(form: String) throws {
        let text = form.replacing("%0", with: line(0)).replacing("%1", with: line(1))
        #expect(try read(text).map(\.fingerprint) == ["f0", "f1"])
    }

    @Test(
        "a file that is cut short, or holds what is no issue, is an error and never some of the issues",
        arguments: ["", "[\n", "[\n%0", "[\n%0,\n%1", "[\n%0,\n%1\n", "[\n%0,\n%1\n]\n%0", "[\n%0,\n{}\n]\n", "{}\n"])
    func damaged(form: String) {
        let text = form.replacing("%0", with: line(0)).replacing("%1", with: line(1))
        #expect(throws: (any Error).self) { try read(text) }
    }
}
