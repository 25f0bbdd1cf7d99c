import Testing

@testable import Spreadsheets

// Not Foundation: see Reading.swift.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Packages written anew")
struct RewritingTests {
    /// All workbooks of the fixtures that are packages.
    static let packages: [String] = {
        let folder = URL(filePath: Reading.path("")).path
        let names = ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
        return names.filter { name in
            (name.hasSuffix(".xlsx") || name.hasSuffix(".xlsm"))
                && (try? PackageEditor(path: Reading.path(name))) != nil
        }
    }()

    /// Those of which a part cannot be taken out of the archive.
    static let damaged: Set = [
        "hostile/local-and-central-differ.xlsx", "hostile/size-lies-long.xlsx", "hostile/size-lies-short.xlsx",
        "hostile/wrong-checksum.xlsx",
    ]

    /// Those of which a part is no XML that is read, or cannot be taken out.
    static let broken = damaged.union([
        "hostile/deep-nesting.xlsx", "hostile/ends-early.xlsx", "hostile/entity-bomb.xlsx",
        "hostile/external-dtd.xlsx", "hostile/external-entity.xlsx", "hostile/junk-after-root.xlsx",
        "hostile/long-attribute.xlsx", "hostile/long-blank.xlsx", "hostile/long-comment.xlsx",
        "hostile/long-string.xlsx", "hostile/not-utf8.xlsx", "hostile/other-encoding.xlsx",
        "hostile/shared-strings-broken.xlsx", "hostile/undeclared-entity.xlsx", "hostile/wrong-tags.xlsx",
    ])

    /// Those whose cells cannot be read to the end.
    static let unreadable = broken.union([
        "hostile/missing-sheet-part.xlsx", "hostile/no-namespace.xlsx", "hostile/sheet-without-relationship.xlsx",
        "hostile/wrong-namespace.xlsx", "repeated-cell-different.xlsx", "repeated-row-different.xlsx",
    ])

    @Test("the fixtures are there")
    func fixtures() {
        #expect(Self.packages.count > 80)
        #expect(Self.unreadable.isSubset(of: Self.packages))
    }

    /// The entries with their names, compressed bytes and checksums.
    private func entries(_ path: String) throws -> [String] {
        let file = try RandomAccessFile(path: path, name: "x")
        let archive = try ZipArchive(file: file, limits: .default)
        return try archive.entries.map { entry in
            guard !entry.isEncrypted, entry.method == 0 || entry.method == 8 else { return entry.name }
            let start = try ZipEntryReader.contentOffset(of: entry, in: archive)
            let bytes = try file.bytes(at: start, count: entry.compressedSize)
            return "\(entry.name) \(entry.method) \(entry.crc) \(entry.modified) \(bytes.hashValue)"
        }
    }

    @Test("where a header contradicts the archive's directory nothing is copied")
    func contradiction() throws {
        let editor = try PackageEditor(path: Reading.path("hostile/local-and-central-differ.xlsx"))
        let error = #expect(throws: SpreadsheetError.self) { try editor.finish() }
        #expect(error?.code == .corrupt)
    }

