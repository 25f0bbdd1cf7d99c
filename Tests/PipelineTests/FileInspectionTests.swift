import Foundation
import Testing

@testable import Pipeline

@Suite("What inspect tells of a file")
struct FileInspectionTests {
    private func description(_ fixture: String) throws -> [String] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "SpreadsheetsTests/Fixtures/\(fixture)").path
        return try FileInspection(path: path).description()
    }

    @Test(
        "what is odd about cells is told with the cell, and what stands beside the sheet too",
        arguments: [
            ("address-unreadable.xlsx", "    note: B1: The cell's address "),
            ("address-unreadable.xlsx", "    note: C1: The cell's address "),
            ("shared-strings-missing.xlsx", "    note: A1: The cell refers to shared string 0"),
            ("csv/unclosed-quote.csv", "    note: B3: The quote that opens this field in row 3 is never closed"),
            ("csv/nul-characters.csv", "    note: 2 NUL characters were left out."),
            ("dangling-relationships.xlsx", "    note: A reference to "),
            ("dangling-relationships.xlsx", "  note: The workbook refers to "),
        ])
    func notes(fixture: String, start: String) throws {
        let lines = try description(fixture)
        #expect(lines.contains { $0.hasPrefix(start) }, "\(lines)")
    }

    @Test("its name is on one line, whatever its sender has put into it")
    func name() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)\u{1B}[31m\n.csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("Name,Area\nMill,1\n".utf8).write(to: file)
        let first = try #require(try FileInspection(path: file.path).description().first)
        #expect(first.contains(" [31m .csv: "), "\(first)")
    }

    @Test("of one kind of oddity a few are told, and how many more there are")
    func many() throws {
        let lines = try description("bad-values.xlsx").filter { $0.contains("note: ") }
        let expected = ["A1", "B1", "C1", "D1", "E1"].map { "    note: \($0): The cell should hold " }
        #expect(zip(lines, expected).allSatisfy { $0.hasPrefix($1) }, "\(lines)")
        #expect(lines.dropFirst(5) == ["    note: 2 more of this kind (cell.unreadable-value)"])
    }

    @Test("of a name of megabytes only its beginning is shown")
    func longNames() {
        #expect(FileInspection.beginning(of: "Data!$A$1") == "Data!$A$1")
        let long = String(repeating: "Data!A1,", count: 100_000)
        #expect(FileInspection.beginning(of: long) == String(repeating: "Data!A1,", count: 25) + "…")
        // One character may have any number of accents.
        let accented = "A" + String(repeating: "\u{301}", count: 100_000)
        #expect(FileInspection.beginning(of: accented).unicodeScalars.count == 201)
    }

    @Test("nothing is noted of a file that has nothing odd")
    func none() throws {
        let lines = try description("xlsxwriter.xlsx") + description("csv/delimiter-comma.csv")
        #expect(!lines.contains { $0.contains("note: ") }, "\(lines)")
    }
}
