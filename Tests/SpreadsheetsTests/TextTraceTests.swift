import Testing

@testable import Spreadsheets

@Suite("Texts that are surely in no cell")
struct TextTraceTests {
    private static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

    private func isSurelyAbsent(_ content: String) throws -> Bool {
        let trace = try #require(TextTrace("canvass:review:1"))
        return Array((Self.declaration + content).utf8).withUnsafeBytes { trace.isSurelyAbsent(from: $0) }
    }

    @Test(
        "a text is not missed, however it is written",
        arguments: [
            "<t>canvass:review:1</t>", "<t>canvass:review:1:text</t>", "<r><t>canvas</t></r><r><t>s:review:1</t></r>",
            "<t>canvass</t><t>:review:1</t>", "<t>canvass:</t><t>review:1</t>", "<t>canvass<?x?>:<?y?>review:1</t>",
            "<t>canvass&#58;review:1</t>", "<t>canvass_x003A_review:1</t>", "<t>canvass_</t><t>x003A_review:1</t>",
            "<t><![CDATA[canvass]]>:<![CDATA[review:1]]></t>", "<t>c</t><t>a</t><t>nvass:r</t><t>eview:1</t>",
        ])
    func found(content: String) throws {
        #expect(try !isSurelyAbsent(content))
    }

    @Test(
        "what only looks like it is passed over",
        arguments: [
            "", "<a xmlns:r=\"urn:x\"/>", "<t>canvass review: 1</t>", "<t>less:review:1</t>",
            "<t>Note: a &amp; b_c</t>", "<t>:",
        ])
    func absent(content: String) throws {
        #expect(try isSurelyAbsent(content))
    }

    @Test("of a part in another encoding nothing is certain")
    func encodings() throws {
        let trace = try #require(TextTrace("canvass:review:1"))
        let part = Array("<?xml version=\"1.0\" encoding=\"UTF-16\"?><t/>".utf8)
        #expect(!part.withUnsafeBytes { trace.isSurelyAbsent(from: $0) })
        #expect(TextTrace("a_x") == nil && TextTrace("é") == nil && TextTrace("a<") == nil && TextTrace("") == nil)
    }

    @Test("of some workbooks of the fixtures it is certain that they lack a text that none has")
    func lacking() throws {
        let sure = try RewritingTests.packages.count { name in
            try Workbook.open(path: Reading.path(name)).surelyLacks("canvass:review:1")
        }
        #expect(sure > 0)
    }

    @Test("of no workbook of the fixtures that has a text it is said to lack it", arguments: RewritingTests.packages)
    func fixtures(name: String) throws {
        let workbook = try Workbook.open(path: Reading.path(name))
        for sheet in workbook.sheets {
            do {
                try workbook.forEachRow(in: sheet) { row in
                    for cell in row.cells {
                        guard case .text(let text) = cell.value else { continue }
                        #expect(!workbook.surelyLacks(text), "\(sheet.name) \(text)")
                    }
                    return row.number > 5 ? .stop : .next
                }
            } catch {
                // What was read before it has been looked at.
                #expect(RewritingTests.unreadable.contains(name), "\(error)")
            }
        }
    }
}
