import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("How much stands in a letter")
struct LetterLengthTests {
    /// The letter to Celand, whose return has other issues, of the specimen's survey in other words.
    private func letter(
        _ issues: [SurveyModel.Issue], yaml: String = SpecimenResult.yaml
    ) throws -> QueryLetter {
        let full = try SpecimenResult.full()
        let result = RunResult(
            survey: full.survey, definition: try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml"),
            reporters: full.reporters, returns: full.returns, counts: full.counts, coverage: [], issues: issues,
            rules: [], codings: [], figures: [], provenance: [])
        return try #require(try QueryLetter(to: Reporter(code: "CCC", name: "Celand"), in: result, workbooks: []))
    }

    private func issue(_ row: Int, message: String, _ decision: Decision? = nil) -> SurveyModel.Issue {
        SurveyModel.Issue(
            fingerprint: "f\(row)", reporter: "CCC", round: "2026", returnID: SpecimenResult.id(4),
            finding: Finding(
                rule: "odd", severity: .error, message: .text(message), table: "people", record: row, field: "number",
                sheet: "People", cell: "B\(row)", value: "value \(row)"), state: decision == nil ? .open : .asked,
            decision: decision)
    }

    private func words(_ letter: QueryLetter) -> String {
        String(decoding: letter.text(), as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(
        "a reviewer's question of up to 400 characters stands there as a whole, in both forms, behind a long sentence")
    func question() throws {
        let decision = Decision(
            fingerprint: "f4", action: .ask, seen: "value 4",
            reason: String(repeating: "so much ", count: 48) + "at last?",
            reviewer: "R", date: try #require(CalendarDay("2026-04-01")))
        let letter = try letter([issue(4, message: String(repeating: "a long sentence ", count: 30), decision)])
        #expect(words(letter).contains("so much at last?"))
        let document = try #require(try letter.parts()["word/document.xml"])
        #expect(String(decoding: document, as: UTF8.self).contains("so much at last?"))
    }

    @Test("a sheet's name of a megabyte is told by its beginning")
    func longSheetName() throws {
        let sheet = String(repeating: "S", count: 1_000_000)
        let issues = (1...2).map { row in
            SurveyModel.Issue(
                fingerprint: "f\(row)", reporter: "CCC", round: "2026", returnID: SpecimenResult.id(4),
                finding: Finding(
                    rule: "odd", severity: .error, message: .text("Odd."), table: row == 1 ? nil : "people",
                    record: row, field: row == 1 ? nil : "number", sheet: sheet, cell: "B\(row)", value: "v"),
                state: .open)
        }
        let letter = try letter(issues)
        #expect(letter.queries.count == 2)
        #expect(letter.text().count < 10_000)
        let document = try #require(try letter.parts()["word/document.xml"])
        #expect(document.count < 100_000)
    }

    @Test("a notice is told as a whole in a summary")
    func notice() throws {
        let yaml = SpecimenResult.yaml.replacing(
            "{en: Invented data.}", with: "{en: \(String(repeating: "Invented ", count: 100))data.}")
        let full = try SpecimenResult.full()
        let result = RunResult(
            survey: full.survey, definition: try SurveyDefinition.decode(yaml: yaml, file: "pipeline.yaml"),
            reporters: [], returns: [], counts: RunCounts(), coverage: [], issues: [], rules: [], codings: [],
            figures: [], provenance: [])
        let text = String(decoding: try SummaryText(language: "en").text(of: result), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace)
        #expect(words.count { $0 == "Invented" } == 101 && words.last == "data.")
    }

    @Test("it asks to look at as many questions as follow, and says how many more there are")
    func number() throws {
        let letter = try letter((1...25).map { issue($0, message: "Odd.") })
        let words = words(letter)
        #expect(letter.queries.count == 20 && letter.further == 5)
        #expect(words.contains("Please look at the following 20 questions"))
        #expect(words.contains("There are 5 more questions"))
    }

    @Test("the title of a survey that does not say who writes stands there once")
    func sender() throws {
        let letter = try letter([], yaml: SpecimenResult.yaml.replacing("agency: {en: Methods Unit}\n", with: ""))
        let text = String(decoding: letter.text(), as: UTF8.self)
        #expect(text.hasPrefix("Invented survey\n\nDear colleagues in Celand,\n"))
        let document = String(decoding: try #require(try letter.parts()["word/document.xml"]), as: UTF8.self)
        #expect(document.components(separatedBy: ">Invented survey<").count == 2)
        #expect(!document.contains("w:val=\"Sender\""))
    }
}
