import Spreadsheets
import Testing

// Not Foundation, as in Reading.swift.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The examples of the documentation, each between the lines `// Example` and `// End` as it stands there, so that they
/// compile, do what the text says, and do not drift.
@Suite("Documentation")
struct DocumentationTests {
    // MARK: That these are the examples

    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Code with its white space, imports and indentation made alike.
    private static func normalised(_ lines: some Sequence<Substring>) -> String {
        lines.filter { !$0.hasPrefix("import ") }.flatMap { $0.split(whereSeparator: \.isWhitespace) }
            .joined(separator: " ")
    }

    /// The stretches of a text between lines of two kinds.
    private static func stretches(_ lines: [Substring], from first: String, to last: String) -> [String] {
        var found: [String] = []
        var open: [Substring]?
        for line in lines {
            if line == last, let stretch = open {
                found.append(normalised(stretch))
                open = nil
            } else if line == first {
                open = []
            } else {
                open?.append(line)
            }
        }
        return found
    }

    /// The lines of a file without their indentation and without the slashes of a documentation comment.
    private static func lines(_ file: URL) throws -> [Substring] {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let bare = line.drop { $0 == " " }
                return bare.hasPrefix("///") ? bare.dropFirst(3).drop { $0 == " " } : bare
            }
    }

    /// The examples of every article and documentation comment.
    private static func examples() throws -> [(file: String, code: String)] {
        let sources = package.appending(path: "Sources/Spreadsheets")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        return try files.sorted().filter { $0.hasSuffix(".md") || $0.hasSuffix(".swift") }.flatMap { file in
            try stretches(lines(sources.appending(path: file)), from: "```swift", to: "```").map { (file, $0) }
        }
    }

    @Test("every example of the documentation is in this file, and none besides")
    func sameExamples() throws {
        let here = Set(Self.stretches(try Self.lines(URL(filePath: #filePath)), from: "// Example", to: "// End"))
        let examples = try Self.examples()
        #expect(examples.count >= 18 && here.count >= 13)
        for example in examples {
            #expect(here.contains(example.code), "an example in \(example.file) is not in DocumentationTests")
        }
        #expect(here.subtracting(examples.map(\.code)) == [])
    }

    @Test("examples are compared by their words: blanks, indentation and imports do not count")
    func comparison() {
        let article = [
            "```swift", "import Spreadsheets", "", "let a = 1", "    let b = 2", "```", "text", "```swift", "c()",
            "```",
        ]
        let found = Self.stretches(article.map { $0[...] }, from: "```swift", to: "```")
        #expect(found == ["let a = 1 let b = 2", "c()"])
    }

    // MARK: Spreadsheets.md

    @Test("the first example prints a line for each cell of the visible sheets")
    func firstExample() throws {
        enum CommandLine { static let arguments = ["cells", Reading.path("covered-cells.xlsx")] }
        var printed: [String] = []
        func print(_ line: String) { printed.append(line) }
        // Example
        let workbook = try Workbook.open(path: CommandLine.arguments[1])
        for sheet in workbook.sheets where sheet.state == .visible {
            try workbook.forEachRow(in: sheet) { row in
                for cell in row.cells {
                    let address = CellAddress(row: row.number, column: cell.column)
                    print("\(sheet.name)!\(address) \(cell.value)")
                }
                return .next
            }
        }
        // End
        #expect(printed == ["Data!A1 number(1.0)", "Data!B1 number(2.0)", "Data!A2 number(3.0)"])
    }

    // MARK: ReadingAWorkbook.md

    // Example
    func whyNotRead(fileAt path: String) -> String? {
        do {
            let workbook = try Workbook.open(path: path)
            for sheet in workbook.sheets { try workbook.forEachRow(in: sheet) { _ in .next } }
            return nil
        } catch let error as SpreadsheetError where error.code == .encrypted {
            return "Ask for a copy without a password."
        } catch {
            return "\(error)"
        }
    }
    // End

    @Test("why a file is not read")
    func errors() {
        #expect(whyNotRead(fileAt: Reading.path("numbers.xlsx")) == nil)
        #expect(whyNotRead(fileAt: Reading.path("refused/encrypted.xlsx")) == "Ask for a copy without a password.")
        let text = whyNotRead(fileAt: Reading.path("repeated-cell-different.xlsx"))
        #expect(text?.hasPrefix("repeated-cell-different.xlsx, sheet Data, cell A1: ") == true)
    }

    // Example
    func sum(ofColumn column: Int, in sheet: SheetInfo, of workbook: Workbook) throws -> Double {
        var sum = 0.0
        try workbook.forEachRow(in: sheet) { row in
            for cell in row.cells where cell.column == column {
                if case .number(let number) = cell.value { sum += number }
            }
            return .next
        }
        return sum
    }
    // End

    // Example
    func bytesOfText(in sheet: SheetInfo, of workbook: Workbook) throws -> Int {
        var bytes = 0
        try workbook.forEachRow(in: sheet) { row in
            row.forEachCell { column, content, text in
                if content == .text { bytes += text.count }
            }
            return .next
        }
        return bytes
    }
    // End

    @Test("a column is added up, and the bytes of texts are counted as cells and as lent bytes alike")
    func rowsAndCells() throws {
        let numbers = try Workbook.open(path: Reading.path("covered-cells.xlsx"))
        #expect(try sum(ofColumn: 1, in: numbers.sheets[0], of: numbers) == 4)
        let reading = try Reading("shared-strings.xlsx")
        let copied = reading.values.values.reduce(0) { bytes, value in
            if case .text(let text) = value { bytes + text.utf8.count } else { bytes }
        }
        #expect(copied > 50)
        #expect(try bytesOfText(in: reading.workbook.sheets[0], of: reading.workbook) == copied)
    }

    // Example
    func header(of sheet: SheetInfo, in workbook: Workbook) throws -> [Int: String] {
        var header: [Int: String] = [:]
        try workbook.forEachRow(in: sheet) { row in
            for cell in row.cells {
                if case .text(let text) = cell.value { header[cell.column] = text }
            }
            return header.count < 2 ? .next : .stop
        }
        return header
    }
    // End

    @Test("a header is found below title lines")
    func stopEarly() throws {
        let workbook = try Workbook.open(path: Reading.path("csv/delimiter-comma.csv"))
        let header = try header(of: workbook.sheets[0], in: workbook)
        #expect(header == [1: "code", 2: "name", 3: "value", 4: "note"])
    }

    // Example
    func notes(onFileAt path: String) throws -> [ReaderNote] {
        let workbook = try Workbook.open(path: path)
        var notes = workbook.notes
        for sheet in workbook.sheets {
            try workbook.forEachRow(in: sheet, onNote: { notes.append($0) }) { _ in .next }
            notes += try workbook.details(of: sheet).notes
        }
        return notes
    }
    // End

    @Test("notes come from the file, the cells and the details")
    func allNotes() throws {
        let codes = Set(try notes(onFileAt: Reading.path("dangling-relationships.xlsx")).map(\.code))
        #expect(codes.contains(.danglingRelationship))
        #expect(try notes(onFileAt: Reading.path("outside-grid.xlsx")).map(\.code) == [.outsideGrid, .outsideGrid])
    }

    // Example
    func choices(for address: CellAddress, in sheet: SheetInfo, of workbook: Workbook) throws -> [String] {
        let details = try workbook.details(of: sheet)
        for validation in details.validations where validation.ranges.contains(where: { $0.contains(address) }) {
            if case .items(let items)? = validation.list { return items }
        }
        return []
    }
    // End

    @Test("the choices of a cell are those of its validation")
    func validations() throws {
        let workbook = try Workbook.open(path: Reading.path("xlsxwriter.xlsx"))
        var found = 0
        for sheet in workbook.sheets {
            for validation in try workbook.details(of: sheet).validations {
                guard case .items(let items)? = validation.list, let first = validation.ranges.first?.first else {
                    continue
                }
                found += 1
                #expect(try choices(for: first, in: sheet, of: workbook) == items)
                #expect(try choices(for: CellAddress(row: 99_999, column: 99), in: sheet, of: workbook) == [])
            }
        }
        #expect(found > 0)
    }

    // Example
    func rowCounts(of workbook: Workbook) async throws -> [Int: Int] {
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for sheet in workbook.sheets {
                group.addTask {
                    var rows = 0
                    try workbook.forEachRow(in: sheet) { _ in
                        rows += 1
                        return .next
                    }
                    return (sheet.index, rows)
                }
            }
            var counts: [Int: Int] = [:]
            for try await (index, rows) in group { counts[index] = rows }
            return counts
        }
    }
    // End

    @Test("sheets are read at once")
    func threads() async throws {
        let workbook = try Workbook.open(path: Reading.path("thousand-sheets.xlsx"))
        let counts = try await rowCounts(of: workbook)
        #expect(counts.count == 1_000 && counts.values.allSatisfy { $0 == 1 })
    }

    // MARK: WhatCellsHold.md

    // Example
    func shown(_ value: CellValue) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .boolean(let truth): truth ? "TRUE" : "FALSE"
        case .date(let date): date.iso8601
        case .error(let name): name
        }
    }
    // End

    // Example
    func uncalculated(in sheet: SheetInfo, of workbook: Workbook) throws -> [CellAddress] {
        var addresses: [CellAddress] = []
        try workbook.forEachRow(in: sheet) { row in
            addresses += row.uncalculatedColumns.map { CellAddress(row: row.number, column: $0) }
            return .next
        }
        return addresses
    }
    // End

    @Test("values are shown by their kind, and formulas without a result are listed")
    func values() throws {
        let reading = try Reading("cell-types.xlsx")
        let texts = ["A1": "inline", "E1": "TRUE", "H1": "#DIV/0!", "K1": "2010-11-23", "N1": "7.0"]
        for (cell, text) in texts { #expect(reading.values[cell].map(shown) == text) }
        let addresses = try uncalculated(in: reading.workbook.sheets[0], of: reading.workbook)
        #expect(addresses.map(\.description) == ["O1", "P1", "R1"])
    }

    // MARK: TextFiles.md

    // Example
    func howItIsWritten(fileAt path: String) throws -> [String] {
        guard case .csv(let detection) = try Workbook.open(path: path).format else { return [] }
        let dialect = detection.dialect
        return ["split at \(dialect.delimiter), \(dialect.encoding.rawValue), sure to \(detection.confidence)"]
            + detection.reasons
    }
    // End

    // Example
    func openExport(at path: String) throws -> Workbook {
        try Workbook.open(path: path, csv: CSVDialectHint(delimiter: ";", encoding: .windows1252))
    }
    // End

    @Test("how a text file is written is told, and can be given")
    func textFiles() throws {
        let told = try howItIsWritten(fileAt: Reading.path("csv/separator-line.csv"))
        #expect(told.first == "split at ;, utf-8, sure to 1.0" && told.count == 3)
        #expect(try howItIsWritten(fileAt: Reading.path("numbers.xlsx")) == [])
        guard case .csv(let detection) = try openExport(at: Reading.path("csv/iso-8859-1.csv")).format else {
            Issue.record("no text file")
            return
        }
        #expect(detection.dialect == CSVDialect(delimiter: ";", encoding: .windows1252))
    }

    // Example
    func openArchived(at path: String) throws -> Workbook {
        let descriptor = try RegularFile.open(path: path, followsLinks: false)
        return try Workbook.open(descriptor: descriptor, name: "return.xlsx", csv: CSVDialectHint())
    }
    // End

    @Test("a file that is open is read under the name that it is given")
    func descriptor() throws {
        let workbook = try openArchived(at: Reading.path("numbers.xlsx"))
        #expect(workbook.sheets.count == 1)
    }

    // MARK: HostileFiles.md

    // Example
    func openUpload(at path: String) throws -> Workbook {
        var limits = ReaderLimits.default
        limits.fileBytes = 20 << 20
        limits.cells = 1_000_000
        return try Workbook.open(path: path, limits: limits)
    }
    // End

    // Example
    func limits(setBy settings: [String: Int]) -> ReaderLimits {
        var limits = ReaderLimits.default
        for (name, value) in settings { ReaderLimit.named(name)?.set(value, in: &limits) }
        return limits
    }
    // End

    @Test("limits are set by their property or by their name")
    func limits() throws {
        #expect(try openUpload(at: Reading.path("numbers.xlsx")).sheets.count == 1)
        let few = limits(setBy: ["cells": 2, "unknown": 1])
        #expect(few.cells == 2 && few.rows == ReaderLimits.default.rows)
        #expect(failure(Reading.path("numbers.xlsx"), limits: few)?.code == .limit)
    }
}
