import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Testing

@Suite("Notes of ours, sent back")
struct OwnNotesTests {
    /// A fixture in which the notes are written as they are now, with a text behind each.
    private func extraction(_ fixture: String, behind reply: String) throws -> Extraction {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        var editor = try PackageEditor(path: folder.appending(path: fixture).path)
        let part = "xl/comments/comment1.xml"
        var notes = String(decoding: try #require(try editor.xml(part)), as: UTF8.self)
        for number in 1...2 {
            let text = "To review, no. \(number)\nIs this right?"
            try #require(notes.contains(OwnNote.mark + text))
            notes = notes.replacing(OwnNote.mark + text, with: OwnNote.written(text) + reply)
        }
        editor.put(part, Array(notes.utf8))
        let file = FileManager.default.temporaryDirectory.appending(path: "notes-\(UUID().uuidString).xlsx")
        try Data(editor.finish()).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try SpecimenSurvey([.cover]).extract(at: file)
    }

    @Test(
        "nothing is said of what Canvass has written in notes",
        arguments: ["review-first.xlsx", "review-moved.xlsx"])
    func silence(fixture: String) throws {
        let extraction = try extraction(fixture, behind: "")
        let comments = extraction.findings.filter { $0.rule == "layout.comment" }
        #expect(comments.map(\.cell) == ["B4"] && comments.map(\.value) == ["As of June."])
    }

    @Test("what a respondent answers in a note of ours is told")
    func replies() throws {
        let extraction = try extraction("review-first.xlsx", behind: "\n\nSee our mail.")
        let comments = extraction.findings.filter { $0.rule == "layout.comment" }
        #expect(comments.map(\.cell) == ["B1", "B4"])
        #expect(comments.map(\.value) == ["See our mail.", "As of June.\n\nSee our mail."])
    }
}
