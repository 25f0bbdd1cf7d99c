import Testing

@testable import Spreadsheets

// Not Foundation: see Reading.swift.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("What is remembered of files, and counted all the same")
struct SmallFileTests {
    private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "canvass-\(UUID().uuidString).xlsx")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    private func cut(_ path: String, at offset: Int) {
        let status = truncate(path, off_t(offset))
        #expect(status == 0)
    }

    @Test("a small file is read as it was when it was opened, at any offset and no further than its end")
    func smallFile() throws {
        let content = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        try withFile(content) { path in
            let file = try RandomAccessFile(path: path, name: "x")
            cut(path, at: 10)
            #expect(file.size == 1_000)
            #expect(try file.bytes(at: 0, count: 1_000) == content)
            #expect(try file.bytes(at: 990, count: 100) == Array(content[990...]))
            #expect(try file.bytes(at: 1_000, count: 1) == [])
            var piece: [UInt8] = []
            try file.read(at: 500, count: 3, into: &piece)
            #expect(piece == Array(content[500..<503]))
            try file.read(at: 1_001, count: 3, into: &piece)
            #expect(piece == [])
        }
    }

    @Test("a large file that became shorter while it was read is told")
    func largeFile() throws {
        let size = RandomAccessFile.mostHeldBytes + 1
        try withFile([UInt8](repeating: 7, count: size)) { path in
            let file = try RandomAccessFile(path: path, name: "x")
            #expect(try file.bytes(at: size - 2, count: 9) == [7, 7])
            cut(path, at: 100)
            #expect(try file.bytes(at: 90, count: 10) == [UInt8](repeating: 7, count: 10))
            let error = #expect(throws: SpreadsheetError.self) { try file.bytes(at: 90, count: 11) }
            #expect(error?.code == .truncated)
        }
    }

    /// A sheet of one number in the style that the first format of the styles part gives.
    private func package(numberFormat: Int, blanks: Int = 0) -> [UInt8] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        var package = StoredPackage()
        package.styles = Array(
            "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"\(numberFormat)\"/></cellXfs></styleSheet>".utf8)
        package.sheet = Array(
            """
            <worksheet xmlns="\(main)"><sheetData><row r="1"><c s="0"><v>45000</v></c></row></sheetData>\
            \(String(repeating: " ", count: blanks))</worksheet>
            """.utf8)
        return package.bytes
    }

    @Test("two files whose styles differ in one digit are each read by their own, in any order and again")
    func stylesApart() throws {
        for numberFormat in [14, 10, 14, 10, 49, 14] {
            let kind = try withFile(package(numberFormat: numberFormat)) { try Reading(path: $0).kinds["A1"] }
            #expect(kind == NumberFormatCode.builtIn(numberFormat))
        }
    }

    @Test("a part that is known does not pass a limit that it reaches")
    func limitsOfKnownParts() throws {
        try withFile(package(numberFormat: 14)) { path in
            _ = try Reading(path: path)
            let changes: [(inout ReaderLimits) -> Void] = [
                { $0.partBytes = 100 }, { $0.xmlDepth = 1 }, { $0.listEntries = 0 }, { $0.listBytes = 10 },
                { $0.sheets = 0 },
            ]
            for change in changes {
                var changed = ReaderLimits()
                change(&changed)
                let limits = changed
                let error = #expect(throws: SpreadsheetError.self) { try Reading(path: path, limits: limits) }
                #expect(error?.code == .limit)
            }
        }
    }

    @Test("the bytes of parts that are known count among those of the file")
    func bytesOfKnownParts() throws {
        let larger = package(numberFormat: 14, blanks: 100)
        let archive = try ZipArchive(file: RandomAccessFile(bytes: larger, name: "x"), limits: .default)
        let read = archive.entries.filter { !$0.name.hasSuffix("sheet1.xml.rels") }
        let bytes = read.reduce(0) { $0 + $1.uncompressedSize }
        var enough = ReaderLimits()
        enough.totalBytes = bytes
        var tooFew = ReaderLimits()
        tooFew.totalBytes = bytes - 1
        // What is smaller by some blanks in its sheet is read within these limits, and makes all other parts known.
        let smaller = try reading(package(numberFormat: 14), tooFew)
        #expect(smaller.kinds["A1"] == .date)
        do {
            _ = try reading(larger, tooFew)
            Issue.record("The bytes of known parts are not counted.")
        } catch let error as SpreadsheetError {
            #expect(error.code == .limit)
        }
        _ = try reading(larger, enough)
    }

    private func reading(_ bytes: [UInt8], _ limits: ReaderLimits) throws -> Reading {
        try withFile(bytes) { try Reading(path: $0, limits: limits) }
    }

    @Test("a stretch of work is never counted for less than the thread worked, by whichever clock it is counted")
    func stretches() throws {
        let budget = ReadBudget(limits: .default, fileBytes: 0)
        var worked = Duration.zero
        while worked < budget.mostByWall * 2 {
            let stretch = budget.begin()
            let start = ThreadClock.now
            while ThreadClock.now - start < .milliseconds(2) {}
            worked += ThreadClock.now - start
            try budget.end(stretch)
            // But for what the system may set its clock right by meanwhile.
            #expect(budget.spent >= worked * 0.99)
        }
    }

    @Test("a machine that stands still while a file is read costs the file next to nothing")
    func standstill() throws {
        var limits = ReaderLimits()
        limits.seconds = 0.2
        limits.secondsPer100Megabytes = 0
        let budget = ReadBudget(limits: limits, fileBytes: 1_000)
        for _ in 0..<3 {
            let stretch = budget.begin()
            usleep(100_000)
            try budget.end(stretch)
        }
        #expect(budget.spent < .seconds(0.1))
    }

    @Test("where no time is allowed, the shortest stretch is refused")
    func noTime() {
        var limits = ReaderLimits()
        limits.seconds = 0
        limits.secondsPer100Megabytes = 0
        let budget = ReadBudget(limits: limits, fileBytes: 1_000)
        #expect(throws: SpreadsheetError.self) { try budget.end(budget.begin()) }
    }

    @Test("of the work on a sheet's rows as much counts against the limit of time as the caller wants")
    func countedBody() throws {
        var limits = ReaderLimits()
        limits.seconds = 0.2
        limits.secondsPer100Megabytes = 0
        var mode = ReadingMode()
        mode.pieceBytes = 1_000
        for bodyTime in BodyTime.allCases {
            let code = try withFile(StoredPackage().bytes) { path -> SpreadsheetError.Code? in
                let workbook = try Workbook.open(path: path, limits: limits, mode: mode)
                do {
                    try workbook.forEachRow(in: workbook.sheets[0], bodyTime: bodyTime, onNote: { _ in }) { row in
                        guard row.number <= 40 else { return .next }
                        let start = ThreadClock.now
                        while ThreadClock.now - start < .milliseconds(20) {}
                        return .next
                    }
                    return nil
                } catch let error as SpreadsheetError {
                    return error.code
                }
            }
            // A tenth of 0.8 s is within the 0.2 s.
            #expect(code == (bodyTime == .counted ? SpreadsheetError.Code.limit : nil))
        }
    }

    @Test("what is inflated once and read again is held against its checksum each time")
    func checksums() throws {
        let archive = try ZipArchive(
            file: RandomAccessFile(path: Reading.path("numbers.xlsx"), name: "x"), limits: .default)
        let package = try OOXMLPackage(file: archive.file, limits: .default, mode: ReadingMode())
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        let right = try #require(archive.entries.first { $0.method == 8 })
        let wrong = ZipEntry(
            index: right.index, name: right.name, nameBytes: right.nameBytes, flags: right.flags | 8,
            method: right.method, crc: right.crc ^ 1, compressedSize: right.compressedSize,
            uncompressedSize: right.uncompressedSize, headerOffset: right.headerOffset, modified: right.modified,
            externalAttributes: right.externalAttributes)
        for entry in [right, wrong, right, wrong] {
            let pieces = try PartPieces(entry, of: package)
            if entry.crc == right.crc {
                while try pieces.next(holding: nothing) != nil {}
            } else {
                #expect(throws: SpreadsheetError.self) { while try pieces.next(holding: nothing) != nil {} }
            }
        }
    }
}
