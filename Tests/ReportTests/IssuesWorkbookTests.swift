import Foundation
import SurveyModel
import Testing

@testable import Report
@testable import Spreadsheets

@Suite("issues.xlsx")
struct IssuesWorkbookTests {
    private func open(_ bytes: [UInt8]) throws -> Workbook {
        let file = FileManager.default.temporaryDirectory.appending(path: "issues-\(UUID().uuidString).xlsx")
        try Data(bytes).write(to: file)
        // The reader keeps the file open.
        defer { try? FileManager.default.removeItem(at: file) }
        return try Workbook.open(path: file.path)
    }

    @Test("it holds what issues.csv holds, as text that nothing runs, with a drop-down for decisions")
    func content() throws {
        let result = try SpecimenResult.full { "=\($0)\u{1}" }
        let workbook = try open(IssuesWorkbook(result).bytes())
        let sheet = try #require(workbook.sheets.first)
        var rows: [[String]] = []
        try workbook.forEachRow(in: sheet) { row in
            var texts = [String](repeating: "", count: IssueFiles.columns.count + 9)
            for cell in row.cells {
                switch cell.value {
                case .text(let text): texts[cell.column - 1] = text
                case .number(let number): texts[cell.column - 1] = Value.shortest(number)
                case .boolean, .date, .error: Testing.Issue.record("\(cell.value)")
                }
                #expect(!cell.hasFormula)
            }
            rows.append(texts)
            return .next
        }
        #expect(rows.first == IssueFiles.columns + IssuesWorkbook.decided + ["cells", "answer", "seen"])
        let texts = result.issues.map {
            IssueFiles.texts(of: $0, language: "en") + ["", "", "", "", "", ""]
                + [$0.finding.cells.map { "\($0.sheet)!\($0.cell)" }.joined(separator: "; "), "", ""]
        }
        #expect(Array(rows.dropFirst()) == texts)
        let details = try workbook.details(of: sheet)
        #expect(details.validations.map(\.list) == [.items(["waive", "correct", "accept", "ask"])])
        #expect(details.validations.first?.ranges.map(\.description) == ["Q2:Q\(result.issues.count + 1)"])
        #expect(workbook.definedNames.map(\.name) == ["_xlnm._FilterDatabase"])
    }

    @Test("what a decision sees in other cells stands in a hidden column, as far as a cell holds it")
    func seen() throws {
        let full = try SpecimenResult.full()
        let first = try #require(full.issues.first)
        let texts = ["5", String(repeating: "x", count: 40_000)]
        let issues = texts.map { text in
            var finding = first.finding
            finding.involve([InvolvedCell(Origin(sheet: "S", row: 3, column: 1), typed: text)])
            return SurveyModel.Issue(
                fingerprint: first.fingerprint, reporter: first.reporter, round: first.round, returnID: first.returnID,
                finding: finding, state: .open)
        }
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: RunCounts(), coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let workbook = try open(IssuesWorkbook(result).bytes())
        let sheet = try #require(workbook.sheets.first)
        var seen: [String] = []
        try workbook.forEachRow(in: sheet) { row in
            if case .text(let text)? = row.cells.last?.value { seen.append(text) }
            return .next
        }
        let all = issues.map { SeenValue($0.finding).text }
        #expect(all.first == "many [5]")
        #expect(seen == ["seen"] + all.map { IssuesWorkbook.shortened(seen: $0) })
        #expect(seen.last?.utf16.count == 16_000)
    }

    @Test("what the respondent answered stands in a column behind those for decisions, as text")
    func answers() throws {
        let full = try SpecimenResult.full()
        var issues = full.issues.map { $0 }
        issues[0].explanation = RespondentAnswer(choice: "", remark: "=1+1")
        let result = RunResult(
            survey: full.survey, definition: full.definition, reporters: full.reporters, returns: full.returns,
            counts: RunCounts(), coverage: [], issues: issues, rules: [], codings: [], figures: [], provenance: [])
        let workbook = try open(IssuesWorkbook(result).bytes())
        let sheet = try #require(workbook.sheets.first)
        let column = IssueFiles.columns.count + IssuesWorkbook.decided.count + 2
        var answers: [String] = []
        try workbook.forEachRow(in: sheet) { row in
            for cell in row.cells where cell.column == column {
                if case .text(let text) = cell.value { answers.append(text) }
            }
            return .next
        }
        #expect(answers == ["answer", "=1+1"])
    }

    @Test("the same result gives the same bytes; a run without issues has a workbook too")
    func determinism() throws {
        let result = try SpecimenResult.full()
        #expect(try IssuesWorkbook(result).bytes() == IssuesWorkbook(result).bytes())
        #expect(try open(IssuesWorkbook(SpecimenResult.empty()).bytes()).sheets.map(\.name) == ["Issues"])
    }

    @Test(
        "a sheet's name is what Excel allows, and unlike the others'",
        arguments: [
            ("a/b:c", ["Data"], "a b c"), ("'quoted'", [], "quoted"), ("", [], "Sheet"), ("DATA", ["Data"], "DATA (2)"),
            (
                String(repeating: "x", count: 40), [String(repeating: "x", count: 31)],
                String(repeating: "x", count: 27) + " (2)"
            ),
        ])
    func names(wanted: String, others: [String], name: String) {
        #expect(SheetName.free(wanted, among: others) == name)
    }
}
