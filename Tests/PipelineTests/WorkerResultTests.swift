import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a worker sends")
struct WorkerResultTests {
    private static let sha256 = String(repeating: "a", count: 64)

    private static let bundle = ReturnBundle(
        sha256: sha256, format: "xlsx", version: "1", language: nil, name: "AAA-2026", saved: nil,
        records: [record()], places: [], answers: [:], codings: [], findings: [])

    private static func record(
        _ table: String = "cover", number: Int = 1, entries: [Entry?] = [nil, entry(.text("Ministry")), nil]
    ) -> Record {
        Record(table: table, number: number, anchor: Origin(sheet: "Cover", row: 2, column: 1), entries: entries)
    }

    private static func entry(_ value: Value?, raw: RawValue = .text("x")) -> Entry {
        Entry(value: value, raw: raw, origin: Origin(sheet: "Cover", row: 2, column: 2))
    }

    /// The specimen's: one table, cover, with a country of a code list, a body and a day.
    private let fit: BundleFit

    init() throws {
        fit = BundleFit(try InboxProject().load().definition)
    }

    /// Whether a worker's result with such records is taken.
    private func takes(_ records: [Record]) -> Bool { takes(Self.bundle.with(records: records)) }

    private func takes(_ bundle: ReturnBundle) -> Bool { fit.takes(BundleWriter.bytes(of: bundle), of: Self.sha256) }

    private static let result = WorkerResult(
        bundle: BundleWriter.bytes(of: bundle), mayPass: true, steps: [(.extract, 0.25), (.constraints, 0.5)])

    @Test("a result arrives as it was sent")
    func whole() throws {
        let arrived = try #require(WorkerResult(payload: Self.result.payload, of: Self.sha256, fit: fit))
        #expect(arrived.bundle == Self.result.bundle && arrived.mayPass)
        #expect(arrived.steps.map(\.step) == [.extract, .constraints])
        #expect(arrived.steps.map(\.seconds) == [0.25, 0.5])
    }

    @Test("a result that is cut short or changed anywhere is none")
    func damaged() {
        let payload = Self.result.payload
        for count in 0..<payload.count {
            #expect(WorkerResult(payload: Array(payload.prefix(count)), of: Self.sha256, fit: fit) == nil)
        }
        // Behind what is no part of the bundle: whether a refusal may pass, and the steps.
        for index in (payload.count - Self.result.bundle.count)..<payload.count {
            var changed = payload
            changed[index] ^= 1
            #expect(WorkerResult(payload: changed, of: Self.sha256, fit: fit) == nil, "byte \(index)")
        }
    }

    @Test("a result that is another return's is none: a worker that was taken over does not answer for others")
    func another() {
        #expect(WorkerResult(payload: Self.result.payload, of: String(repeating: "b", count: 64), fit: fit) == nil)
    }

    @Test(
        "a head with the right hash that claims more than a file can hold is none",
        arguments: [
            BundleSection(table: "cover", count: 1, offset: .max, length: 8),
            BundleSection(table: "cover", count: 1, offset: 0, length: .max),
            BundleSection(table: "cover", count: .max, offset: 0, length: 8),
            BundleSection(table: "cover", count: 1, offset: 8, length: 8),
        ])
    func claims(_ section: BundleSection) {
        let bytes = file([section])
        #expect(!fit.takes(bytes, of: Self.sha256))
        #expect(throws: BundleReader.Damaged.self) { try BundleReader.bundle(in: bytes) }
    }

    @Test(
        "sections without records, or with few where one could have all, are none",
        arguments: [([2], true), ([1, 1], false), ([0], false), ([2, 0], false), ([0, 2], false)])
    func sections(_ counts: [Int], _ isTaken: Bool) {
        let records = (1...2).map { Self.record(number: $0) }
        var sections = [BundleSection(table: "", count: 0, offset: 0, length: 0)]
        var rest = Digest.bytes(of: [UInt8]())
        var first = 0
        for count in counts {
            let content = BundleWriter.section(of: records[first..<first + count])
            sections.append(
                BundleSection(table: "cover", count: count, offset: rest.count, length: content.count))
            rest += content + Digest.bytes(of: content)
            first += count
        }
        #expect(fit.takes(file(sections) + rest, of: Self.sha256) == isTaken)
    }

