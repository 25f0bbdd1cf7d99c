import Spreadsheets
import Testing

@Suite("Cell addresses")
struct CellAddressTests {
    @Test(
        "an address is read and written in A1 notation",
        arguments: [("A1", 1, 1), ("B12", 12, 2), ("XFD1048576", 1_048_576, 16_384), ("AA10", 10, 27)])
    func a1(text: String, row: Int, column: Int) throws {
        let address = try #require(CellAddress(text))
        #expect(address == CellAddress(row: row, column: column))
        #expect(address.description == text)
    }
}
