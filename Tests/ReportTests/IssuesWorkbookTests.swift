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
            var texts = [String](repeating: "", count: IssueFiles.columns.count + 7)
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
        #expect(rows.first == IssueFiles.columns + IssuesWorkbook.decided + ["cells"])
        let texts = result.issues.map {
            IssueFiles.texts(of: $0, language: "en") + ["", "", "", "", "", ""]
                + [$0.finding.cells.map { "\($0.sheet)!\($0.cell)" }.joined(separator: "; ")]
        }
        #expect(Array(rows.dropFirst()) == texts)
        let details = try workbook.details(of: sheet)
        #expect(details.validations.map(\.list) == [.items(["waive", "correct", "accept", "ask"])])
        #expect(details.validations.first?.ranges.map(\.description) == ["Q2:Q\(result.issues.count + 1)"])
        #expect(workbook.definedNames.map(\.name) == ["_xlnm._FilterDatabase"])
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
