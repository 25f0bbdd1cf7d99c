import Foundation
import Testing

@testable import Pipeline

@Suite("Decisions in the columns of issues.xlsx")
struct DecisionWorkbookTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    @Test("each row with an action is a line, numbers, percentages and dates as they would be typed")
    func rows() throws {
        let rows = try DecisionWorkbook(Self.fixtures.appending(path: "issues-decided.xlsx")).rows
        #expect(rows.map(\.line) == [2, 4, 5, 6])
        #expect(
            rows.map { $0.fields["fingerprint"] }
                == ["00000000000000a1", "00000000000000a3", "00000000000000a4", "00000000000000a5"])
        #expect(rows.map { $0.fields["action"] } == ["correct", "waive", "wave", "correct"])
        #expect(rows.map { $0.fields["value"] } == ["12.5", "", "", "7%"])
        #expect(rows.map { $0.fields["reason"] } == ["They wrote so", "Small", "Slip", "By telephone"])
        #expect(rows.map { $0.fields["agreed_by"] } == ["", "reviewer B", "", ""])
        #expect(rows.map { $0.fields["expires"] } == ["", "2027-01-31", "", "2027-01-31"])
    }

    @Test("a workbook without the columns is told as such")
    func other() throws {
        #expect(throws: PipelineError.self) {
            try DecisionWorkbook(Self.fixtures.appending(path: "issues-other.xlsx"))
        }
    }
}
