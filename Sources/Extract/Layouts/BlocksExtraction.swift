import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads repeated blocks of labels and answers into a record each.
struct BlocksExtraction {
    /// A block's heading and the cells up to the next.
    private struct Block {
        let heading: NumberedHeading.Place
        let region: Region

        var row: Int { heading.row }
        var column: Int { heading.column }
    }

    let blocks: BlocksLayout
    let layout: LayoutDefinition
    let table: TableDefinition
    private let reader: FormReader
    private let headings: NumberedHeading

    init(_ blocks: BlocksLayout, layout: LayoutDefinition, table: TableDefinition) {
        self.blocks = blocks
        self.layout = layout
        self.table = table
        reader = FormReader(blocks.fields)
        headings = NumberedHeading(blocks.start)
    }

    /// Whether the sheet has a heading and, below it, the block's labels.
    func fit(_ grid: SheetGrid) -> Double {
        guard let first = findBlocks(in: grid).first else { return 0 }
        let anchors = reader.anchors(in: grid, first.region).filter { $0.likeness >= 0.85 }
        return reader.fields.isEmpty ? 1 : Double(anchors.count) / Double(reader.fields.count)
    }

    /// The cells of its headings.
    func takenAreas(_ grid: SheetGrid) -> [TakenArea] {
        headings.places(in: grid).map { place in
            TakenArea(rows: place.row...place.row, columns: place.column...place.column, isOpen: false)
        }
    }

    func read(_ grid: SheetGrid) -> LayoutResult {
        var result = LayoutResult()
        let found = findBlocks(in: grid).map { block in (block: block, anchors: reader.anchors(in: grid, block.region))
        }
        let places = usualPlaces(found.map { ($0.block, $0.anchors) }, grid)
        var told: Set<LabelDifference> = []
        for (block, anchors) in found {
            let given = result.records.count
            readBlock(block, anchors, places, grid, &result)
            if result.records.count > given { result.findings += differences(anchors, grid, &told) }
        }
        for field in reader.fields {
            guard let place = places[field.field] else { continue }
            result.places.append(
                FieldPlace(
                    table: table.name, field: field.field, sheet: grid.sheet.name,
                    column: Origin.columnLetters(place.column), row: "+\(place.rows)",
                    layout: layout.name,
                    heading: found.lazy.compactMap { $0.anchors.first { $0.field.field == field.field } }.first
                        .flatMap { grid.heading($0.row...$0.row, $0.column) }))
        }
        if let field = blocks.numberField, let block = found.first?.block {
            result.places.append(
                FieldPlace(
                    table: table.name, field: field, sheet: grid.sheet.name, column: Origin.columnLetters(block.column),
                    row: "+0", layout: layout.name))
        }
        return result
    }

    private func readBlock(
        _ block: Block, _ anchors: [FormAnchor], _ places: [String: UsualPlace], _ grid: SheetGrid,
        _ result: inout LayoutResult
    ) {
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        var labels: [Int: Heading] = [:]
        let column = reader.answerColumn(of: anchors, in: grid, block.region)
        var given = 0
        result.claims.add(row: block.row, column: block.column)
        for anchor in anchors {
            result.languages[anchor.language, default: 0] += 1
            result.claims.add(anchor)
            guard let index = table.index(of: anchor.field.field),
                let answer = reader.answer(to: anchor, among: anchors, column: column, in: grid, block.region)
            else { continue }
            var entry = answer.entry
            let place = places[anchor.field.field]
            entry.isMoved =
                entry.isMoved || place?.column != entry.origin.column || place?.rows != entry.origin.row - block.row
            entries[index] = entry
            labels[index] = grid.heading(anchor.row...anchor.row, anchor.column)
            result.claims.add(entry)
            given += 1
        }
        let repeated = reader.repeatedLabels(in: grid, block.region)
        if !repeated.isEmpty { result.findings.append(blockUnclear(block, repeated, grid)) }
        guard given > 0 else { return }
        result.answers.add(AnswerCount(asked: reader.fields.count, given: given))
        for field in reader.fields where !anchors.contains(where: { $0.field.field == field.field }) {
            result.findings.append(labelMissing(field, block, grid))
        }
        if let number = blocks.numberField, let index = table.index(of: number) {
            entries[index] = RawEntry(block.heading, in: grid)
        }
        result.records.append(
            RawRecord(
                table: table.name, layout: layout.name, anchor: grid.origin(block.row, block.column), entries: entries,
                headings: labels))
    }

    /// Labels that differ from the definition's, each once for all blocks.
    private func differences(_ anchors: [FormAnchor], _ grid: SheetGrid, _ told: inout Set<LabelDifference>)
        -> [Finding]
    {
        anchors.compactMap { anchor in
            guard anchor.rung == .label, let difference = anchor.difference, told.insert(difference).inserted else {
                return nil
            }
            return difference.finding(
                table: table.name, field: anchor.field.field, sheet: grid.sheet.name,
                cell: anchor.address.description)
        }
    }

    // MARK: - Headings

    private func findBlocks(in grid: SheetGrid) -> [Block] {
        let headings = headings.places(in: grid)
        return headings.map { heading in
            let right =
                headings.filter { $0.row == heading.row && $0.column > heading.column }.map(\.column).min() ?? grid
                .lastColumn + 1
            let below =
                headings.filter { $0.row > heading.row && $0.column < right && $0.column >= heading.column }.map(\.row)
                .min() ?? grid.lastRow + 1
            let region = Region(
                rows: heading.row...max(heading.row, below - 1),
                columns: heading.column...max(heading.column, right - 1))
            return Block(heading: heading, region: region)
        }
    }

    // MARK: - Where the answers usually stand

    private struct UsualPlace: Hashable {
        let column: Int
        let rows: Int
    }

    private func usualPlaces(_ found: [(block: Block, anchors: [FormAnchor])], _ grid: SheetGrid) -> [String:
        UsualPlace]
    {
        var votes: [String: [UsualPlace: Int]] = [:]
        for (block, anchors) in found {
            let column = reader.answerColumn(of: anchors, in: grid, block.region)
            for anchor in anchors {
                guard let answer = reader.answer(to: anchor, among: anchors, column: column, in: grid, block.region)
                else { continue }
                let origin = answer.entry.origin
                votes[anchor.field.field, default: [:]][
                    UsualPlace(column: origin.column, rows: origin.row - block.row), default: 0] += 1
            }
        }
        // A question that no block answers has its place as well.
        for (block, anchors) in found {
            let column = reader.answerColumn(of: anchors, in: grid, block.region)
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

    private func labelMissing(_ field: FormField, _ block: Block, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: .warning,
            message: .own(
                .layoutLabelMissingBlock,
                [
                    "question": table.title(ofField: field.field), "heading": .text(block.heading.text),
                    "field": .text(field.field), "layout": .text(layout.name),
                ]),
            table: table.name, field: field.field, sheet: grid.sheet.name,
            cell: grid.origin(block.row, block.column).cell)
    }

    private func blockUnclear(_ block: Block, _ rows: [Int], _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.block-unclear", severity: .error,
            message: .own(
                .layoutBlockUnclear, ["heading": .text(block.heading.text), "row": .number(rows[0])]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(rows[0], block.column).cell,
            expected: .text(blocks.start.all.joined(separator: " / ")))
    }
}
