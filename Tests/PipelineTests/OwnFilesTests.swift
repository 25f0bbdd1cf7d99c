import Foundation
import Testing

@testable import Pipeline

@Suite("Files that Canvass has written are read whatever the limits of a survey let in")
struct OwnFilesTests {
    private static func file(_ text: String) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-own-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: url)
        return url
    }

    @Test("an answer that is longer than the reader takes of other files is compared and traced")
    func longAnswer() throws {
        let answer = String(repeating: "x", count: 2 << 20)
        let url = try Self.file("id,txt,return,record\na1,\(answer),aaaaaaaaaaaa,1\n")
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(try PublishedTable(url).rows == [["a1", answer, "aaaaaaaaaaaa", "1"]])
        let rows = try RegisterRow.read(url, file: "items.csv", needing: ["txt"])
        #expect(rows.map { $0.fields["txt"] } == [answer])
        #expect(try RegisterRow.columns(url) == ["id", "txt", "return", "record"])
    }

    @Test("a decision about such an answer is read, with what its reviewer saw")
    func longDecision() throws {
        let answer = String(repeating: "x", count: 2 << 20)
        let url = try Self.file(
            DecisionFile.columns.joined(separator: ",") + "\naaaaaaaaaaaaaaaa,waive,\(answer),,Fine,A,,2026-11-01,\n")
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(try DecisionFile.read(url, shown: "decisions.csv").lines.count == 1)
    }
}
