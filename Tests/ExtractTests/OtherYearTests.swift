import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Extract

@Suite("Last year's questionnaire, filled in by mistake")
struct OtherYearTests {
    /// A fixture with some of its texts changed.
    private static func file(_ fixture: String, _ changes: [(String, String)]) throws -> URL {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        var editor = try PackageEditor(path: folder.appending(path: "template-\(fixture).xlsx").path)
        let part = "xl/sharedStrings.xml"
        var text = String(decoding: try #require(try editor.bytes(part)), as: UTF8.self)
        for (old, new) in changes {
            try #require(text.contains(old))
            text = text.replacing(old, with: new)
        }
        editor.put(part, Array(text.utf8))
        let file = FileManager.default.temporaryDirectory.appending(path: "year-\(UUID().uuidString).xlsx")
        try Data(editor.finish()).write(to: file)
        return file
    }

    private static let title = "An invented questionnaire"
    private static let end = "Send it back by the end of May"
    private static let notes = "Notes: amounts in euro"

    private func findings(_ texts: [String], of year: Int, hasRounds: Bool = false) throws -> [Finding] {
        func changes(_ year: Int) -> [(String, String)] { texts.map { ($0, "\($0) \(year)") } }
        let blank = try Self.file("blank", changes(2026))
        let file = try Self.file("unaltered", changes(year))
        defer { for url in [blank, file] { try? FileManager.default.removeItem(at: url) } }
        let parts = SpecimenSurvey.Part.allCases
        let survey =
            hasRounds
            ? try SpecimenSurvey(
                parts, changing: "round: {current: \"2026\"}",
                to: "round: {current: \"2026\", all: [\"2025\", \"2026\"], from: {filename: \"20[0-9]{2}\"}}")
            : try SpecimenSurvey(parts)
        return try survey.extract(at: file, blank: blank).findings
    }

    @Test("is told first, once and as a warning, where a title has another year")
    func title() throws {
        let told = try findings([Self.title], of: 2025)
        let first = try #require(told.first)
        #expect(first.rule == "template.other-year" && first.severity == .warning && first.cell == nil)
        #expect(
            first.message.text(in: "en")
                == "Where the questionnaire says “An invented questionnaire 2026”, the return says “An invented questionnaire 2025”: it looks like the questionnaire of another year."
        )
        #expect(told.dropFirst().map(\.rule) == ["template.label-changed"])
    }

    @Test("is told where several texts have another year, and not where a single one has")
    func several() throws {
        let rules = try findings([Self.end, Self.notes], of: 2025).map(\.rule)
        #expect(rules == ["template.other-year", "template.label-changed", "template.label-changed"])
        let single = try findings([Self.end], of: 2025).map(\.rule)
        #expect(single == ["template.label-changed"])
        let same = try findings([Self.title], of: 2026)
        #expect(same.isEmpty)
    }

    @Test("is not told where returns tell their round")
    func rounds() throws {
        let rules = try findings([Self.title], of: 2025, hasRounds: true).map(\.rule)
        #expect(rules == ["template.label-changed"])
    }

    @Test(
        "texts that differ in their years alone",
        arguments: [
            ("Survey 2026", "Survey 2025", -1), ("Budget 2025/26", "BUDGET 2024/25", -1),
            ("From 2025 to 2026", "from 2024 to 2025", -1),
            ("In 2026, first held in 2010", "In 2024, first held in 2010", -2),
            ("عام ٢٠٢٦", "عام ٢٠٢٥", -1), ("2025", "2026", 1),
        ])
    func alike(was: String, now: String, shift: Int) throws {
        let found = try #require(OtherYear(was, now, isTitle: false))
        #expect(found.shift == shift)
        #expect(found.hasWords == was.contains(where: \.isLetter))
    }

    @Test(
        "texts that differ in more, or in no year",
        arguments: [
            ("Survey 2026", "Poll 2025"), ("Survey 2026", "Survey"), ("Survey 2026", "survey 2026"),
            ("2025 and 2026", "2024 and 2027"), ("1,250 staff", "1,260 staff"), ("12 May 2026", "13 May 2025"),
        ])
    func others(was: String, now: String) {
        #expect(OtherYear(was, now, isTitle: true)?.shift == nil)
    }

    @Test("years over a table alone tell nothing")
    func numbers() throws {
        let years = [("2025", "2024"), ("2026", "2025")].compactMap { OtherYear($0, $1, isTitle: true) }
        #expect(years.count == 2 && OtherYear.finding(of: years) == nil)
        let words = try #require(OtherYear("Staff in 2026", "Staff in 2025", isTitle: false))
        #expect(OtherYear.finding(of: [words]) == nil)
        #expect(OtherYear.finding(of: years + [words])?.value == "Staff in 2025")
    }
}
