import Testing

@testable import SurveyModel

@Suite("Where fields stand")
struct FieldPlaceTests {
    @Test(
        "rows with which no place can be reckoned are none",
        arguments: ["+9223372036854775807", "9223372036854775807", "+x", "+-1", "-x"])
    func noRow(_ row: String) {
        #expect(FieldPlace.RowKind(row) == nil)
    }

    @Test("a row, so many rows further down or up, and the record's own")
    func rows() {
        let anchor = Origin(sheet: "S", row: 5, column: 1)
        #expect(FieldPlace.RowKind("7")?.row(from: anchor) == 7)
        #expect(FieldPlace.RowKind("+2")?.row(from: anchor) == 7)
        #expect(FieldPlace.RowKind("-1")?.row(from: anchor) == 4)
        #expect(FieldPlace.RowKind("")?.row(from: anchor) == 5)
        for text in ["7", "+2", "+0", "-1", ""] { #expect(FieldPlace.RowKind(text)?.text == text) }
    }

    @Test("letters of which the column cannot be reckoned are no place")
    func noColumn() {
        #expect(Origin.columns("AB") == 28...28)
        #expect(Origin.columns(String(repeating: "Z", count: 30)) == nil)
    }
}
