import Spreadsheets
import Testing

@Suite("What cells hold")
struct CellValueTests {
    @Test("shared strings: runs joined, phonetic runs skipped, white space kept, empty items keep their place")
    func sharedStrings() throws {
        let values = try Reading("shared-strings.xlsx").values
        #expect(values["A1"] == .text("plain"))
        #expect(values["A2"] == .text("one  two"))
        #expect(values["A3"] == .text("東京"))
        #expect(values["A4"] == .text("  kept  "))
        #expect(values["A7"] == nil && values["A8"] == nil)
        #expect(values["A10"] == .text("a < b & c €"))
        #expect(values["A11"] == .text("last"))
        #expect(values["B12"] == .text("last"))
        #expect(values["C12"] == nil && values["D12"] == nil)
    }

    @Test("_xHHHH_ escapes are resolved, and _x005F_ keeps one from being one")
    func escapes() throws {
        let values = try Reading("shared-strings.xlsx").values
        #expect(values["A5"] == .text("line\r\nbreak"))
        #expect(values["A6"] == .text("under_x000D_score"))
        #expect(values["A9"] == .text("face 😀 and lone _xD83D_"))
        #expect(try Reading("cell-types.xlsx").values["S1"] == .text("xA"))
    }

    @Test("a shared string that does not exist makes an error cell and a note, and the rest is read")
    func missingSharedString() throws {
        let reading = try Reading("shared-strings.xlsx")
        #expect(reading.values["A12"] == .error("#REF!"))
        #expect(reading.cells(noted: .missingSharedString) == ["A12", "E12", "F12"])
        let missing = try Reading("shared-strings-missing.xlsx")
        #expect(missing.values == ["A1": .error("#REF!"), "B1": .number(2)])
    }

    @Test("what stands in a cell's extension list is not its value")
    func extensions() throws {
        let reading = try Reading("cell-extensions.xlsx")
        #expect(
            reading.values == [
                "A1": .number(0.1), "B1": .number(2), "C1": .text("text"), "E1": .number(3), "F1": .number(4),
                "A2": .number(8),
            ])
        #expect(reading.formulas == ["B1"])
        #expect(reading.notes.isEmpty)
    }

    @Test("each cell type gives its value")
    func types() throws {
        let values = try Reading("cell-types.xlsx").values
        #expect(values["A1"] == .text("inline"))
        #expect(values["B1"] == .text("rich text"))
        #expect(values["C1"] == .text("ab"))
        #expect(values["D1"] == nil)
        #expect(values["E1"] == .boolean(true) && values["F1"] == .boolean(false) && values["G1"] == .boolean(true))
        #expect(values["H1"] == .error("#DIV/0!") && values["I1"] == .error("#N/A"))
        #expect(values["M1"] == .number(2) && values["N1"] == .number(7) && values["Q1"] == .number(5))
    }

    @Test(
        "a cell of type d holds an ISO 8601 date",
        arguments: [("J1", "2010-11-23T14:30:00"), ("K1", "2010-11-23"), ("L1", "14:30:00.250")])
    func isoDates(cell: String, expected: String) throws {
        guard case .date(let date) = try #require(try Reading("cell-types.xlsx").values[cell]) else {
            Issue.record("\(cell) is no date")
            return
        }
        #expect(date.iso8601 == expected)
    }

    @Test("a formula without a stored result is visible, never silently empty")
    func uncalculated() throws {
        let reading = try Reading("cell-types.xlsx")
        #expect(reading.uncalculated == ["O1", "P1", "R1"])
        #expect(reading.cells(noted: .formulaNotCalculated) == ["O1", "P1", "R1"])
        #expect(reading.formulas == ["C1", "I1", "M1", "Q1"])
    }

    @Test("what is not as its type says is read as the text that it is, with a note, and the rest is read")
    func badValues() throws {
        let reading = try Reading("bad-values.xlsx")
        let texts = ["A1": "12abc", "B1": "maybe", "C1": "yesterday", "D1": "1e999", "E1": "0x10", "F1": "nan"]
        for (cell, text) in texts { #expect(reading.values[cell] == .text(text)) }
        #expect(reading.cells(noted: .unreadableValue) == ["A1", "B1", "C1", "D1", "E1", "F1", "G1"])
        #expect(reading.values["G1"] == .text("odd"))
        #expect(reading.values["H1"] == .error("#ODD!"))
        #expect(reading.values["I1"] == .number(1) && reading.values["J1"] == .number(2))
        #expect(reading.values["A2"] == .number(3))
        #expect(reading.notes.first?.message.contains("12abc") == true)
    }

    @Test("numbers keep all their bits")
    func numbers() throws {
        let values = try Reading("numbers.xlsx").values
        let expected: [String: Double] = [
            "A1": 0.1, "B1": 1.0000000000000002, "C1": 12_345_678_901_234_568, "D1": 1e-7, "E1": -2.5e300,
            "F1": .leastNonzeroMagnitude, "G1": 0.1 + 0.2, "H1": 5, "I1": 1e20, "J1": 0.5,
        ]
        for (cell, number) in expected { #expect(values[cell] == .number(number)) }
    }

    @Test("all error values are kept, those of new functions too")
    func errors() throws {
        let reading = try Reading("error-values.xlsx")
        let expected = [
            "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
        ]
        #expect(reading.order.compactMap { reading.values[$0] } == expected.map { .error($0) })
        #expect(reading.notes.isEmpty)
    }

    @Test("truth values written as text in any language stay text")
    func localisedBooleans() throws {
        let reading = try Reading("localised-booleans.xlsx")
        let words = ["WAHR", "FALSCH", "VRAI", "ИСТИНА", "true", "1", "WAHR", "ИСТИНА"]
        #expect(reading.order.dropLast().compactMap { reading.values[$0] } == words.map { .text($0) })
        #expect(reading.values["C2"] == .boolean(true))
    }

    @Test("text keeps its white space, also where xml:space does not ask for it")
    func whiteSpace() throws {
        let reading = try Reading("white-space.xlsx")
        let texts = [
            "  both  ", "\u{A0}no-break\u{A0}", "\u{3000}wide\u{3000}", "\ttab\n", "   ", " stored ", " inline ",
        ]
        #expect(reading.order.compactMap { reading.values[$0] } == texts.map { .text($0) })
    }

    @Test("control characters that XML cannot carry are resolved from their escapes")
    func controlCharacters() throws {
        let values = try Reading("control-characters.xlsx").values
        #expect(values["A1"] == .text("bell\u{7}, unit\u{1F}, escape\u{1B}") && values["B1"] == .text("\n\t"))
    }

    @Test("a cell under a merge keeps its value, and the merge is among the details")
    func coveredCells() throws {
        let reading = try Reading("covered-cells.xlsx")
        #expect(reading.values == ["A1": .number(1), "B1": .number(2), "A2": .number(3)])
        let details = try reading.workbook.details(of: reading.workbook.sheets[0])
        #expect(details.mergedRange(containing: CellAddress(row: 1, column: 2))?.description == "A1:B2")
    }

    @Test("a link's target is never a cell's value")
    func hyperlinkWithoutValue() throws {
        let reading = try Reading("hyperlink-without-value.xlsx")
        #expect(reading.values == ["B1": .number(1)])
        let details = try reading.workbook.details(of: reading.workbook.sheets[0])
        #expect(details.hyperlinks.map(\.target) == ["https://example.org/"])
    }
}
