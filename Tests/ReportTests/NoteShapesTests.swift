import Foundation
import Spreadsheets
import Testing

@testable import Report

@Suite("Drawings of notes")
struct NoteShapesTests {
    @Test("a drawing without shapes is changed as one that is looked through", arguments: [0, 1, 3, 1_100])
    func blank(count: Int) throws {
        var known = try #require(NoteShapes.blank)
        var read = try NoteShapes(known.applied())
        var (last, lastRead) = (4, 4)
        for row in 1...max(count, 1) where count > 0 {
            let cell = CellAddress(row: row, column: 2)
            known.add(cell, characters: 50, SheetMeasures(), lastBlock: &last)
            read.add(cell, characters: 50, SheetMeasures(), lastBlock: &lastRead)
        }
        #expect(known.applied() == read.applied())
        #expect(last == lastRead)
        #expect(NoteShapes.blocks(in: known.applied()).max() == (count > 0 ? last : nil))
    }

    private static let vendor = "urn:schemas-microsoft-com"

    @Test(
        "a drawing lends its prefixes, wherever its outermost tag breaks; those that it lacks are added, each free",
        arguments: [
            (
                "<xml\n xmlns:a=\"\(vendor):vml\" xmlns:b=\"\(vendor):office:office\"\r\n\txmlns:c='\(vendor):office:excel'></xml>",
                "a:"
            ),
            ("<xml></xml>", "v:"), ("<xml xmlns:v=\"urn:other\" xmlns:v1=\"urn:other\"></xml>", "v11:"),
            ("<xml xmlns:x=\"\(vendor):office:excel\"><w:shape xmlns:w=\"\(vendor):vml\"/></xml>", "v:"),
        ])
    func prefixes(drawing: String, prefix: String) throws {
        var shapes = try NoteShapes(Array(drawing.utf8))
        var last = 1
        shapes.add(CellAddress(row: 2, column: 2), characters: 50, SheetMeasures(), lastBlock: &last)
        let text = String(decoding: shapes.applied(), as: UTF8.self)
        #expect(text.contains("<\(prefix)shape id=\"_x0000_s2049\""))
        let name = prefix.dropLast()
        #expect(text.ranges(of: "xmlns:\(name)=\"\(Self.vendor):vml\"").count == 1, "\(text)")
        #expect(XMLReading.isWellFormed(Data(text.utf8)))
    }

    @Test("no drawing has the type of its boxes twice, whatever its quotation marks", arguments: ["\"", "'"])
    func shapeTypes(quote: String) throws {
        let drawing = "<xml xmlns:v=\"\(Self.vendor):vml\"><v:shapetype id=\(quote)_x0000_t202\(quote)/></xml>"
        let text = String(decoding: try NoteShapes(Array(drawing.utf8)).applied(), as: UTF8.self)
        #expect(text.ranges(of: "shapetype id=").count == 1)
    }

    @Test("what is no drawing is not added to", arguments: ["", "<xmlns></xmlns>", "<xml/>", "<xmls></xml>"])
    func none(drawing: String) {
        #expect(throws: AnnotationError.self) { try NoteShapes(Array(drawing.utf8)) }
    }
}
