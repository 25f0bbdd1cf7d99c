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
}