    @Test(
        "without a change every entry is copied as it is compressed, in its order",
        arguments: packages.filter { $0 != "hostile/local-and-central-differ.xlsx" })
    func copies(name: String) throws {
        let before = try entries(Reading.path(name))
        let bytes = try PackageEditor(path: Reading.path(name)).finish()
        let file = FileManager.default.temporaryDirectory.appending(path: "copy-\(UUID().uuidString).xlsx")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try entries(file.path) == before)
        #expect(try Workbook.open(path: file.path).sheets == Workbook.open(path: Reading.path(name)).sheets)
    }

    @Test("of a workbook that is open the same is made as of its file", arguments: packages)
    func ofWorkbook(name: String) throws {
        let path = Reading.path(name)
        let workbook = try Workbook.open(path: path)
        let (known, fresh) = (try PackageEditor(of: workbook), try PackageEditor(path: path))
        #expect(known.workbookPart == fresh.workbookPart && known.partNames == fresh.partNames)
        #expect(known.isStrict == fresh.isStrict && known.isMacroEnabled == fresh.isMacroEnabled)
        #expect(known.sheets.map(\.name) == fresh.sheets.map(\.name))
        #expect(known.sheets.map(\.part) == fresh.sheets.map(\.part))
        #expect(known.contentType(of: known.workbookPart) == fresh.contentType(of: fresh.workbookPart))
        for part in fresh.partNames where part.hasSuffix(".xml") || part.hasSuffix(".rels") {
            let bytes = try whole(name) { try fresh.bytes(part) }
            // The second time from what is kept, where it is.
            for _ in 0..<2 {
                let again = try whole(name) { try known.bytes(part) }
                #expect(again == bytes)
            }
        }
        for part in fresh.sheets.compactMap(\.part) {
            let isSelected = try whole(name) { try fresh.isSelected(part) }
            let again = try whole(name) { try known.isSelected(part) }
            #expect(again == isSelected)
        }
    }

    /// What is read of a fixture's part; nil where that cannot be taken out, which is told unless the fixture is one of those.
    private func whole<Result>(_ name: String, _ read: () throws -> Result?) throws -> Result? {
        do {
            return try read()
        } catch  where Self.damaged.contains(name) {
            return nil
        }
    }

    @Test(
        "a relationship's target is found from the part that has it",
        arguments: [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"), ("/xl//a.xml", "xl/a.xml"), ("../a.xml", "a.xml"),
            ("./a.xml", "xl/a.xml"), (".a/b.xml", "xl/.a/b.xml"), ("a\\b.xml", "xl/a/b.xml"), ("é.xml", "xl/é.xml"),
            ("a b.xml", "xl/a b.xml"), ("", "xl"), ("/", ""),
        ])
    func targets(target: String, part: String) {
        #expect(OOXMLPackage.resolve(target, from: "xl/workbook.xml") == part)
    }

    @Test(
        "the part that has a part's relationships stands beside it",
        arguments: [
            ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"), ("a.xml", "_rels/a.xml.rels"),
            ("xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"), ("", "_rels/.rels"),
            ("/xl/a.xml", "xl/_rels/a.xml.rels"), ("xl//a.xml", "xl/_rels/a.xml.rels"), ("xl/a/", "xl/_rels/a.rels"),
            ("xl/é.xml", "xl/_rels/é.xml.rels"),
        ])
    func relationshipsPart(part: String, relationships: String) {
        #expect(PackageEditor.relationshipsPart(of: part) == relationships)
    }

    @Test("a text is found among bytes wherever it stands, and only as a whole")
    func holds() {
        let text: StaticString = "aab"
        for place in 0..<8 {
            let bytes =
                [UInt8](repeating: 0x61, count: place) + Array("b".utf8) + [UInt8](repeating: 0xFF, count: 7 - place)
            #expect(bytes[...].holds(text) == (place >= 2), "\(place)")
            #expect(bytes[..<place].holds(text) == false)
        }
        #expect(!ArraySlice<UInt8>().holds(text))
        #expect(Array("x=\"0\" tabSelected=\"1\"".utf8)[...].holds("tabSelected"))
        #expect(!Array("x=\"0\" tabSelecte d=\"1\"".utf8)[...].holds("tabSelected"))
    }

    @Test("taken apart, a part has all of its bytes, each once", arguments: packages)
    func tokens(name: String) throws {
        let editor = try PackageEditor(path: Reading.path(name))
        var refused: [String] = []
        for part in editor.partNames where part.hasSuffix(".xml") || part.hasSuffix(".rels") {
            let content: [UInt8]?
            do {
                content = try editor.xml(part)
            } catch {
                refused.append("\(error)")
                continue
            }
            guard let bytes = content else { continue }
            var tokens = XMLTokens(bytes)
            var position = 0
            var depth = 0
            while let token = tokens.next() {
                #expect(token.range.lowerBound == position && !token.range.isEmpty)
                position = token.range.upperBound
                switch token {
                case .start(let tag): depth += tag.isEmpty ? 0 : 1
                case .end: depth -= 1
                case .other: break
                }
            }
            #expect(position == bytes.count && depth == 0, "\(part)")
        }
        #expect(refused.isEmpty != Self.broken.contains(name), "\(refused)")
    }

    @Test("what is no XML is taken apart too, without looking outside its bytes")
    func junk() {
        for text in [
            "<", "<a", "<a b='", "<!--", "<![CDATA[", "<?x", "</", "<a b", "<a b=", "a>b<", "<a/><", "<!", "<>",
        ] {
            var tokens = XMLTokens(Array(text.utf8))
            var position = 0
            while let token = tokens.next() {
                position = token.range.upperBound
                if case .start(let tag) = token { _ = tokens.attributes(of: tag) }
            }
            #expect(position == text.utf8.count, "\(text)")
        }
    }

    @Test("changes stand where they were asked for, and everything else stays")
    func patch() throws {
        let text = "<a x='1' y=\"2\"><b/><c>t</c><!-- <c> --><c z = '3'/></a>"
        let document = try #require(XMLDocument(Array(text.utf8)))
        let children = document.children(document.root)
        #expect(children.map { document.tokens.localName($0.tag) } == ["b", "c", "c"])
        var patch = XMLPatch(document)
        patch.append("<d/>", in: children[0])
        patch.append("!", in: children[1])
        patch.set("z", "9", of: children[2].tag)
        patch.set("n", "1", of: children[1].tag)
        patch.remove("y", of: document.root.tag)
        patch.insert("1", at: children[1].range.lowerBound)
        patch.insert("2", at: children[1].range.lowerBound)
        let result = String(decoding: try patch.applied(), as: UTF8.self)
        #expect(result == "<a x='1' ><b><d/></b>12<c n=\"1\">t!</c><!-- <c> --><c z = '9'/></a>")
        #expect(try patch.deflated().size == result.utf8.count)
    }

    @Test(
        "text is written so that the reader gives it back, whatever it holds",
        arguments: [
            "plain", "a<b>&\"'", "\u{1}\u{1F}\u{FFFE}", "_x0041_ _x00_", "\r\n\t ", "\u{1F600}é", "_x005F_x0041_",
            "under_score_", "_x", "a_xy_x0041", "__x0041__",
        ])
    func cellText(text: String) {
        let escaped = XMLText.cellText(text)
        #expect(!escaped.unicodeScalars.contains { $0.value < 0x20 })
        #expect(EscapedText.string(Array(XMLText.resolved(escaped).utf8)) == text)
    }

    @Test("what is deflated in pieces inflates to the whole, and has its checksum")
    func deflating() throws {
        let deflater = try Deflater()
        var whole: [UInt8] = []
        for number in 0..<2_000 {
            let piece = Array("row \(number * number)\n".utf8)
            whole += piece
            try deflater.append(piece)
        }
        let content = try deflater.finish()
        #expect(try content.bytes == DeflatedContent(whole).bytes && content.size == whole.count)
        var writer = ZipWriter()
        try writer.add("xl/é.txt", content)
        let file = FileManager.default.temporaryDirectory.appending(path: "zip-\(UUID().uuidString).zip")
        try Data(writer.finish()).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let package = try OOXMLPackage(
            file: RandomAccessFile(path: file.path, name: "x"), limits: .default, mode: ReadingMode())
        let pieces = try PartPieces(#require(package.entry("xl/é.txt")), of: package)
        var read: [UInt8] = []
        while let piece = try pieces.next(holding: UnsafeRawBufferPointer(start: nil, count: 0)) {
            read += Array(piece)
        }
        #expect(read == whole)
    }
}
