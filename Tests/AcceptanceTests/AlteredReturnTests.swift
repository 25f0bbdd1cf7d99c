import Foundation
import Testing

@Suite("Returns that respondents have altered: nothing is lost without a word")
struct AlteredReturnTests {
    private static let fixtures = Repository.fixtures.appending(path: "altered")

    /// The good returns have 110 and 116 records; what cannot be read as before must be told at its cell.
    @Test(
        "what is not read as before is told, and the rest is read as before",
        arguments: [
            ("AUS-blank-rows", 110, "template.rows-inserted", "A9"), ("AUS-last-header", 110, "code.unknown", "K5"),
            ("AUS-merged-answers", 102, "layout.merged-answer", "C6"),
            ("AUS-sum-column", 116, "type.not-a-number", "E5"),
            ("AUS-total-as-answer", 110, "code.unknown", "J6"), ("AUS-unclear-marks", 110, "type.not-a-mark", "H6"),
            ("IRL-lost-heading", 115, "layout.block-unclear", "B39"),
        ])
    func altered(name: String, records: Int, rule: String, cell: String) throws {
        let file = Self.fixtures.appending(path: "CPS-2026-\(name).xlsx").path
        let text = try CanvassProcess(["check", file, "--survey", "co-production"]).output
        #expect(text.contains("; \(records) records read"), "\(text)")
        // openpyxl stores no results of formulas: those of the total row are told for every file.
        let told = try issues(file).filter { $0["rule"] != "file.formula-not-calculated" }
        #expect(rule.isEmpty ? told.isEmpty : told.contains { $0["rule"] == rule && $0["cell"] == cell }, "\(told)")
    }

    private func issues(_ file: String) throws -> [[String: String]] {
        let scratch = try Scratch()
        let csv = scratch.url.appending(path: "issues.csv")
        try Data(CanvassProcess(["check", file, "--survey", "co-production", "--format", "csv"]).output.utf8).write(
            to: csv)
        return try Table.rows(of: csv)
    }
}
