import Testing

@testable import Spreadsheets

@Suite("How much of a value a note shows")
struct NoteLengthTests {
    private func beginning(_ text: String, _ most: Int = 20) -> String {
        Array(text.utf8).withUnsafeBufferPointer { XMLElement.beginning($0, most) }
    }

    @Test("so many scalars, all of them whole, whatever characters they make")
    func scalars() {
        #expect(beginning("A1") == "A1")
        #expect(beginning("") == "")
        // An ampersand stands as a reference there.
        #expect(beginning(String(repeating: "&#38;", count: 30)) == String(repeating: "&", count: 20))
        #expect(beginning(String(repeating: "€", count: 300)) == String(repeating: "€", count: 20))
        let accented = beginning("A" + String(repeating: "\u{301}", count: 1_000), 5)
        #expect(accented.unicodeScalars.count == 5)
    }

    @Test("addresses, types and numbers of rows that are one character of many accents make no long note")
    func notes() throws {
        let long = "A" + String(repeating: "\u{301}", count: 10_000)
        var package = StoredPackage()
        package.sheet = Array(
            """
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>\
            <row r="\(long)"><c r="\(long)"><v>1</v></c><c t="\(long)"><v>2</v></c></row></sheetData></worksheet>
            """.utf8)
        let reading = try Reading(Workbook.open(bytes: package.bytes, name: "accents.xlsx"))
        #expect(reading.notes.map(\.code) == [.addressUnclear, .addressUnclear, .unreadableValue])
        for note in reading.notes { #expect(note.message.utf8.count < 200) }
    }
}