    @Test(
        "a value is what was typed only where that is a text or a number, and one that its field takes",
        arguments: [
            // A text, of a field of texts.
            ([1, 1], BundleForm.Kind.typed, true), ([1, 1], BundleForm.Kind.typedWhole, false),
            // Yes, a date, the number nought.
            ([5], BundleForm.Kind.typed, false), ([7, 1], BundleForm.Kind.typed, false),
            ([3, 0, 0, 0, 0, 0, 0, 0, 0], BundleForm.Kind.typed, false),
            ([3, 0, 0, 0, 0, 0, 0, 0, 0], BundleForm.Kind.typedWhole, false),
        ])
    func typed(_ raw: [Int], _ kind: BundleForm.Kind, _ isTaken: Bool) {
        var record = BundleWriter()
        // Its number, its cell, how many entries it has; the second is there and has a value.
        for number in [1, 1, 2, 1, 3, 0, 3] + raw + [1, 2, 2] { record.append(count: number) }
        record.append(kind)
        record.append(count: 0)
        var start = BundleWriter()
        let sheet = "Cover".utf8.map { Int($0) }
        for number in [1, 5] + sheet + [record.bytes.count] { start.append(count: number) }
        let content = start.bytes + record.bytes
        let nothing = Digest.bytes(of: [UInt8]())
        let sections = [
            BundleSection(table: "", count: 0, offset: 0, length: 0),
            BundleSection(table: "cover", count: 1, offset: nothing.count, length: content.count),
        ]
        let bytes = file(sections) + nothing + content + Digest.bytes(of: content)
        #expect(fit.takes(bytes, of: Self.sha256) == isTaken)
        if isTaken {
            #expect((try? BundleReader.bundle(in: bytes))?.records.first?.entries[1]?.value == .text("Cover"))
        }
    }

    /// The beginning of a bundle's file that claims to have sections.
    private func file(_ sections: [BundleSection]) -> [UInt8] {
        var head = BundleWriter()
        head.append(BundleHead(Self.bundle), sections: sections)
        var length = BundleWriter()
        length.append(count: head.bytes.count)
        let bytes = BundleWriter.signature + length.bytes + head.bytes
        return bytes + Digest.bytes(of: bytes)
    }

    @Test(
        "what a reader makes of a return is taken: values of each kind, marks, parts, long texts, more records than a section has"
    )
    func honest() {
        let origin = Origin(sheet: "Cover", row: 3, column: 1)
        var full = Self.entry(.codes(["NOR", "FRA"]), raw: .marks([.init(code: "NOR", text: "x", origin: origin)]))
        full.status = "confidential"
        full.normalisation = Normalisation(method: "marks", confidence: 1)
        let parts = RawValue.parts([.init(text: String(repeating: "long ", count: 40), origin: origin)])
        let entries = [
            full, Self.entry(.text(String(repeating: "text ", count: 40)), raw: parts),
            Self.entry(CalendarDay(year: 2026, month: 2, day: 28).map { .date($0) }, raw: .date("2026-02-28")),
        ]
        #expect(takes((1...5_000).map { Self.record(number: $0, entries: entries) }))
        #expect(takes([]))
        #expect(takes([Self.record(entries: [nil, Self.entry(.text("Ministry"), raw: .text("Ministry")), nil])]))
        #expect(takes([Self.record(entries: [nil, Self.entry(nil, raw: .number(2, isPercent: true)), nil])]))
    }

