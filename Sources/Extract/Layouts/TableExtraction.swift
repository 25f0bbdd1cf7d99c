import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads the rows below a header into a record each.
struct TableExtraction {
    let layout: LayoutDefinition
    let table: TableDefinition
    let form: TableLayout
    private let locator: TableLocator
    private let rows: TableRows
    private let unknownHeadings: UnknownHeadings
    private let units: UnitsRow
    private let numbers: ColumnNumbers
    private let describer: TableDescriber
    /// The table's field of each column, by its index; nil where the table has none of the name.
    let fields: [Int?]
    /// The fields that are asked for: a column that may be missing is not.
    private let asked: [Int]
    /// For each column whether its field takes several answers.
    private let takeSeveral: [Bool]

    init(
        _ form: TableLayout, layout: LayoutDefinition, table: TableDefinition, labels: CodeLabelLists,
        labelPlace: LabelPlace, besides titles: [Labels]
    ) {
        self.form = form
        self.layout = layout
        self.table = table
        locator = TableLocator(form, besides: titles)
        rows = TableRows(form, table: table, labels: labels, finder: locator.finder)
        unknownHeadings = UnknownHeadings(form, table: table, labels: labels)
        units = UnitsRow(form, table: table)
        numbers = ColumnNumbers(form, table: table)
        describer = TableDescriber(form: form, layout: layout, table: table, labelPlace: labelPlace)
        fields = form.columns.map { table.index(of: $0.field) }
        asked = form.columns.filter { !$0.isOptional }.compactMap { table.index(of: $0.field) }
        takeSeveral = form.columns.map { table.fields[$0.field]?.isMany ?? false }
    }

    /// The share of the columns that the sheet has.
    func fit(_ grid: SheetGrid) -> Double {
        locator.instances(in: grid, taken: []).map(\.header.fit).max() ?? 0
    }

    /// Whether more than its header tells where it stands.
    func isAnchored(in grid: SheetGrid) -> Bool { locator.areas.isAnchored(in: grid) }

    /// The headers, with what stands above them.
    func takenAreas(_ grid: SheetGrid, besides taken: [TakenArea]) -> [TakenArea] {
        locator.instances(in: grid, taken: taken).map { instance in
            TakenArea(
                rows: instance.top...instance.header.rows.upperBound, columns: instance.header.columns, isOpen: true)
        }
    }

    /// Reads a table from the grid, and what lies below it from the workbook; `blank` is the blank questionnaire's sheet beside this one.
    func read(_ grid: SheetGrid, of workbook: Workbook, besides taken: [TakenArea], beside blank: SheetAlignment?)
        throws
        -> LayoutResult
    {
        let instances = locator.instances(in: grid, taken: taken).map { locator.read($0, beside: blank, in: grid) }
        var result = LayoutResult()
        guard let first = instances.first else {
            result.findings.append(describer.headerMissing(grid))
            return result
        }
        let found = describer.foundByLabel(first, grid, of: workbook) ?? describer.foundByPosition(first, grid)
        if let found { result.findings.append(found) }
        var scans = instances.map { instance in
            var scan = TableScan(
                instance, headerRows: form.headerRows, taken: taken, beside: blank, takesSeveral: { takeSeveral[$0] },
                grid: grid)
            let below = firstRows(of: scan, in: grid)
            if form.hasUnits { scan.unitsRow = units.row(among: below, of: instance.header) }
            scan.numbersRow = numbers.row(among: below, besides: scan.unitsRow, of: instance.header, beside: blank)
            if form.repetition != nil { scan.headings = describer.headings(instance, units: scan.unitsRow, grid) }
            return scan
        }
        var told: Set<LabelDifference> = []
        for index in scans.indices {
            describer.describe(
                scans[index].instance, scans[index].merged, units: scans[index].unitsRow, grid, &told,
                &scans[index].result)
            scans[index].described = scans[index].result.findings.count
            for extra in describer.extraColumns(scans[index].instance, of: scans[index].ownExtra, grid) {
                scans[index].extraColumns[extra.column] = extra
            }
            for further in describer.furtherColumns(scans[index].instance, scans[index].merged, grid) {
                scans[index].furtherColumns[further.column] = further
            }
        }
        if grid.isComplete {
            for index in scans.indices {
                for row in grid.rows { take(row, grid, &scans[index]) }
            }
        } else {
            result.findings += try stream(grid, of: workbook, &scans)
        }
        for cell in locator.areas.anchorCells(in: grid) { result.claims.add(row: cell.row, column: cell.column) }
        for scan in scans { result.merge(finished(scan, grid), into: table) }
        for instance in instances {
            result.findings += instance.headless.map { describer.headerMissing(below: $0, grid) }
        }
        return result
    }

