import Foundation
import Testing

@testable import Pipeline

@Suite("Cells as a table for people")
struct CellListingTests {
    @Test("each cell has a line: its address, and its value on one line")
    func table() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "canvass-cells-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = "Place,Amount\nÅland,12\n\"two\nlines\",right\u{202E}left\n"
        try Data(text.utf8).write(to: file)
        var bytes: [UInt8] = []
        try CellListing(path: file.path, sheet: nil).write(.table) { bytes += $0 }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        let expected = [
            "  A1      Place", "  B1      Amount", "  A2      Åland", "  B2      12", "  A3      two lines",
            "  B3      right left",
        ]
        #expect(Array(lines) == expected.map { Substring($0) })
    }

    @Test(
        "a text on one line keeps what moves no cursor",
        arguments: [("a ~b", "a ~b"), ("a\tb\u{7F}", "a b "), ("é", "é"), ("", "")])
    func onOneLine(text: String, line: String) {
        #expect(text.onOneLine == line)
    }
}
