import Foundation
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
            Record(table: $0 % 2 == 0 ? "even" : "odd", number: $0, anchor: origin, entries: entries)
        }
        return bundle("name").with(records: records)
    }

    @Test("every kind of value, raw and typed, comes back as it was")
    func kinds() throws {
        let bytes = try BundleWriter.bytes(of: everything)
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
        let bytes = try BundleWriter.bytes(of: everything)
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
