import Testing

@testable import Report

@Suite("A workbook's part with one more sheet")
struct WorkbookPatchTests {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let references = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    private func patched(ids: [String], names: String = "") throws -> String {
        let sheets = ids.enumerated().map { number, id in
            "<sheet name=\"S\(number)\" sheetId=\"\(id)\" r:id=\"rId\(number)\"/>"
        }
        let xml =
            "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.references)\"><sheets>\(sheets.joined())</sheets>\(names)</workbook>"
        let patch = try WorkbookPatch(Array(xml.utf8))
        let bytes = try patch.withFirstSheet("To review", relationship: "rId9", namespace: Self.references)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "the sheet's id is the one behind the highest, or where none is left there the lowest that is free",
        arguments: [
            (["1", "7"], "8"), (["9223372036854775807"], "1"), (["1", "9223372036854775807"], "2"),
            (["65534", "1", "2"], "3"), (["-9223372036854775808"], "1"), (["x"], "1"),
        ])
    func ids(_ ids: [String], _ id: String) throws {
        let text = try patched(ids: ids)
        #expect(text.contains("sheetId=\"\(id)\" r:id=\"rId9\""), "\(text)")
    }

    @Test("a name's sheet is counted one further, and what can be no sheet's place is left as it is")
    func names() throws {
        let names = ["0", "9223372036854775807", "-1"].map {
            "<definedName name=\"N\" localSheetId=\"\($0)\">S0!$A$1</definedName>"
        }
        let text = try patched(ids: ["1"], names: "<definedNames>\(names.joined())</definedNames>")
        for place in ["1", "9223372036854775807", "-1"] { #expect(text.contains("localSheetId=\"\(place)\"")) }
    }
}
