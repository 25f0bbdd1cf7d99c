import Foundation
import Spreadsheets
import SurveyModel
import Testing

@testable import Extract

@Suite("Tables and matrices of a blank questionnaire")
struct TableInferenceTests {
    private func parts(_ rows: [String]) throws -> [InferredPart] {
        let blank = try SpecimenSurvey.csv(rows) { try QuestionnaireInference.infer(Workbook.open(path: $0.path)) }
        return blank.sheets.flatMap(\.parts)
    }

    private func matrix(_ part: InferredPart) -> InferredMatrix? {
        if case .matrix(let matrix) = part.kind { matrix } else { nil }
    }

    private func table(_ part: InferredPart) -> InferredTable? {
        if case .table(let table) = part.kind { table } else { nil }
    }

    @Test(
        "printed rows without a label over them are those of a matrix, where the columns take the same kind of answer")
    func blankCorner() throws {
        let parts = try parts([
            "Enrolment survey 2026,,", ",,", ",Number of boys,Number of girls", "Grade 1,,", "Grade 2,,", "Grade 3,,",
        ])
        let found = try #require(parts.first.flatMap(matrix))
        #expect(parts.count == 1)
        #expect(found.corner == nil)
        #expect(found.rows == ["Grade 1", "Grade 2", "Grade 3"])
        #expect(found.levels.map(\.labels) == [["Number of boys", "Number of girls"]])
        #expect(found.values.type == .integer)
    }

    @Test("where the columns take different answers, it is told that the words of the rows are not read")
    func blankCornerOfTable() throws {
        let parts = try parts([
            "Enrolment survey 2026,,", ",,", ",Number of boys,Remarks", "Grade 1,,", "Grade 2,,", "Grade 3,,",
        ])
        let part = try #require(parts.first)
        #expect(table(part)?.columns.map(\.question.label) == ["Number of boys", "Remarks"])
        #expect(part.doubts.contains { $0.hasPrefix("no label stands over what is printed from A4 down") })
    }

    @Test("a total that is printed first is one of the rows, and so is one behind it")
    func totalFirst() throws {
        let parts = try parts([
            "Population survey 2026,,,", ",,,", "Group,Urban,Rural,Comments", "Total population,,,", "Male,,,",
            "Female,,,", "Total dwellings,,,",
        ])
        let part = try #require(parts.first)
        let found = try #require(table(part))
        #expect(parts.count == 1)
        #expect(
            found.columns.first?.printed == ["Total population", "Male", "Female", "Total dwellings"])
        #expect(found.end == nil)
        #expect(part.doubts.contains { $0.hasPrefix("row 4, “Total population”, is a total among other rows") })
    }

    @Test("a total behind other rows ends the table")
    func totalLast() throws {
        let parts = try parts([
            "Population survey 2026,,,", ",,,", "Group,Urban,Rural,Comments", "Male,,,", "Female,,,", "Total,,,",
        ])
        let found = try #require(parts.first.flatMap(table))
        #expect(found.columns.first?.printed == ["Male", "Female"])
        #expect(found.end == "Total")
    }

    @Test(
        "what stands behind blank rows ends a table, but for one more row like the others behind one of them",
        arguments: [
            ([",,,", ",,,", "Hours worked,,,"], 2, "Hours worked"),
            ([",,,", "2.5 Remarks on staff,,,"], 2, "2.5 Remarks on staff"),
            ([",,,", "Mixed,,,"], 3, nil),
        ] as [([String], Int, String?)])
    func gaps(below: [String], rows: Int, end: String?) throws {
        let parts = try parts(
            ["Staff of offices 2026,,,", ",,,", "Sector,Men,Women,Remarks", "Public,,,", "Private,,,"] + below)
        let found = try #require(parts.compactMap(table).first)
        #expect(found.columns.first?.printed.count == rows)
        #expect(found.end == end)
    }

    @Test(
        "a table's title is no remark above it",
        arguments: ["Please fill in the data for 2025", "Unit: 1000 hectares", "(in millions, end of period)"])
    func title(remark: String) throws {
        let parts = try parts([
            "Register of land 2026;;;", ";;;", "Section 1. Land use;;;", "\(remark);;;", "Item;Area;Source;Remarks",
            "Arable land;;;", "Forest land;;;",
        ])
        #expect(parts.compactMap(\.heading) == ["Section 1. Land use"])
    }
}
