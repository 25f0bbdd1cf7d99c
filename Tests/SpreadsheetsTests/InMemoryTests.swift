import Testing

@testable import Spreadsheets

// Not Foundation: see Reading.swift.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Files whose bytes are in memory")
struct InMemoryTests {
    private static let names: [String] = ["csv", "zip", "hostile", "refused"].flatMap { folder in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Reading.path(folder))) ?? []
        return names.sorted().map { "\(folder)/\($0)" }
    }

    /// All that the reader gives of a file, or the error that it ends with.
    private func account(_ open: () throws -> Workbook) -> [String] {
        var told: [String] = []
        var notes: [String] = []
        do {
            let workbook = try open()
            told.append("\(workbook.format) \(workbook.sheets) \(workbook.notes)")
            for sheet in workbook.sheets {
                try workbook.forEachRow(in: sheet, onNote: { notes.append("\($0)") }) { row in
                    for cell in row.cells { told.append("\(row.number) \(cell)") }
                    return .next
                }
                let details = try workbook.details(of: sheet)
                told.append("\(details)")
            }
        } catch {
            return ["\(error)"]
        }
        return told + notes
    }

    @Test("the fixtures are there")
    func fixtures() {
        #expect(Self.names.count > 90)
    }

    @Test("each is read as it is by its path, or refused with the same words", arguments: names)
    func same(_ name: String) throws {
        let path = Reading.path(name)
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let file = name.split(separator: "/").last.map(String.init) ?? name
        let fromMemory = account { try Workbook.open(bytes: bytes, name: file) }
        let fromPath = account { try Workbook.open(path: path) }
        #expect(fromMemory == fromPath)
    }

    @Test("a file that is larger than the limit is refused before anything of it is looked at")
    func limit() {
        var limits = ReaderLimits()
        limits.fileBytes = 3
        let few = limits
        let error = #expect(throws: SpreadsheetError.self) {
            try Workbook.open(bytes: Array("a,b\n".utf8), name: "a.csv", limits: few)
        }
        #expect(error?.code == .limit && error?.file == "a.csv")
    }
}