    @Test(
        "a worker that was taken over cannot send what no definition lets be: tables, widths, numbers and kinds of values are those of the definition",
        arguments: [
            [record("parks")], [record(entries: [])], [record(entries: [nil, nil])],
            [record(entries: [nil, nil, nil, nil])], [record(number: 0)], [record(number: 2)],
            [record(), record()], [record(number: 1), record(number: 3)],
            [record(entries: [nil, entry(.number(1)), nil])], [record(entries: [nil, nil, entry(.text("2026"))])],
            [record(entries: [nil, nil, entry(.integer(2026))])],
            [record(entries: [nil, nil, entry(.text("2026"), raw: .text("2026"))])],
            [record(entries: [nil, nil, entry(.integer(2026), raw: .number(2026, isPercent: false))])],
            [record(entries: [nil, entry(.number(1), raw: .number(1, isPercent: false)), nil])],
            [record(entries: [entry(.number(.nan)), nil, nil])],
            [record(entries: [nil, entry(.text("a"), raw: .number(.infinity, isPercent: false)), nil])],
        ])
    func unfitting(_ records: [Record]) {
        #expect(!takes(records))
    }

    @Test("nor counts by which sums would overflow, codes of no list, records that are told of and cannot be")
    func unfittingHeads() {
        func bundle(
            answers: [String: AnswerCount] = [:], coding: (list: String, count: Int)? = nil, finding: Int? = nil,
            format: String? = "csv"
        ) -> ReturnBundle {
            let codings = coding.map {
                ReturnCoding(
                    list: $0.list, raw: "x", code: nil, method: "code", confidence: 0, suggestions: [], count: $0.count,
                    origin: Origin(sheet: "", row: 1, column: 1))
            }
            let findings = finding.map {
                Finding(rule: "x", severity: .note, message: .text("x"), table: "cover", record: $0, field: "body")
            }
            return ReturnBundle(
                sha256: Self.sha256, format: format, version: nil, language: nil, name: "x", saved: nil,
                records: Self.bundle.records, places: [], answers: answers,
                codings: codings.map { [$0] } ?? [], findings: findings.map { [$0] } ?? [])
        }
        #expect(takes(bundle()))
        #expect(takes(bundle(answers: ["cover": AnswerCount(asked: 3, given: 1)])))
        #expect(!takes(bundle(answers: ["cover": AnswerCount(asked: .max, given: 1)])))
        #expect(!takes(bundle(answers: ["parks": AnswerCount(asked: 3, given: 1)])))
        #expect(takes(bundle(coding: ("countries", 7))))
        #expect(!takes(bundle(coding: ("countries", 1 << 32))))
        #expect(!takes(bundle(coding: ("colours", 7))))
        #expect(takes(bundle(finding: 1)))
        #expect(!takes(bundle(finding: -1)))
        #expect(!takes(bundle(finding: .min)))
        #expect(!takes(bundle(format: nil)))
    }

    @Test("sections that lie over each other are none: their bytes would be read as often as they are named")
    func overlapping() throws {
        let whole = BundleWriter.bytes(of: Self.bundle)
        let layout = try #require(try BundleReader.head(in: whole).layout)
        let records = try #require(layout.ofRecords.first)
        var head = BundleWriter()
        head.append(BundleHead(Self.bundle), sections: layout.sections + [records])
        var length = BundleWriter()
        length.append(count: head.bytes.count)
        var bytes = BundleWriter.signature + length.bytes + head.bytes
        bytes += Digest.bytes(of: bytes)
        bytes += whole[layout.start...]
        #expect(fit.takes(whole, of: Self.sha256))
        #expect(!fit.takes(bytes, of: Self.sha256))
    }

    @Test("a frame that claims more than it may is refused by its header")
    func header() {
        let long = Frame(kind: .task, payload: [UInt8](repeating: 0, count: Frame.mostBytes + 1))
        #expect(Frame.header(long.bytes?.prefix(Frame.headerBytes) ?? [], most: .max) == nil)
        let result = Frame(kind: .result, payload: long.payload)
        #expect(Frame.header(result.bytes?.prefix(Frame.headerBytes) ?? [], most: .max)?.count == long.payload.count)
        #expect(Frame.header(result.bytes?.prefix(Frame.headerBytes) ?? [], most: 100) == nil)
        #expect(Frame.header([0, 0, 0, 0, 99], most: .max) == nil)
    }
}
