import SurveyModel
import Testing

@Suite("Cells put together to rectangles")
struct CellBlocksTests {
    private func blocks(_ cells: [(Int, Int)]) -> [String] {
        var blocks = CellBlocks()
        for (row, column) in cells { blocks.add(row: row, column: column) }
        return blocks.finish().map(\.text)
    }

    @Test("a column, a row, a block and single cells")
    func shapes() {
        #expect(blocks((6...40).map { ($0, 2) }) == ["B6:B40"])
        #expect(blocks((2...5).map { (7, $0) }) == ["B7:E7"])
        #expect(blocks([(1, 1), (1, 2), (2, 1), (2, 2), (4, 1), (5, 28)]) == ["A1:B2", "A4", "AB5"])
        #expect(blocks([(1, 1), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2), (3, 3)]) == ["A1:A2", "C1:C2", "A3:C3"])
        #expect(blocks([]).isEmpty)
    }

    @Test("no cell is lost or told twice, whatever the pattern")
    func complete() {
        var cells: [(Int, Int)] = []
        for row in 1...60 {
            for column in 1...40 where (row * 7 + column * column) % 5 < 3 { cells.append((row, column)) }
        }
        var blocks = CellBlocks()
        for (row, column) in cells { blocks.add(row: row, column: column) }
        let told = blocks.finish().flatMap { block in
            (block.row...block.lastRow).flatMap { row in (block.column...block.lastColumn).map { [row, $0] } }
        }
        #expect(told.count == cells.count)
        #expect(Set(told) == Set(cells.map { [$0.0, $0.1] }))
    }

    @Test("a million scattered cells keep no more than the most")
    func bounded() {
        var blocks = CellBlocks()
        for row in 1...600 {
            for column in stride(from: 1, through: 400, by: 2) { blocks.add(row: row, column: column + row % 2) }
        }
        #expect(blocks.finish().count == CellBlocks.most)
    }
}
