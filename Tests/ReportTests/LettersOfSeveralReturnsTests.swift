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

    /// The letter to Celand about returns of which the last came too late; each has an issue that is asked about.
    private func letter(about files: [String], state: IssueState, language: String = "en") throws -> QueryLetter {
        let full = try SpecimenResult.full()
        let returns = files.enumerated().map { number, file in
            Return(
                sha256: String(repeating: String(number + 6), count: 64), file: file, reporter: "CCC", round: "2026",
                received: "", version: "2.0", language: "en", state: number == files.count - 1 ? .held : .live)
        }
        func issue(_ item: Return, _ rule: String, cell: String?, _ state: IssueState) -> SurveyModel.Issue {
            SurveyModel.Issue(
                fingerprint: rule + item.id, reporter: "CCC", round: "2026", returnID: item.id,
                finding: Finding(
                    rule: rule, severity: .error, message: .text("For the office."),
                    table: cell.map { _ in "people" }, field: cell.map { _ in "number" },
                    sheet: cell.map { _ in "People" }, cell: cell, value: "many"), state: state)
        }
        var issues = returns.map { issue($0, "type.not-a-number", cell: "B4", .open) }
        if let late = returns.last { issues.append(issue(late, "return.round-closed", cell: nil, state)) }
        let coverage = returns.map { item in
            TableCoverage(
                returnID: item.id, reporter: "CCC", round: "2026", table: "people", asked: 2, given: 2, records: 2,
                published: item.state == .live ? 2 : 0)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: returns,
            counts: full.counts, coverage: coverage, issues: issues, rules: [], codings: [], figures: [],
            provenance: [])
        return try #require(
            try QueryLetter(
                to: Reporter(code: "CCC", name: "Celand", language: language), in: result, workbooks: []))
    }

    @Test(
        "of what came too late beside what counts the letter says that it was not used, and asks nothing about it",
        arguments: [
            ("en", "But late.xlsx came after the round was closed, so we have not used it."),
            ("fr", "En revanche, late.xlsx est arrivé après la clôture du cycle"),
            ("es", "En cambio, late.xlsx llegó después del cierre de la ronda"),
        ])
    func late(language: String, sentence: String) throws {
        let letter = try letter(about: ["first.xlsx", "late.xlsx"], state: .open, language: language)
        #expect(letter.queries.map(\.place).count == 1)
        #expect(letter.queries.first?.place.contains("first.xlsx") == true)
        #expect(letter.opening[1].contains(" " + sentence), "\(letter.opening[1])")
    }

    @Test(
        "nothing is asked either where all came too late; once the finding is waived, or a reviewer asks, it is as ever"
    )
    func lateAlone() throws {
        let late = try letter(about: ["late.xlsx"], state: .open)
        #expect(late.queries.isEmpty)
        #expect(late.opening.count == 2)
        #expect(late.opening.last == "It came after the round was closed, so we have not used it.")
        #expect(try letter(about: ["first.xlsx", "late.xlsx"], state: .waived).queries.count == 2)
        #expect(try letter(about: ["first.xlsx", "late.xlsx"], state: .asked).queries.count == 2)
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
