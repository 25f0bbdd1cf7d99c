import Spreadsheets
import Testing

@Suite("What cells show of their numbers")
struct ShownNumberTests {
    /// What the cells of a fixture show of their numbers, by address.
    private static func shown(_ text: (Cell) -> String?) throws -> [String: String] {
        let workbook = try Workbook.open(path: Reading.path("shown-numbers.xlsx"))
        var shown: [String: String] = [:]
        try workbook.forEachRow(in: workbook.sheets[0]) { row in
            for cell in row.cells {
                shown[CellAddress(row: row.number, column: cell.column).description] = text(cell)
            }
            return .next
        }
        return shown
    }

    @Test("a whole number in a format of nothing but zeros has as many digits at least")
    func zeros() throws {
        let shown = try Self.shown(\.zeroPadded)
        #expect(
            shown == ["A2": "007", "C2": "007", "D2": "00007", "E3": "1234", "A4": "-007", "D5": "00000"])
    }

    @Test("a length of time is shown in hours, minutes and seconds, whatever its format leaves out")
    func lengthsOfTime() throws {
        let shown = try Self.shown(\.lengthOfTime)
        #expect(
            shown == [
                "E2": "36:00:00", "C3": "36:00:00", "D3": "24:00:00", "C5": "-01:30:00", "E5": "24:00:00.864",
            ])
    }
}
