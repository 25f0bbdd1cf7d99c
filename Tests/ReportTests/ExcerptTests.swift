import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Report

@Suite("What stands around a cell")
struct ExcerptTests {
    private static let sheet = """
        People survey,,,,
        ,,,,
        Kind,Number,Share,Note,
        Doctors,12,0.5,,x
        Nurses,many,0.4,see below,
        Others,3,0.1,,

        """

    /// A CSV file with `content`, opened as a return for the time of one call.
    private static func with<Result>(_ content: String, _ body: (Workbook) throws -> Result) throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "canvass-excerpt-\(UUID().uuidString).csv")
        try Data(content.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(Workbook.open(path: file.path, name: "People.csv"))
    }

    private static func issue(_ fingerprint: String, _ cell: String, rule: String = "r") -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: fingerprint, reporter: "AAA", round: "1", returnID: "a",
            finding: Finding(
                rule: rule, severity: .error, message: .text("No."), sheet: "People", cell: cell),
            state: .open)
    }

    @Test("the cell stands with its neighbours, its column's heading and its row's label")
    func neighbours() throws {
        let excerpts = try Self.with(Self.sheet) { workbook in
            Excerpts(of: [Self.issue("f", "C6")]) { _ in Excerpts.Source(workbook: workbook) }
        }
        let excerpt = try #require(excerpts["f"])
        #expect(excerpt.columns == [1, 2, 3, 4])
        #expect(excerpt.rows.map(\.number) == [3, 5, 6])
        #expect(
            excerpt.rows.map(\.texts) == [
                ["Kind", "Number", "Share", "Note"], ["Nurses", "many", "0.4", "see below"],
                ["Others", "3", "0.1", ""],
            ])
    }

    @Test("an empty cell has an excerpt, a cell in an empty part of the sheet none")
    func empty() throws {
        let excerpts = try Self.with(Self.sheet) { workbook in
            Excerpts(of: [Self.issue("f", "D4"), Self.issue("g", "Z400")]) { _ in Excerpts.Source(workbook: workbook) }
        }
        #expect(excerpts["f"]?.rows.map(\.number) == [3, 4, 5])
        #expect(excerpts["g"] == nil)
    }

    @Test("a return that the system does not let be read is told with what it said")
    func unread() {
        struct Refused: Error, CustomStringConvertible {
            let description = "no disk"
        }
        let excerpts = Excerpts(of: [Self.issue("f", "C6")]) { _ in throw Refused() }
        #expect(excerpts["f"] == nil)
        #expect(excerpts.unread == ["a": "no disk"])
    }

    @Test("each rule of a return has its turn before there is more of another, and the ration is kept")
    func ration() throws {
        let content = (1...200).map { "a\($0),b\($0)" }.joined(separator: "\n")
        let issues =
            (1...90).map { Self.issue("x\($0)", "A\($0)") } + (1...5).map { Self.issue("y\($0)", "B\($0)", rule: "s") }
        var ration = Excerpts.Ration()
        ration.issues = 30
        ration.alike = 20
        let excerpts = try Self.with(content) { workbook in
            Excerpts(of: issues, ration: ration) { _ in Excerpts.Source(workbook: workbook) }
        }
        let with = issues.map(\.fingerprint).filter { excerpts[$0] != nil }
        #expect(with == (1...25).map { "x\($0)" } + (1...5).map { "y\($0)" })
    }

    @Test("a long text is cut, and what cannot be seen is made visible")
    func longText() throws {
        let long = "\u{202E}" + String(repeating: "y", count: 40_000)
        let excerpts = try Self.with("a,b\n\(long),c\n") { workbook in
            Excerpts(of: [Self.issue("f", "A2")]) { _ in Excerpts.Source(workbook: workbook) }
        }
        let text = try #require(excerpts["f"]?.rows.last?.texts.first)
        #expect(text.hasPrefix("‹U+202E›yyy") && text.count < 80)
    }

    @Test("a return that cannot be opened gives none, and the page is the same as without")
    func unreadable() throws {
        let result = try SpecimenResult.full()
        let page = try ReportRenderer().html(result, excerpts: Excerpts(of: result.issues) { _ in nil })
        #expect(try page == ReportRenderer().html(result))
    }
}
