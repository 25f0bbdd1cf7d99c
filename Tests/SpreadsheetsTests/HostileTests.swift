import Spreadsheets
import Testing

// Not Foundation: its ICU and the ICU headers of Debian's libxml2 contradict each other where both are loaded.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Files that mean harm or are damaged")
struct HostileTests {
    @Test(
        "each hostile file is refused by its error",
        arguments: [
            ("duplicate-names", SpreadsheetError.Code.duplicatePart), ("names-equal-but-for-case", .duplicatePart),
            ("names-equal-but-for-slashes", .duplicatePart), ("local-and-central-differ", .corrupt),
            ("wrong-checksum", .corrupt), ("size-lies-short", .corrupt), ("size-lies-long", .corrupt),
            ("entries-overlap", .corrupt), ("entry-outside-file", .corrupt), ("nul-in-name", .corrupt),
            ("zip64-numbers-overflow", .truncated), ("zip64-entry-overflow", .corrupt), ("entity-bomb", .forbiddenXML),
            ("external-entity", .forbiddenXML), ("external-dtd", .forbiddenXML), ("undeclared-entity", .corrupt),
            ("deep-nesting", .limit), ("long-attribute", .limit), ("long-comment", .limit), ("long-blank", .limit),
            ("long-string", .limit), ("ends-early", .corrupt), ("wrong-tags", .corrupt), ("wrong-namespace", .corrupt),
            ("no-namespace", .corrupt), ("not-utf8", .corrupt), ("other-encoding", .forbiddenXML),
            ("junk-after-root", .corrupt), ("missing-sheet-part", .missingPart),
            ("sheet-without-relationship", .missingPart), ("shared-strings-broken", .corrupt),
        ])
    func refused(name: String, code: SpreadsheetError.Code) throws {
        let error = try #require(failure(Reading.path("hostile/\(name).xlsx")), "\(name) was read")
        #expect(error.code == code, "\(error)")
    }

    @Test("a row number that no integer holds is noted and does no harm")
    func rowNumberOverflow() throws {
        let reading = try Reading("hostile/row-number-overflow.xlsx")
        #expect(reading.order == ["A1", "A2"])
        #expect(reading.notes.map(\.code) == [.addressUnclear])
    }

    @Test("each limit stops the reader with an error that says which, its value and how to raise it")
    func limits() throws {
        let cases: [(String, String, (inout ReaderLimits) -> Void)] = [
            ("fileBytes", "numbers.xlsx", { $0.fileBytes = 100 }),
            ("archiveEntries", "thousand-sheets.xlsx", { $0.archiveEntries = 50 }),
            ("partBytes", "styled-empties.xlsx", { $0.partBytes = 100_000 }),
            ("totalBytes", "thousand-sheets.xlsx", { $0.totalBytes = 200_000 }),
            ("xmlDepth", "numbers.xlsx", { $0.xmlDepth = 3 }),
            ("stringBytes", "shared-strings.xlsx", { $0.stringBytes = 4 }),
            ("sharedStringBytes", "shared-strings.xlsx", { $0.sharedStringBytes = 10 }),
            ("sharedStrings", "shared-strings.xlsx", { $0.sharedStrings = 5 }),
            ("sheets", "thousand-sheets.xlsx", { $0.sheets = 10 }),
            ("cells", "dimension-short.xlsx", { $0.cells = 50 }),
            ("rows", "csv/ragged.csv", { $0.rows = 3 }), ("columns", "csv/ragged.csv", { $0.columns = 3 }),
            // Without the allowance for the file's length, within which a quick machine may read it.
            (
                "seconds", "thousand-sheets.xlsx",
                {
                    $0.seconds = 0; $0.secondsPer100Megabytes = 0
                }
            ),
            ("cells", "csv/ragged.csv", { $0.cells = 3 }),
            ("stringBytes", "csv/embedded-newlines.csv", { $0.stringBytes = 3 }),
            ("xmlTextBytes", "shared-strings.xlsx", { $0.xmlTextBytes = 4 }),
            ("xmlTagBytes", "hostile/long-attribute.xlsx", { $0.xmlTagBytes = 10_000 }),
            ("rowBytes", "cell-types.xlsx", { $0.rowBytes = 10 }),
            (
                "longTextBytes", "hostile/long-string.xlsx",
                {
                    $0.xmlTextBytes = 8 << 20; $0.stringBytes = 8 << 20; $0.longTextBytes = 300_000
                }
            ),
            ("listEntries", "thousand-sheets.xlsx", { $0.listEntries = 100 }),
            ("listBytes", "thousand-sheets.xlsx", { $0.listBytes = 10_000 }),
        ]
        // An allowance beside `seconds`, which is the limit that is reached.
        #expect(Set(cases.map(\.0)).union(["secondsPer100Megabytes"]) == Set(ReaderLimit.all.map(\.name)))
        for (name, file, change) in cases {
            var limits = ReaderLimits()
            change(&limits)
            let error = try #require(failure(Reading.path(file), limits: limits), "\(name) was not reached")
            #expect(error.code == .limit, "\(error)")
            // Another day the machine may have more time, but no more room.
            #expect(error.mayPass == (name == "seconds"), "\(name)")
            #expect(error.message.contains("(\(name))") && error.advice.contains("`limits: {\(name): "))
        }
    }

