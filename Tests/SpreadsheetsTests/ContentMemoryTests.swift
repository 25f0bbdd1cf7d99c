import Testing

@testable import Spreadsheets

@Suite("What is known of parts that came before")
struct ContentMemoryTests {
    private func value(_ memory: ContentMemory<String>, _ content: [UInt8], _ checksum: UInt32) -> String? {
        content.withUnsafeBytes { memory.value(of: $0, checksum: checksum) }
    }

    @Test("a content is known by all of its bytes, whatever checksum it has")
    func everyByte() {
        let memory = ContentMemory<String>(mostBytes: 100, longest: 10)
        memory.keep("first", of: [1, 2, 3], checksum: 7)
        #expect(value(memory, [1, 2, 3], 7) == "first")
        #expect(value(memory, [1, 2, 4], 7) == nil)
        #expect(value(memory, [1, 2], 7) == nil)
        #expect(value(memory, [1, 2, 3], 8) == nil)
        memory.keep("second", of: [1, 2, 4], checksum: 7)
        #expect(value(memory, [1, 2, 4], 7) == "second")
        #expect(value(memory, [1, 2, 3], 7) == nil)
    }

    @Test("it keeps nothing long, and of the rest what is asked for again")
    func bounds() {
        let memory = ContentMemory<String>(mostBytes: 30, longest: 10)
        memory.keep("long", of: Array(repeating: 0, count: 11), checksum: 1)
        #expect(value(memory, Array(repeating: 0, count: 11), 1) == nil)
        let usual = Array(repeating: UInt8(1), count: 10)
        memory.keep("usual", of: usual, checksum: 2)
        for number in UInt8(10)..<100 {
            memory.keep("\(number)", of: Array(repeating: number, count: 10), checksum: UInt32(number))
            #expect(value(memory, usual, 2) == "usual")
        }
        #expect(value(memory, Array(repeating: 10, count: 10), 10) == nil)
        #expect(value(memory, Array(repeating: 99, count: 10), 99) == "99")
    }

    @Test("a part is found well-formed or not by its own bytes, also where one like it came before")
    func parts() throws {
        let right = "<worksheet><sheetData><row r=\"1\"><c/></row></sheetData></worksheet>"
        let wrong = right.replacing("<c/>", with: "<c->")
        for _ in 0..<2 {
            for (text, isRight) in [(right, true), (wrong, false), (right.replacing("1", with: "2"), true)] {
                var package = StoredPackage()
                package.sheet = Array(text.utf8)
                let editor = try PackageEditor(bytes: package.bytes, name: "x.xlsx")
                let part = "xl/worksheets/sheet1.xml"
                #expect((try? editor.xml(part)) == (isRight ? package.sheet : nil))
                // Within other limits it is another question.
                var limits = ReaderLimits.default
                limits.xmlDepth = 3
                let narrow = try PackageEditor(bytes: package.bytes, name: "x.xlsx", limits: limits)
                #expect(throws: SpreadsheetError.self) { try narrow.xml(part) }
            }
        }
    }

    @Test("what was deflated before comes out the same")
    func deflated() throws {
        for _ in 0..<3 {
            for text in [
                "", "a", String(repeating: "<c r=\"A1\"/>", count: 500), String(repeating: "x", count: 90_000),
            ] {
                let content = Array(text.utf8)
                let (known, fresh) = (try DeflatedContent.remembered(content), try DeflatedContent(content))
                #expect(known.bytes == fresh.bytes && known.crc == fresh.crc && known.size == fresh.size)
            }
        }
    }

    @Test("a deflater that was left in the middle of a content leaves nothing of it to the next")
    func leftInTheMiddle() throws {
        let content = Array(String(repeating: "<c r=\"A1\" s=\"2\"/>", count: 300).utf8)
        let fresh = try DeflatedContent(content)
        for length in [1, 100, 3_000] {
            try Deflater().append(Array(content.prefix(length)))
            #expect(try DeflatedContent(content).bytes == fresh.bytes)
        }
    }
}
