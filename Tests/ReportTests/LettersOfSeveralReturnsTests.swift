import SurveyModel
import Testing

@testable import Report

@Suite("Letters about several returns of one reporter")
struct LettersOfSeveralReturnsTests {
    /// The letter to Celand about returns of which each has the same issue, and each an annotated copy.
    private func letter(about files: [String]) throws -> QueryLetter {
        let full = try SpecimenResult.full()
        let returns = files.enumerated().map { number, file in
            Return(
                sha256: String(repeating: String(number + 6), count: 64), file: file, reporter: "CCC", round: "2026",
                received: "", version: "2.0", language: "en", state: .live)
        }
        let finding = Finding(
            rule: "type.not-a-number", severity: .error, message: .text("For the office."), table: "people",
            field: "number", sheet: "People", cell: "B4", value: "many")
        let issues = returns.map { item in
            SurveyModel.Issue(
                fingerprint: item.id, reporter: "CCC", round: "2026", returnID: item.id, finding: finding, state: .open)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: returns,
            counts: full.counts, coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let names = returns.map { files.count > 1 ? "annotated-\($0.id).xlsx" : "annotated.xlsx" }
        return try #require(
            try QueryLetter(to: Reporter(code: "CCC", name: "Celand"), in: result, workbooks: names))
    }

    @Test("a letter about several returns says of each question in which file it is, and names all workbooks")
    func severalReturns() throws {
        let two = try letter(about: ["CCC/cover.xlsx", "CCC/parks.xlsx"])
        #expect(two.queries.map(\.place) == ["People!B4 in cover.xlsx", "People!B4 in parks.xlsx"])
        let workbooks = "annotated-666666666666.xlsx (cover.xlsx) and annotated-777777777777.xlsx (parks.xlsx)"
        #expect(two.closing.first?.contains("open \(workbooks), your own workbooks,") == true)
        let alike = try letter(about: ["2026-04-01/CCC.xlsx", "2026-04-02/CCC.xlsx"])
        #expect(alike.queries.map(\.place) == ["People!B4 in 2026-04-01/CCC.xlsx", "People!B4 in 2026-04-02/CCC.xlsx"])
        let texts = try letter(about: ["CCC/cover.csv", "CCC/parks.TSV"])
        #expect(texts.closing.first?.contains("(parks.TSV), workbooks made from your text files,") == true)
        let mixed = try letter(about: ["CCC/cover.csv", "CCC/parks.xlsx"])
        #expect(mixed.closing.first?.contains("your own workbooks and those made from your text files,") == true)
        let text = try letter(about: ["CCC/cover.csv"])
        #expect(text.closing.first?.contains("open annotated.xlsx, a workbook made from your text file,") == true)
        let one = try letter(about: ["CCC/cover.xlsx"])
        #expect(one.queries.map(\.place) == ["People!B4"])
        #expect(one.closing.first?.contains("open annotated.xlsx, your own workbook,") == true)
    }
}
