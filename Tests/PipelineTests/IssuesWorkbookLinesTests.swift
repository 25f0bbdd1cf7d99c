import Foundation
import SurveyModel
import Testing
import Validate

@testable import Pipeline

@Suite("Decisions in the columns of issues.xlsx")
struct IssuesWorkbookLinesTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    @Test("each row with an action is a decision of today, numbers and dates as they would be typed")
    func lines() throws {
        let lines = try IssuesWorkbookLines.read(Self.fixtures.appending(path: "issues-decided.xlsx"))
        #expect(lines.map(\.line) == [2, 4, 5])
        #expect(lines.map(\.fingerprint) == ["00000000000000a1", "00000000000000a3", "00000000000000a4"])
        let first = try #require(lines[0].decision)
        #expect(first.action == .correct && first.value == "12.5" && first.seen == "many")
        #expect(first.reason == "They wrote so" && first.reviewer == "reviewer A")
        #expect(first.date == DecisionRequest.today && first.expires == nil)
        let second = try #require(lines[1].decision)
        #expect(second.action == .waive && second.seen.isEmpty && second.expires?.description == "2027-01-31")
        #expect(lines[2].decision == nil && lines[2].fault != nil)
    }

    @Test("a workbook without the columns is told as such")
    func other() throws {
        #expect(throws: DefinitionError.self) {
            try IssuesWorkbookLines.read(Self.fixtures.appending(path: "issues-other.xlsx"))
        }
    }
}