    /// Reads a sheet whose rows are not all in the grid; gives what the reader found odd below the grid, which is not known yet.
    private func stream(_ grid: SheetGrid, of workbook: Workbook, _ scans: inout [TableScan]) throws -> [Finding] {
        var findings: [Finding] = []
        // Of the piece of the file in which the grid ends all is known already.
        let known = Set(grid.notes)
        let lastOfHead = grid.lastRow
        // Of many tables one below the other most have ended by then.
        let open = scans.indices.filter { scans[$0].instance.rows.upperBound > lastOfHead }
        try workbook.forEachRow(in: grid.sheet) { note in
            let row = note.cell.flatMap { CellAddress($0)?.row }
            if note.losesValue, row.map({ $0 > lastOfHead }) ?? false, !known.contains(note) {
                findings.append(note.finding)
            }
        } _: { row in
            let copy = GridRow(row, without: grid.placeholders)
            for index in row.number > lastOfHead ? open : Array(scans.indices) { take(copy, grid, &scans[index]) }
            return .next
        }
        return findings
    }

    private func finished(_ scan: TableScan, _ grid: SheetGrid) -> LayoutResult {
        var result = scan.result
        // What is typed in them is known now; they are told with what else was found of the header.
        let columns = Array(scan.extraColumns.values) + scan.furtherColumns.values
        result.findings.insert(
            contentsOf: columns.sorted { $0.column < $1.column }.map {
                $0.finding(below: scan.instance.header.rows.upperBound, table, grid)
            }, at: scan.described)
        if let finding = scan.strays.finding(table, grid) { result.findings.append(finding) }
        if let finding = scan.seenHeadings.finding(table, grid) { result.findings.append(finding) }
        // Below the head of a sheet nobody asks.
        for cell in scan.rowsAfterEnd.prefix(SheetGrid.headRows) {
            result.claims.add(row: cell.row, columns: scan.columns)
        }
        if form.hasUnits, scan.unitsRow == nil { result.findings.append(describer.unitsMissing(scan.instance, grid)) }
        if !result.records.isEmpty { result.findings += describer.missingAbove(scan.instance, grid) }
        if !scan.rowsAfterEnd.isEmpty {
            result.findings.append(TableFindings.rowsAfterEnd(scan.rowsAfterEnd, table, grid))
        }
        return result
    }

    // MARK: - Rows

    /// Rows of units and of the columns' numbers stand no further below the header: so many are looked at, for respondents insert some.
    private static let rowsWithin = 5

    /// The first filled rows below the header, with their cells that are the table's.
    private func firstRows(of scan: TableScan, in grid: SheetGrid) -> [(row: GridRow, cells: [Cell])] {
        var first: [(row: GridRow, cells: [Cell])] = []
        for row in grid.rows
        where row.number > scan.instance.header.rows.upperBound && scan.instance.rows.contains(row.number) {
            let cells = scan.cells(of: row)
            if !cells.isEmpty { first.append((row, cells)) }
            if first.count == Self.rowsWithin { break }
        }
        return first
    }

    private func take(_ row: GridRow, _ grid: SheetGrid, _ scan: inout TableScan) {
        guard row.number > scan.instance.header.rows.upperBound, !scan.isStopped else { return }
        guard scan.instance.rows.contains(row.number) else { return takeBeyond(row, grid, &scan) }
        let cells = scan.cells(of: row)
        if row.number - scan.lastRow - 1 >= form.blankRows { scan.isEnded = true }
        guard !cells.isEmpty else { return }
        scan.lastRow = row.number
        if row.number == scan.unitsRow {
            scan.result.findings += units.differing(row, scan.instance.header).map {
                describer.unitDiffers($0.column, $0.cell, row, grid)
            }
            return scan.claim(row, grid)
        }
        if let numbers = scan.numbersRow, row.number == numbers.row {
            if !numbers.isPrinted {
                scan.result.findings.append(TableFindings.columnNumbers(cells, row, table, grid))
            }
            return scan.claim(row, grid)
        }
        switch rows.kind(of: row, cells, in: scan.instance, header: scan.words, taken: scan.taken) {
        case .stop: scan.isStopped = true
        case .foreign: scan.isEnded = true
        case .end:
            scan.isEnded = true
            scan.claimWords(of: row, cells, grid)
        case .skipped: scan.claimWords(of: row, cells, grid)
        case .again: scan.claim(row, grid)
        case .heading(let cell):
            guard !scan.isEnded else { return }
            scan.begin(cell, row, grid)
            scan.seenHeadings.add(cell)
            scan.claimWords(of: row, cells, grid)
        case .plain: takePlain(row, cells, grid, &scan)
        }
    }