    @Test(
        "a list that is too long to be held is refused, never cut short",
        arguments: ["xlsxwriter.xlsx", "openpyxl.xlsx"])
    func lists(name: String) throws {
        func everything(_ limits: ReaderLimits) throws -> [SheetDetails] {
            let workbook = try Workbook.open(path: Reading.path(name), limits: limits)
            return try workbook.sheets.map { sheet in
                try workbook.forEachRow(in: sheet) { _ in .next }
                return try workbook.details(of: sheet)
            }
        }
        let whole = try everything(.default)
        #expect(whole.contains { !$0.mergedRanges.isEmpty })
        var refused = 0
        for most in 0..<60 {
            var limits = ReaderLimits()
            limits.listEntries = most
            do {
                #expect(try everything(limits) == whole, "with at most \(most) entries less was read")
            } catch let error as SpreadsheetError {
                #expect(error.code == .limit && error.advice.contains("listEntries"), "\(error)")
                refused += 1
            }
        }
        #expect(refused > 5 && refused < 60)
    }

    @Test("a line that one delimiter cuts into too many fields is read by another, or refused where there is none")
    func wideLines() throws {
        let commas = String(repeating: "1,", count: 20_000)
        try withTemporaryFolder { folder in
            let path = folder + "/wide.csv"
            try Data("code;list\na;\(commas)\nb;2\n".utf8).write(to: URL(filePath: path))
            let reading = try Reading(path: path)
            #expect(reading.values["B2"] == .text(commas) && reading.values["B3"] == .text("2"))
            try Data("code,list\na,\(commas)\nb,2\n".utf8).write(to: URL(filePath: path))
            let error = try #require(failure(path), "it was read")
            #expect(error.code == .limit && error.advice.contains("columns"), "\(error)")
        }
    }

    @Test("a separator line cannot make a line end or a quote the delimiter", arguments: ["\n", "\r", "\""])
    func separatorLine(mark: String) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/odd.csv"
            try Data("sep=\(mark)\nname;value\na;1\n".utf8).write(to: URL(filePath: path))
            guard case .csv(let detection) = try Reading(path: path).workbook.format else {
                Issue.record("it is no text file")
                return
            }
            #expect(!detection.hasSeparatorLine && detection.dialect.delimiter == ";")
        }
    }

    @Test("a file cut at any hundredth of its length is refused", arguments: ["numbers.xlsx", "xlsxwriter.xlsx"])
    func truncated(name: String) throws {
        let whole = try Data(contentsOf: URL(filePath: Reading.path(name)))
        try withTemporaryFolder { folder in
            for hundredth in 1..<100 {
                let path = folder + "/cut.xlsx"
                try whole.prefix(whole.count * hundredth / 100).write(to: URL(filePath: path))
                let error = try #require(failure(path), "cut at \(hundredth) % it was read")
                #expect([.truncated, .corrupt].contains(error.code), "\(error)")
            }
        }
    }

    @Test("a flipped bit is refused or changes nothing that is read")
    func flippedBits() throws {
        let original = try Reading("shared-strings.xlsx").values
        let whole = try Data(contentsOf: URL(filePath: Reading.path("shared-strings.xlsx")))
        var refused = 0
        try withTemporaryFolder { folder in
            for position in stride(from: 0, to: whole.count, by: 3) {
                var damaged = whole
                damaged[position] ^= 1 << UInt8(position % 8)
                let path = folder + "/flipped.xlsx"
                try damaged.write(to: URL(filePath: path))
                do {
                    let values = try Reading(path: path).values
                    #expect(values == original, "a bit of byte \(position) changed what is read")
                } catch is SpreadsheetError {
                    refused += 1
                }
            }
        }
        #expect(refused > whole.count / 12)
    }

    private func withTemporaryFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }
}
