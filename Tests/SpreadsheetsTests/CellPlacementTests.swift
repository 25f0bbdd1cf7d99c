import Spreadsheets
import Testing

@Suite("Where cells stand")
struct CellPlacementTests {
    @Test("a row or cell without r continues after the one before")
    func withoutReferences() throws {
        let reading = try Reading("no-references.xlsx")
        #expect(reading.order == ["A1", "D1", "E1", "A5", "B6", "A9", "A8"])
        #expect(reading.values["E1"] == .number(3))
    }

    @Test("cells out of order come in column order, rows in the file's order with a note")
    func outOfOrder() throws {
        let reading = try Reading("out-of-order.xlsx")
        #expect(reading.order == ["A3", "B3", "C3", "A1", "A2"])
        #expect(reading.values["C3"] == .number(3))
        #expect(reading.notes.map(\.code) == [.rowsOutOfOrder])
    }

    @Test("a cell that occurs twice with the same value is read once", arguments: ["cell", "row"])
    func repeatedEqual(what: String) throws {
        let reading = try Reading("repeated-\(what)-equal.xlsx")
        #expect(reading.order.filter { $0 == "A1" }.count == 1)
        #expect(reading.values["A1"] == .number(1))
        #expect(reading.values.count == (what == "row" ? 3 : 2))
    }

    @Test("a cell that occurs twice with different values is an error that names it", arguments: ["cell", "row"])
    func repeatedDifferent(what: String) throws {
        let error = try #require(failure(Reading.path("repeated-\(what)-different.xlsx")))
        #expect(error.code == .duplicateCell)
        #expect(error.cell?.description == "A1")
        #expect(error.sheet == "Data")
        #expect(error.description.contains("sheet Data, cell A1"))
    }

    @Test(
        "a dimension that lies or lacks changes nothing",
        arguments: ["short", "absent", "rows-only", "zero", "huge", "beyond"])
    func dimension(kind: String) throws {
        let reading = try Reading("dimension-\(kind).xlsx")
        #expect(reading.values.count == 100)
        #expect(reading.values["B50"] == .number(100))
    }

    @Test("a cell outside the grid is left out with a note that names it")
    func outsideGrid() throws {
        let reading = try Reading("outside-grid.xlsx")
        #expect(reading.order == ["A1", "XFD1048576"])
        #expect(reading.cells(noted: .outsideGrid) == ["XFE1", "A16777217"])
    }

    @Test("a cell whose address contradicts its row stands at its own address, with a note")
    func contradiction() throws {
        let reading = try Reading("address-contradicts-row.xlsx")
        #expect(reading.order == ["A2", "B3"])
        #expect(reading.cells(noted: .addressUnclear) == ["B3"])
    }

    @Test("a cell whose address cannot be read stands after the one before, with a note")
    func unreadableAddress() throws {
        let reading = try Reading("address-unreadable.xlsx")
        #expect(reading.order == ["A1", "B1", "C1"])
        #expect(reading.cells(noted: .addressUnclear) == ["B1", "C1"])
    }

    @Test("cells that have only a style are left out")
    func styledEmpties() throws {
        let reading = try Reading("styled-empties.xlsx")
        #expect(reading.values == ["A5001": .number(5)])
    }

    @Test("rows are told to be hidden, and hidden columns and rows are among the details")
    func hidden() throws {
        let reading = try Reading("hidden-rows.xlsx")
        #expect(reading.hiddenRows == [2])
        let details = try reading.workbook.details(of: reading.workbook.sheets[0])
        #expect(details.hiddenColumns == [2...3])
        #expect(details.hiddenRows == [2...3])
    }

    @Test("the body can stop before the end")
    func stop() throws {
        let workbook = try Workbook.open(path: Reading.path("dimension-short.xlsx"))
        var rows: [Int] = []
        try workbook.forEachRow(in: workbook.sheets[0]) { row in
            rows.append(row.number)
            return row.number == 3 ? .stop : .next
        }
        #expect(rows == [1, 2, 3])
    }

    @Test("what the body throws reaches the caller")
    func bodyError() throws {
        struct Refusal: Error {}
        let workbook = try Workbook.open(path: Reading.path("dimension-short.xlsx"))
        #expect(throws: Refusal.self) {
            try workbook.forEachRow(in: workbook.sheets[0]) { _ in throw Refusal() }
        }
    }

    @Test("a sheet of another workbook is refused")
    func foreignSheet() throws {
        let workbook = try Workbook.open(path: Reading.path("dimension-short.xlsx"))
        let other = try Workbook.open(path: Reading.path("sheet-names.xlsx"))
        let error = #expect(throws: SpreadsheetError.self) {
            try workbook.forEachRow(in: other.sheets[2]) { _ in .next }
        }
        #expect(error?.code == .noSuchSheet)
    }
}
