import Testing

@testable import Spreadsheets

@Suite("The contents of a package's parts that are kept")
struct KeptPartsTests {
    private let kept = KeptParts()

    private func keep(_ content: [UInt8], of index: Int) -> Bool {
        content.withUnsafeBytes { kept.keep($0, of: index) }
    }

    @Test("a content is kept once, with the checksum that was counted of it")
    func once() {
        kept.keep(checksum: 9, of: 1)
        #expect(kept.content(of: 1) == nil)
        #expect(keep([1, 2, 3], of: 1))
        #expect(kept.content(of: 1)?.checksum == nil)
        kept.keep(checksum: 7, of: 1)
        #expect(!keep([4, 5], of: 1))
        #expect(kept.content(of: 1)?.bytes == [1, 2, 3])
        #expect(kept.content(of: 1)?.checksum == 7)
        #expect(kept.content(of: 2) == nil)
    }

    @Test("all of them together take no more than 4 MiB; what has no room is not kept, and what is smaller still is")
    func bound() {
        let half = [UInt8](repeating: 1, count: 2 << 20)
        #expect(keep(half, of: 0))
        #expect(!keep(half + [1], of: 1))
        #expect(keep(Array(half.dropLast()), of: 2))
        #expect(!keep([1, 2], of: 3))
        #expect(keep([1], of: 4))
        #expect(!keep([1], of: 5))
        #expect(kept.content(of: 3) == nil && kept.content(of: 4)?.bytes == [1])
    }
}
