import Spreadsheets
import SurveyModel

/// A sheet with repeated blocks: where their answers mostly stand, and which answers are not read.
struct BlocksSheet {
    /// A block's heading and the cells up to the next.
    struct Block {
        let heading: NumberedHeading.Place
        let region: Region

        var row: Int { heading.row }
        var column: Int { heading.column }
    }

    /// A block with the labels that were found in it.
    typealias Found = (block: Block, anchors: [FormAnchor])

    /// Where an answer stands: its column, and the rows from the block's heading.
    struct UsualPlace: Hashable {
        let column: Int
        let rows: Int
    }

    let grid: SheetGrid
    /// The blocks in reading order.
    let found: [Found]
    /// By field, where most blocks have its answer.
    let places: [String: UsualPlace]
    let reader: FormReader
    private let columns: BlockColumns
    /// Where the sheet's other layouts stand.
    private let taken: [TakenArea]
    /// How far below a heading its questions go, for blocks of which none is found.
    private let height: Int

    init(_ grid: SheetGrid, _ blocks: [Block], reader: FormReader, besides taken: [TakenArea]) {
        self.grid = grid
        self.reader = reader
        self.taken = taken
        found = blocks.map { block in (block: block, anchors: reader.anchors(in: grid, block.region)) }
        columns = BlockColumns(found, reader, in: grid)
        places = Self.usualPlaces(found, reader, columns, grid)
        let rows =
            found.flatMap { item in item.anchors.map { $0.lastRow - item.block.row } } + places.values.map(\.rows)
        height = rows.max() ?? 2 * reader.fields.count
    }

    // MARK: - Where the answers usually stand

    /// The column of a block's answers.
    func answerColumn(of block: Block, _ anchors: [FormAnchor]) -> Int? {
        columns.answers(of: block, anchors, in: grid)
    }

    private static func usualPlaces(
        _ found: [Found], _ reader: FormReader, _ columns: BlockColumns, _ grid: SheetGrid
    ) -> [String: UsualPlace] {
        var votes: [String: [UsualPlace: Int]] = [:]
        for (block, anchors) in found {
            let column = columns.answers(of: block, anchors, in: grid)
            var read: Set<Origin> = []
            for anchor in anchors.inReadingOrder {
                guard let answer = reader.answer(to: anchor, among: anchors, column: column, in: grid, block.region),
                    answer.range(sharedWith: read) == nil
                else { continue }
                let origin = answer.entry.origin
                read.insert(origin)
                votes[anchor.field.field, default: [:]][
                    UsualPlace(column: origin.column, rows: origin.row - block.row), default: 0] += 1
            }
        }
        // A question that no block answers has its place as well.
        for (block, anchors) in found {
            let column = columns.answers(of: block, anchors, in: grid)
            for anchor in anchors where votes[anchor.field.field] == nil {
                guard let blank = reader.blankPlace(for: anchor, among: anchors, column: column, in: grid) else {
                    continue
                }
                votes[anchor.field.field] = [UsualPlace(column: blank.column, rows: blank.row - block.row): 1]
            }
        }
        return votes.compactMapValues { places in
            places.max { ($0.value, -$0.key.rows, -$0.key.column) < ($1.value, -$1.key.rows, -$1.key.column) }?.key
        }
    }

    // MARK: - What is not read

    /// The questions that stand in a region in the questionnaire's very words and are no other layout's, in reading order.
    func questions(in region: Region) -> [FormAnchor] {
        reader.anchors(in: grid, region)
            .filter { anchor in
                anchor.likeness >= LabelSet.same && !taken.contains { $0.holds(anchor.row, anchor.column) }
            }
            .inReadingOrder
    }

    /// The first answer above the first heading, where a block is asked and answered there: two questions at the least, so that it is no chance.
    var firstAnswerAbove: RawEntry? {
        guard let first = found.map(\.block.row).min(), first > 1 else { return nil }
        let region = Region(rows: 1...(first - 1), columns: 1...max(1, grid.lastColumn))
        let questions = questions(in: region)
        guard questions.count >= 2 else { return nil }
        let column = reader.answerColumn(of: questions, in: grid, region)
        return questions.lazy.compactMap { question in
            reader.answer(to: question, among: questions, column: column, in: grid, region)?.entry
        }.first
    }

    /// Whether answers may stand in a block to questions whose labels are not found in it: in a row two cells that are no label's, at the place where
    /// other blocks have the answer, or, where no label is found, more texts than there are questions.
    func mayAnswer(_ missing: [FormField], in block: Block, _ anchors: [FormAnchor]) -> Bool {
        guard !missing.isEmpty else { return false }
        let known = Set(anchors.map(\.row))
        let last = min(block.region.rows.upperBound, block.row + height)
        let usual = Set(
            missing.compactMap { places[$0.field] }.map { place in
                CellAddress(row: block.row + place.rows, column: place.column)
            })
        var texts = 0
        for row in grid.rows where row.number > block.row && row.number <= last && !known.contains(row.number) {
            let cells = row.cells(in: block.region.columns).filter { cell in
                cell.isFilled && !taken.contains { $0.reaches(row.number, cell.column) }
            }
            let isUsual = cells.contains { usual.contains(CellAddress(row: row.number, column: $0.column)) }
            if cells.count >= 2 || isUsual { return true }
            texts += cells.count
        }
        return anchors.isEmpty && texts > missing.count
    }
}

/// In which columns the answers of blocks stand.
private struct BlockColumns {
    private let reader: FormReader
    /// How far right of its heading those of most blocks do.
    private let offset: Int?

    init(_ found: [BlocksSheet.Found], _ reader: FormReader, in grid: SheetGrid) {
        self.reader = reader
        var votes: [Int: Int] = [:]
        for (block, anchors) in found {
            guard let column = reader.answerColumn(of: anchors, in: grid, block.region) else { continue }
            votes[column - block.column, default: 0] += 1
        }
        offset = votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }

    /// The column of a block's answers; where none is typed in it, that of most other blocks: what is printed in another is no answer.
    func answers(of block: BlocksSheet.Block, _ anchors: [FormAnchor], in grid: SheetGrid) -> Int? {
        if let own = reader.answerColumn(of: anchors, in: grid, block.region) { return own }
        guard let offset, block.region.columns.contains(block.column + offset) else { return nil }
        return block.column + offset
    }
}
