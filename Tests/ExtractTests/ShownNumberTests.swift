import Extract
import Foundation
import SurveyModel
import Testing

@Suite("Numbers as their cells show them")
struct ShownNumberTests {
    private func extraction() throws -> Extraction {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let columns = "      staff: {label: Staff}\n      project: {label: Project}"
        return try SpecimenSurvey(layouts: TablePlaceTests.items("header: 1", columns: columns)).extract(
            at: tests.appending(path: "SpreadsheetsTests/Fixtures/shown-numbers.xlsx"))
    }

    @Test("a number is what it is, and with it stands what a format of zeros shows")
    func zeros() throws {
        let titles = try extraction().records.compactMap { $0.entries[1] }
        #expect(titles.map(\.value.text) == ["7", "7.5", "-7", "202604"])
        #expect(titles.map(\.shown) == ["007", nil, "-007", nil])
    }

    @Test("a length of time is no number")
    func lengthsOfTime() throws {
        let budgets = try extraction().records.compactMap { $0.entries[3]?.value }
        #expect(
            budgets == [.number(7, isPercent: false), .date("36:00:00"), .date("12:00:00"), .date("-01:30:00")])
    }
}
