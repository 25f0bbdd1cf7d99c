import SurveyModel
import Testing

@testable import Pipeline

@Suite("What a worker sends")
struct WorkerResultTests {
    private static let sha256 = String(repeating: "a", count: 64)

    private static let bundle = ReturnBundle(
        sha256: sha256, format: "xlsx", version: "1", language: nil, name: "AAA-2026", saved: nil,
        records: [
            Record(table: "parks", number: 1, anchor: Origin(sheet: "Parks", row: 2, column: 1), entries: [nil, nil])
        ],
        places: [], answers: [:], codings: [], findings: [])

    private static let result = WorkerResult(
        bundle: BundleWriter.bytes(of: bundle), mayPass: true, steps: [(.extract, 0.25), (.constraints, 0.5)])

    @Test("a result arrives as it was sent")
    func whole() throws {
        let arrived = try #require(WorkerResult(payload: Self.result.payload, of: Self.sha256))
        #expect(arrived.bundle == Self.result.bundle && arrived.mayPass)
        #expect(arrived.steps.map(\.step) == [.extract, .constraints])
        #expect(arrived.steps.map(\.seconds) == [0.25, 0.5])
    }

    @Test("a result that is cut short or changed anywhere is none")
    func damaged() {
        let payload = Self.result.payload
        for count in 0..<payload.count {
            #expect(WorkerResult(payload: Array(payload.prefix(count)), of: Self.sha256) == nil)
        }
        // Behind what is no part of the bundle: whether a refusal may pass, and the steps.
        for index in (payload.count - Self.result.bundle.count)..<payload.count {
            var changed = payload
            changed[index] ^= 1
            #expect(WorkerResult(payload: changed, of: Self.sha256) == nil, "byte \(index)")
        }
    }

    @Test("a result that is another return's is none: a worker that was taken over does not answer for others")
    func another() {
        #expect(WorkerResult(payload: Self.result.payload, of: String(repeating: "b", count: 64)) == nil)
    }

    @Test(
        "a head with the right hash that claims more than a file can hold is none",
        arguments: [
            BundleSection(table: "parks", count: 1, offset: .max, length: 8),
            BundleSection(table: "parks", count: 1, offset: 0, length: .max),
            BundleSection(table: "parks", count: .max, offset: 0, length: 8),
            BundleSection(table: "parks", count: 1, offset: 8, length: 8),
        ])
    func claims(_ section: BundleSection) {
        var head = BundleWriter()
        head.append(BundleHead(Self.bundle), sections: [section])
        var length = BundleWriter()
        length.append(count: head.bytes.count)
        var bytes = BundleWriter.signature + length.bytes + head.bytes
        bytes += Digest.bytes(of: bytes)
        #expect(!BundleReader.isWhole(bytes, of: Self.sha256))
        #expect(throws: BundleReader.Damaged.self) { try BundleReader.bundle(in: bytes) }
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