    /// Takes a row that may have a heading which nobody knows.
    private func takePlain(_ row: GridRow, _ cells: [Cell], _ grid: SheetGrid, _ scan: inout TableScan) {
        let unknown =
            scan.isEnded
            ? nil
            : unknownHeadings.kind(
                of: cells, row: row.number, in: scan.instance.header, after: scan.seenHeadings, beside: scan.blank)
        switch unknown {
        case .heading(let cell):
            scan.begin(cell, row, grid)
            scan.seenHeadings.add(cell)
            scan.claimPrinted(row, cells, grid)
        case .doubtful(let cell):
            takeAnswers(row, cells, grid, &scan)
            scan.seenHeadings.addDoubtful(cell, row: row.number)
        case nil: takeAnswers(row, cells, grid, &scan)
        }
    }

    /// Below an Excel table's last row answers may go on: they are told. Below a tag or another layout's header they are not the table's.
    private func takeBeyond(_ row: GridRow, _ grid: SheetGrid, _ scan: inout TableScan) {
        guard scan.instance.rung == .name, form.repetition == nil, row.number > scan.instance.totals else { return }
        let cells = scan.cells(of: row)
        guard !cells.isEmpty else { return }
        switch rows.kind(of: row, cells, in: scan.instance, header: scan.words, taken: scan.taken) {
        case .plain where row.number <= scan.lastRow + form.blankRows:
            scan.isEnded = true
            takeAnswers(row, cells, grid, &scan)
        case .plain, .end, .stop, .foreign, .skipped, .again, .heading: scan.isStopped = true
        }
    }

    private func takeAnswers(_ row: GridRow, _ cells: [Cell], _ grid: SheetGrid, _ scan: inout TableScan) {
        let answers = self.entries(row, cells, grid, scan.instance.header, scan.merged)
        if !scan.isEnded {
            if answers == nil { scan.claimPrinted(row, cells, grid) } else { scan.claim(row, grid) }
            scan.addExtras(row, cells)
        }
        guard var entries = answers else { return }
        if scan.isEnded {
            // A note below the table fills one cell; answers fill more.
            if entries.count(where: { $0 != nil }) >= 2, let first = cells.first {
                scan.rowsAfterEnd.append(CellAddress(row: row.number, column: first.column))
            }
            return
        }
        scan.result.answers.add(AnswerCount(asked: asked.count, given: asked.count { entries[$0] != nil }))
        let first = entries.compactMap { $0?.origin.column }.min() ?? 1
        addShared(&entries, scan)
        tellOddCells(row, cells, grid, &scan)
        if let sum = rows.sum(cells, in: scan.instance.header) {
            let record = scan.result.records.count + 1
            scan.result.findings.append(TableFindings.looksLikeTotal(sum, row, record, table, grid))
        }
        if row.isHidden {
            scan.result.findings.append(describer.hiddenRow(row, scan.result.records.count + 1, first, grid))
        }
        scan.result.records.append(
            RawRecord(
                table: table.name, layout: layout.name, anchor: grid.origin(row.number, first), entries: entries,
                headings: scan.headings))
        if unknownHeadings.mayBe { scan.seenHeadings.addRecord(cells) }
    }

    /// What stands above the table, or in a sub-heading, for all records below; it stands elsewhere than in their rows.
    private func addShared(_ entries: inout [RawEntry?], _ scan: TableScan) {
        guard !scan.instance.shared.isEmpty || scan.heading != nil else { return }
        var shared = scan.instance.shared
        if let field = form.headings?.field, let heading = scan.heading { shared[field] = heading }
        for (field, entry) in shared {
            guard let index = table.index(of: field), entries[index] == nil else { continue }
            entries[index] = entry
            entries[index]?.isMoved = true
        }
    }

    /// Answers merged over several cells, and text beside the table below the sheet's head.
    private func tellOddCells(_ row: GridRow, _ cells: [Cell], _ grid: SheetGrid, _ scan: inout TableScan) {
        let record = scan.result.records.count + 1
        let header = scan.instance.header
        let isRagged = scan.ragged.tell(row, record, besides: scan.taken, table, grid, &scan.result)
        for cell in cells {
            if header.slots[cell.column] != nil || scan.merged.isOfSeveral(cell.column) {
                if grid.merge(row.number, cell.column).map({ scan.merged.holdOne($0) }) ?? false { continue }
                if let merged = TableFindings.mergedAnswer(cell, row, record, table, grid) {
                    scan.result.findings.append(merged)
                }
            } else if row.number > grid.lastRow, !isRagged, !scan.extra.contains(cell.column) {
                // Those in the head are found when all layouts have read the sheet.
                scan.strays.add(cell, row: row.number)
            }
        }
    }
}
