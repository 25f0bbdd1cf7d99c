import Foundation
import Load
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Bundles that are kept")
struct BundleCacheTests {
    private let sha256 = String(repeating: "a", count: 64)

    private func bundle(_ name: String) -> ReturnBundle {
        ReturnBundle(
            sha256: sha256, format: "xlsx", version: "1", language: nil, name: name, saved: nil, records: [],
            places: [], answers: [:], codings: [], findings: [])
    }

    @Test("a workbook that was sent again under another name is read anew only where the definition looks at names")
    func names() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for needsName in [false, true] {
            let cache = BundleCache(folder, readingHash: "hash", needsName: needsName)
            try cache.keep(bundle("DEU-2026"))
            #expect(cache.bundle(sha256, name: "inbox/DEU-2026.xlsx")?.name == "DEU-2026")
            #expect((cache.bundle(sha256, name: "NOR-2026.xlsx") == nil) == needsName)
        }
    }

    @Test(
        "a file that cannot be read is told by the name under which it lies there, also where another ending alone is new"
    )
    func refusedUnderAnotherEnding() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let finding = Finding(rule: "file.not-a-spreadsheet", severity: .error, message: .text("BRA.pdf"))
        let cache = BundleCache(folder, readingHash: "hash")
        try cache.keep(ReturnProcessor.unread(finding, name: "BRA.pdf", sha256: sha256))
        #expect(cache.bundle(sha256, name: "2026/BRA.pdf")?.findings == [finding])
        #expect(cache.bundle(sha256, name: "2026/BRA.xlsx") == nil)
    }

    private var everything: ReturnBundle {
        let origin = Origin(sheet: "Practices", row: 12, column: 3)
        let day = CalendarDay(year: 2026, month: 11, day: 30)
        let sure = Normalisation(method: "label", confidence: 0.95)
        let entries: [Entry?] = [
            Entry(value: .text("é “x”"), raw: .text(" é “x”\n"), origin: origin),
            nil,
            Entry(value: .integer(-3), raw: .number(-3, isPercent: false), origin: origin),
            Entry(value: .number(0.125), status: "E", raw: .number(0.125, isPercent: true), origin: origin),
            Entry(value: .boolean(true), raw: .boolean(true), origin: origin, normalisation: sure),
            Entry(value: .boolean(false), raw: .text("no"), origin: origin, normalisation: sure),
            Entry(value: day.map { .date($0) }, raw: .date("2026-11-30"), origin: origin),
            Entry(value: nil, status: "M", raw: .error("#N/A"), origin: origin),
            Entry(
                value: .codes(["a", "b"]), raw: .marks([.init(code: "a", text: "X", origin: origin)]), origin: origin),
            Entry(
                value: .codes([]), raw: .parts([.init(text: String(repeating: "long ", count: 40), origin: origin)]),
                origin: origin),
        ]
        let records = (1...40).map {
            Record(table: $0 <= 20 ? "first" : "second", number: $0, anchor: origin, entries: entries)
        }
        return bundle("name").with(records: records)
    }

    @Test("the head and a table's records can be read from the cache alone, and are none where the file is damaged")
    func parts() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let cache = BundleCache(folder, readingHash: "hash")
        var bundle = everything
        bundle.review = ReturnedReview(
            original: "0123456789ab",
            questions: [
                "0123456789abcdef": ReviewedQuestion(
                    answer: RespondentAnswer(choice: "correct", remark: "counted twice"), place: "Cover!B4",
                    title: "Staff"),
                "0123456789abcdee": ReviewedQuestion(answer: RespondentAnswer(choice: "", remark: "")),
            ])
        try cache.keep(bundle)
        let head = try #require(cache.head(sha256, name: "name.xlsx"))
        #expect(head.records == ["first": 20, "second": 20])
        #expect(head.bundle.review == bundle.review)
        #expect(head.commonValues[.init(table: "first", field: 2)] == "-3")
        let layout = try #require(head.layout)
        func records(of table: String) -> [Record]? {
            cache.records(sha256, in: layout, layout.sections.filter { $0.table == table })
        }
        #expect(records(of: "second") == everything.records.filter { $0.table == "second" })
        #expect(records(of: "third") == [])
        let file = try #require(
            FileManager.default.contentsOfDirectory(
                at: folder.appending(path: "bundles"), includingPropertiesForKeys: nil
            ).first)
        var bytes = Array(try Data(contentsOf: file))
        bytes[bytes.count - 40] ^= 1
        // Another file in its place: one that is written within the tick of the file system's clock would look the same.
        try Data(bytes).write(to: file, options: .atomic)
        #expect(records(of: "second") == nil)
        #expect(records(of: "first") != nil)
        try Data(bytes.dropLast()).write(to: file)
        #expect(cache.head(sha256, name: "name.xlsx") == nil)
    }

    @Test("the values that are staged are those of the records, wherever their bundle is")
    func values() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let cache = BundleCache(folder, readingHash: "hash")
        let whole = everything
        try cache.keep(whole)
        let head = try #require(cache.head(sha256, name: "name.xlsx"))
        let kept = RunBundles([ReadReturn(head: head, file: "name.xlsx", isPresent: true)], cache: cache)
        let held = RunBundles([ReadReturn(bundle: whole, file: "name.xlsx", isPresent: true)])
        let lost = RunBundles([ReadReturn(head: head, file: "name.xlsx", isPresent: true)], reread: { _ in whole })
        let first = try #require(whole.records.first)
        let other = Record(table: first.table, number: first.number, anchor: first.anchor, entries: [])
        let corrected: [RecordID: Record] = [
            RecordID(returnID: whole.id, table: first.table, number: first.number): other
        ]
        let cases: [(bundles: RunBundles, records: [Record])] = [
            (kept, whole.records), (held, whole.records), (lost, whole.records),
            (kept.replacing(corrected), [other] + Array(whole.records.dropFirst())),
        ]
        for (bundles, records) in cases {
            var expected = StagedValues()
            for record in records { expected.add(record, of: whole.id) }
            var values = StagedValues()
            // What was held before is no more.
            values.add(other, of: "another")
            try bundles.put(valuesOf: whole.id, blocks: bundles.blocks(of: whole.id).indices, into: &values)
            #expect(values == expected)
        }
    }

    @Test("bytes that are no text are staged as the text that they become when they are read")
    func brokenText() {
        for bytes: [UInt8] in [[], [0x61], [0xC3, 0xA9], [0x61, 0xFF, 0x62], [0xE2, 0x82], [0x00, 0x61]] {
            var values = StagedValues()
            values.add(utf8: ([0x78] + bytes + [0x78])[1..<bytes.count + 1])
            var expected = StagedValues()
            expected.add(String(decoding: bytes, as: UTF8.self))
            #expect(values == expected)
        }
    }

    @Test("records are had by their numbers wherever their bundle is, and others that stand in their place")
    func numbered() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let origin = Origin(sheet: "Practices", row: 12, column: 3)
        func record(_ table: String, _ number: Int, _ text: String = "x") -> Record {
            Record(
                table: table, number: number, anchor: origin,
                entries: [Entry(value: .text(text), raw: .text(text), origin: origin)])
        }
        // More than one section has.
        let all = (1...2_100).map { record("first", $0) } + (1...5).map { record("second", $0) }
        let whole = bundle("name").with(records: all)
        let cache = BundleCache(folder, readingHash: "hash")
        try cache.keep(whole)
        let head = try #require(cache.head(sha256, name: "name.xlsx"))
        let kept = RunBundles([ReadReturn(head: head, file: "name.xlsx", isPresent: true)], cache: cache)
        let held = RunBundles([ReadReturn(bundle: whole, file: "name.xlsx", isPresent: true)])
        let lost = RunBundles([ReadReturn(head: head, file: "name.xlsx", isPresent: true)], reread: { _ in whole })
        let numbers: [String: Set<Int>] = [
            "first": [2, 2_048, 2_049, 2_100, 2_101, 0, -1, .min, .max], "second": [5], "third": [1],
        ]
        for bundles in [kept, held, lost] {
            let blocks = bundles.blocks(whole.id)
            let chosen = try bundles.records(whole.id, in: blocks, numbered: numbers)
            #expect(chosen.map(\.table) == ["first", "first", "first", "first", "second"])
            #expect(chosen.map(\.number) == [2, 2_048, 2_049, 2_100, 5])
            let groups = bundles.blocks(of: whole.id)
            let last = try bundles.records(
                of: whole.id, blocks: (groups.count - 1)..<groups.count, numbered: ["second": [5]])
            #expect(last == [record("second", 5)])
            #expect(try bundles.records(of: whole.id, blocks: groups.indices) == all)
            #expect(try bundles.records(whole.id, in: blocks, numbered: [:]).isEmpty)
            let id = RecordID(returnID: whole.id, table: "second", number: 5)
            let corrected: [RecordID: Record] = [id: record("second", 5, "corrected")]
            let other = try bundles.replacing(corrected).records(whole.id, in: blocks, numbered: numbers)
            #expect(other.last == corrected[id])
        }
    }

    @Test("records of several tables are had together, up to as many as those of one table")
    func groups() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        func record(_ table: String, _ number: Int) -> Record {
            Record(table: table, number: number, anchor: Origin(sheet: "S", row: number, column: 1), entries: [])
        }
        let all =
            (1...3).map { record("first", $0) } + (1...2_100).map { record("second", $0) }
            + (1...5).map { record("third", $0) }
        let whole = bundle("name").with(records: all)
        let cache = BundleCache(folder, readingHash: "hash")
        try cache.keep(whole)
        let head = try #require(cache.head(sha256, name: "name.xlsx"))
        let kept = RunBundles([ReadReturn(head: head, file: "name.xlsx", isPresent: true)], cache: cache)
        #expect(kept.blocks(of: whole.id) == [3, 2_048, 57])
        #expect(try kept.records(of: whole.id, blocks: 2..<3) == Array(all.suffix(57)))
        #expect(try kept.records(of: whole.id, blocks: 0..<3) == all)
        // The file is read in one piece, and in several where others stand between.
        let sections = try #require(head.layout).ofRecords
        let layout = try #require(head.layout)
        let apart = cache.records(sha256, in: layout, [sections[0], sections[3], sections[1]])
        #expect(apart == Array(all.prefix(3)) + Array(all.suffix(5)) + Array(all[3..<2_051]))
    }

    @Test("places that are remembered are those of the same bytes, and none where the file is damaged")
    func knownPlaces() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canvass-bundles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let cache = BundleCache(folder, readingHash: "hash")
        func kept(_ name: Character, _ columns: [String]) throws -> [FieldPlace]? {
            let sha256 = String(repeating: name, count: 64)
            let places = columns.map {
                FieldPlace(table: "first", field: "area", sheet: "S", column: $0, row: "", layout: "l")
            }
            let bundle = ReturnBundle(
                sha256: sha256, format: "xlsx", version: nil, language: nil, name: "n", saved: nil, records: [],
                places: places, answers: [:], codings: [], findings: [])
            try cache.keep(bundle)
            let layout = try #require(cache.head(sha256, name: "n.xlsx")?.layout)
            let read = cache.places(sha256, in: layout)
            #expect(read == places)
            #expect(cache.places(sha256, in: layout) == places)
            return read
        }
        #expect(try kept("a", ["B"]) == kept("b", ["B"]))
        #expect(try kept("c", ["C"]) != kept("d", ["B"]))
        #expect(try kept("e", []) == [])
        let many = (1...4_000).map { Origin.columnLetters($0) }
        #expect(try kept("f", many)?.count == many.count)
        let path = try #require(
            FileManager.default.contentsOfDirectory(
                at: folder.appending(path: "bundles"), includingPropertiesForKeys: nil
            ).first { $0.lastPathComponent.hasPrefix("aaaa") })
        let head = try #require(cache.head(String(repeating: "a", count: 64), name: "n.xlsx"))
        let layout = try #require(head.layout)
        var bytes = Array(try Data(contentsOf: path))
        bytes[bytes.count - 40] ^= 1
        try Data(bytes).write(to: path, options: .atomic)
        #expect(cache.places(head.bundle.sha256, in: layout) == nil)
    }

    @Test("a value that is what was typed takes no room, and one that merely looks like it comes back in its own bytes")
    func typed() throws {
        let origin = Origin(sheet: "Practices", row: 12, column: 3)
        func bytes(_ value: Value, _ raw: RawValue) throws -> (count: Int, entry: Entry?) {
            let entry = Entry(
                value: value, raw: raw, origin: origin, normalisation: Normalisation(method: "trimmed", confidence: 1))
            let record = Record(table: "practices", number: 1, anchor: origin, entries: [entry])
            let content = BundleWriter.section(of: [record][...])
            let read = try BundleReader.bundle(in: BundleWriter.bytes(of: bundle("name").with(records: [record])))
            #expect(read.records == [record])
            return (content.count, read.records.first?.entries.first ?? nil)
        }
        let long = String(repeating: "caf\u{E9} ", count: 40)
        let other = String(repeating: "cafe\u{301} ", count: 40)
        let same = try bytes(.text(long), .text(long))
        #expect(same.count < 2 * long.utf8.count)
        let apart = try bytes(.text(long), .text(other))
        #expect(apart.count > long.utf8.count + other.utf8.count)
        #expect(apart.entry?.value?.text.utf8.elementsEqual(long.utf8) == true)
        #expect(apart.entry?.raw.text.utf8.elementsEqual(other.utf8) == true)
        #expect(try bytes(.integer(0), .number(-0.0, isPercent: false)).entry?.value == .integer(0))
        #expect(try bytes(.number(3), .number(3, isPercent: true)).entry?.value == .number(3))
        #expect(try bytes(.integer(2), .number(2.5, isPercent: false)).entry?.value == .integer(2))
        #expect(try bytes(.text("5"), .number(5, isPercent: false)).entry?.value == .text("5"))
    }

    @Test("of very many texts each comes back as it was, however alike they begin, end and are long")
    func manyTexts() throws {
        let origin = Origin(sheet: "Practices", row: 12, column: 3)
        let records = (1...600).map { number in
            let text = "a\(number % 7)\(number * 7_919 % 1_000)z"
            return Record(
                table: "practices", number: number, anchor: origin,
                entries: [Entry(value: .text("v" + text), status: "", raw: .text(text), origin: origin)])
        }
        let read = try BundleReader.bundle(in: BundleWriter.bytes(of: bundle("name").with(records: records)))
        #expect(read.records == records)
    }

    @Test("a message that lies deeper than any of the program's own is no bundle's")
    func deepMessage() throws {
        func nested(_ depth: Int) -> Message {
            (0..<depth).reduce(.text("x")) { inner, _ in .own(.wordsQuoted, ["text": inner]) }
        }
        func read(_ message: Message) throws -> ReturnBundle {
            let finding = Finding(rule: "r", severity: .note, message: message)
            return try BundleReader.bundle(
                in: BundleWriter.bytes(
                    of: ReturnBundle(
                        sha256: sha256, format: nil, version: nil, language: nil, name: "n", saved: nil, records: [],
                        places: [], answers: [:], codings: [], findings: [finding])))
        }
        #expect(try read(nested(7)).findings.map(\.message) == [nested(7)])
        #expect(throws: BundleReader.Damaged.self) { try read(nested(8)) }
        #expect(throws: BundleReader.Damaged.self) { try read(nested(2_000)) }
    }

    @Test("findings, codings, places and answers come back as they were")
    func head() throws {
        var finding = Finding(
            rule: "code.unknown", severity: .warning,
            message: .localized(LocalizedText(["en": "What?", "fr": "Quoi ?"])),
            table: "first", record: 3, field: "area", sheet: "S", cell: "B2", value: "x",
            expected: .list([.text("a"), .own(.wordsNothing)], by: .wordsOr),
            suggestion: .own(.wordsQuoted, ["text": .text("y")]))
        finding.cells = [Origin(sheet: "S", row: 4, column: 5)]
        finding.alike = [
            AlikeCells(block: .init(row: 4, column: 5, lastRow: 9, lastColumn: 5), value: nil),
            AlikeCells(block: nil, value: "x", message: .text("“x” is gone.")),
        ]
        let coding = ReturnCoding(
            list: "areas", raw: "schools", code: nil, method: "unknown", confidence: 0.25, suggestions: ["09", "09.1"],
            count: 3, origin: Origin(sheet: "S", row: 1, column: 1))
        let places = [
            FieldPlace(
                table: "first", field: "area", sheet: "S", column: "B", row: "", layout: "l",
                heading: Heading(levels: ["a", "b"], cell: "B1"), rung: .tag),
            FieldPlace(table: "first", field: "level", sheet: "S", column: "C", row: "+1", layout: "l"),
            FieldPlace(table: "first", field: "area", sheet: "S", column: "D", row: "", layout: "l", records: 3...300),
        ]
        let bundle = ReturnBundle(
            sha256: sha256, format: "csv", version: nil, language: "fr", name: "n", saved: "2026-01-01T00:00:00Z",
            records: [], places: places, answers: ["first": AnswerCount(asked: 7, given: 5)], codings: [coding],
            findings: [finding])
        let read = try BundleReader.bundle(in: BundleWriter.bytes(of: bundle))
        #expect(read.findings == [finding])
        #expect(read.codings == [coding])
        #expect(read.places == places)
        #expect(read.answers == bundle.answers)
        #expect(read.version == nil && read.language == "fr" && read.saved == bundle.saved)
    }

    @Test("every kind of value, raw and typed, comes back as it was")
    func kinds() throws {
        let bytes = BundleWriter.bytes(of: everything)
        let read = try BundleReader.bundle(in: bytes)
        #expect(read.records == everything.records)
        #expect(read.name == "name")
        #expect(read.format == "xlsx")
    }

    @Test("texts that Unicode holds for equal come back as they were typed, each in its own bytes")
    func spellings() throws {
        let spellings = ["caf\u{E9}", "cafe\u{301}", "caf\u{E9}"]
        let origin = Origin(sheet: "Practices", row: 12, column: 3)
        let entries = spellings.map { Entry(value: .text($0), raw: .text($0), origin: origin) }
        let record = Record(table: "practices", number: 1, anchor: origin, entries: entries)
        let read = try BundleReader.bundle(in: BundleWriter.bytes(of: bundle("name").with(records: [record])))
        let texts = try #require(read.records.first).entries.map { Array(($0?.raw.text ?? "").utf8) }
        #expect(texts == spellings.map { Array($0.utf8) })
    }

    @Test("a bundle's file that is cut short or changed anywhere is no bundle")
    func damaged() throws {
        let bytes = BundleWriter.bytes(of: everything)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: (any Error).self) { try BundleReader.bundle(in: Array(bytes.prefix(length))) }
        }
        for place in stride(from: 0, to: bytes.count, by: 11) {
            var changed = bytes
            changed[place] ^= 0x10
            #expect(throws: (any Error).self) { try BundleReader.bundle(in: changed) }
        }
    }
}
