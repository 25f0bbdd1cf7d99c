import Spreadsheets
import Testing

@Suite("Cell addresses")
struct CellAddressTests {
    @Test(
        "an address is read and written in A1 notation",
        arguments: [("A1", 1, 1), ("B12", 12, 2), ("Z9", 9, 26), ("AA10", 10, 27), ("XFD1048576", 1_048_576, 16_384)])
    func notation(text: String, row: Int, column: Int) throws {
        let address = try #require(CellAddress(text))
        #expect(address == CellAddress(row: row, column: column))
        #expect(address.description == text)
    }

    @Test("dollar signs and lower case are read", arguments: ["$B$12", "b12", "$b12", "B$12"])
    func variants(text: String) { #expect(CellAddress(text)?.description == "B12") }

    @Test(
        "what is no address is refused",
        arguments: ["", "A", "12", "A0", "1A", "A1B", "A 1", "$", "A$", "$$A1", "A1$", "Ä1", "A99999999999999999999"])
    func refused(text: String) { #expect(CellAddress(text) == nil) }

    @Test("an address beyond the grid is read but not on the grid")
    func beyond() throws {
        #expect(try #require(CellAddress("XFE1")).isOnGrid == false)
        #expect(try #require(CellAddress("A1048577")).isOnGrid == false)
        #expect(try #require(CellAddress("XFD1048576")).isOnGrid)
    }

    @Test("a range has its corners in order and contains its edges")
    func ranges() throws {
        let range = try #require(CellRange("D4:B2"))
        #expect(range.description == "B2:D4")
        #expect(range.contains(CellAddress(row: 2, column: 2)) && range.contains(CellAddress(row: 4, column: 4)))
        #expect(!range.contains(CellAddress(row: 5, column: 4)))
        #expect(CellRange("$C$3")?.description == "C3")
        #expect(CellRange("A:C")?.description == "A1:C1048576")
        #expect(CellRange("$3:$7")?.description == "A3:XFD7")
        #expect(CellRange("A1:B2:C3") == nil && CellRange("A1:") == nil && CellRange("A:3") == nil)
    }

    @Test("a plain area of one sheet is taken out of a reference")
    func areas() {
        #expect(SheetArea(reference: "Data!$A$1:$B$2")?.sheet == "Data")
        #expect(SheetArea(reference: "'It''s here'!A1")?.sheet == "It's here")
        #expect(SheetArea(reference: "Data!$A$1,Data!$B$2") == nil)
        #expect(SheetArea(reference: "OFFSET(Data!$A$1,1,1)") == nil)
        #expect(SheetArea(reference: "#REF!") == nil)
        #expect(SheetArea(reference: "'a'b'!A1") == nil)
    }
}
