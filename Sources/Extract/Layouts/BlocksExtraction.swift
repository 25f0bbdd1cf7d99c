import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads repeated blocks of labels and answers into a record each.
struct BlocksExtraction {
    let blocks: BlocksLayout
    let layout: LayoutDefinition
    let table: TableDefinition
    private let labelPlace: LabelPlace
    private let reader: FormReader
    private let headings: NumberedHeading
    private let tell: BlocksFindings

    init(_ blocks: BlocksLayout, layout: LayoutDefinition, table: TableDefinition, labelPlace: LabelPlace) {
        self.blocks = blocks
        self.layout = layout
        self.table = table
        self.labelPlace = labelPlace
        reader = FormReader(blocks.fields)
        headings = NumberedHeading(blocks.start)
        tell = BlocksFindings(table: table, labelPlace: labelPlace, start: blocks.start)
    }

    /// Whether the sheet has a heading and, below it, the block's labels.
    func fit(_ grid: SheetGrid) -> Double {
        guard let first = findBlocks(in: grid).first else { return 0 }
        let anchors = reader.anchors(in: grid, first.region).filter { $0.likeness >= LabelSet.near }
        return reader.fields.isEmpty ? 1 : Double(anchors.count) / Double(reader.fields.count)
    }

    /// The cells of its headings.
    func takenAreas(_ grid: SheetGrid) -> [TakenArea] {
        headings.places(in: grid).map { place in
            TakenArea(rows: place.row...place.row, columns: place.column...place.column, isOpen: false)
        }
    }

    /// Reads the blocks; `taken` is where the sheet's other layouts stand, `blank` the blank questionnaire's sheet beside this one.
    func read(_ grid: SheetGrid, besides taken: [TakenArea], beside blank: SheetAlignment?) -> LayoutResult {
        var result = LayoutResult()
        let sheet = BlocksSheet(
            grid, findBlocks(in: grid), reader: reader.reading(beside: blank, besides: taken), besides: taken)
        guard let first = sheet.found.first?.block else {
            let question = sheet.questions(in: .whole(grid)).first
            result.findings.append(tell.headingsMissing(grid, at: question))
            return result
        }
        if let answer = sheet.firstAnswerAbove {
            result.findings.append(tell.headingMissing(grid, over: answer, before: first.heading))
        }
        var told: Set<LabelDifference> = []
        var hidden = HiddenAnswers(table, in: grid, beside: blank)
        for (block, anchors) in sheet.found {
            let given = result.records.count
            readBlock(block, anchors, sheet, &hidden, &result)
            if result.records.count > given { result.findings += differences(anchors, grid, &told) }
        }
        place(sheet, first, &result)
        return result
    }

    /// Where the fields stand.
    private func place(_ sheet: BlocksSheet, _ first: BlocksSheet.Block, _ result: inout LayoutResult) {
        let grid = sheet.grid
        for field in reader.fields {
            guard let place = sheet.places[field.field] else { continue }
            result.places.append(
                FieldPlace(
                    table: table.name, field: field.field, sheet: grid.sheet.name,
                    column: Origin.columnLetters(place.column), row: FieldPlace.RowKind.below(place.rows).text,
                    layout: layout.name,
                    heading: sheet.found.lazy.compactMap { $0.anchors.first { $0.field.field == field.field } }.first
                        .flatMap { grid.heading($0.row...$0.row, $0.column) }))
        }
        if let field = blocks.numberField {
            result.places.append(
                FieldPlace(
                    table: table.name, field: field, sheet: grid.sheet.name, column: Origin.columnLetters(first.column),
                    row: FieldPlace.RowKind.below(0).text, layout: layout.name))
        }
    }

    private func readBlock(
        _ block: BlocksSheet.Block, _ anchors: [FormAnchor], _ sheet: BlocksSheet, _ hidden: inout HiddenAnswers,
        _ result: inout LayoutResult
    ) {
        let grid = sheet.grid
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        var labels: [Int: Heading] = [:]
        let column = sheet.answerColumn(of: block, anchors)
        var given = 0
        var surpluses: [(anchor: FormAnchor, surplus: LabelSurplus)] = []
        let form = FormFindings(table: table, labelPlace: labelPlace, sheet: grid.sheet.name)
        result.claims.add(row: block.row, column: block.column)
        for anchor in anchors.inReadingOrder {
            result.languages[anchor.language, default: 0] += 1
            result.claims.add(anchor)
            guard let index = table.index(of: anchor.field.field) else { continue }
            guard let answer = sheet.reader.answer(to: anchor, among: anchors, column: column, in: grid, block.region)
            else {
                if let surplus = reader.surplus(of: anchor, in: grid) { surpluses.append((anchor, surplus)) }
                continue
            }
            let shared = answer.range(sharedWith: entries.lazy.compactMap { $0?.origin })
            if let finding = form.cell(
                of: answer, to: anchor.field, sharedOver: shared, record: result.records.count + 1)
            {
                result.findings.append(finding)
            }
            guard shared == nil else { continue }
            if let behind = sheet.reader.behind(anchor, among: anchors, column: column, in: grid, block.region) {
                result.findings.append(
                    form.behindSeveral(anchor.field, behind, record: result.records.count + 1))
                result.claims.add(behind)
            }
            var entry = answer.entry
            let place = sheet.places[anchor.field.field]
            entry.isMoved =
                entry.isMoved || place?.column != entry.origin.column || place?.rows != entry.origin.row - block.row
            entries[index] = entry
            labels[index] = grid.heading(anchor.row...anchor.row, anchor.column)
            result.claims.add(entry)
            given += 1
        }
        let record = given > 0 ? result.records.count + 1 : nil
        // In a block without any answer a text behind a label is printed, a number hardly is.
        for item in surpluses where record != nil || item.surplus.isAmount {
            result.findings.append(form.textInLabel(item.anchor, item.surplus, record: record))
        }
        let repeated = reader.repeatedLabels(in: grid, block.region)
        if let row = repeated.first { result.findings.append(tell.blockUnclear(block.heading, again: row, grid)) }
        let missing = reader.fields.filter { field in !anchors.contains { $0.field.field == field.field } }
        // A block that nobody has filled in lacks nothing.
        if given > 0 || sheet.mayAnswer(missing, in: block, anchors) {
            result.findings += tell.labelsMissing(missing, of: reader.fields.count, below: block.heading, grid)
        }
        guard given > 0 else { return }
        result.answers.add(AnswerCount(asked: reader.fields.count, given: given))
        result.findings += hidden.findings(in: entries, record: result.records.count + 1)
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

    private func findBlocks(in grid: SheetGrid) -> [BlocksSheet.Block] {
        let headings = headings.places(in: grid)
        let regions = headings.map { heading in
            let right =
                headings.filter { $0.row == heading.row && $0.column > heading.column }.map(\.column).min() ?? grid
                .lastColumn + 1
            let below =
                headings.filter { $0.row > heading.row && $0.column < right && $0.column >= heading.column }.map(\.row)
                .min() ?? grid.lastRow + 1
            return Region(
                rows: heading.row...max(heading.row, below - 1),
                columns: heading.column...max(heading.column, right - 1))
        }
        return zip(headings, regions).map { heading, own in
            var region = own
            // Tags may stand left of the headings, but not in a block beside this one.
            let beside = regions.filter { other in
                other.columns.lowerBound < own.columns.lowerBound && other.rows.overlaps(own.rows)
            }
            region.firstOfTags = (beside.map(\.columns.upperBound).max() ?? 0) + 1
            return BlocksSheet.Block(heading: heading, region: region)
        }
    }
}
