import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads the rows below a header into a record each.
struct TableExtraction {
    let layout: LayoutDefinition
    let table: TableDefinition
    private let form: TableLayout
    private let finder: TableHeaderFinder
    private let end: LabelSet

    init(_ form: TableLayout, layout: LayoutDefinition, table: TableDefinition) {
        self.form = form
        self.layout = layout
        self.table = table
        finder = TableHeaderFinder(form)
        end = LabelSet(form.end)
    }

    /// The share of the columns that the sheet has.
    func fit(_ grid: SheetGrid) -> Double {
        finder.find(in: grid)?.fit ?? 0
    }

    /// Reads a table from the grid, and what lies below it from the workbook.
    func read(_ grid: SheetGrid, of workbook: Workbook) throws -> LayoutResult {
        var result = LayoutResult()
        guard let header = finder.find(in: grid), header.fit >= 0.3 else {
            result.findings.append(headerMissing(grid))
            return result
        }
        result.languages = header.languages
        describe(header, grid, &result)
        var scan = RowScan(header: header, isEnded: false)
        if grid.isComplete {
            for row in grid.rows where row.number > header.rows.upperBound { take(row, grid, &scan, &result) }
        } else {
            // The notes on the sheet's head are known already.
            let lastOfHead = grid.lastRow
            try workbook.forEachRow(in: grid.sheet) { note in
                let row = note.cell.flatMap { CellAddress($0)?.row }
                if note.losesValue, row.map({ $0 > lastOfHead }) ?? false { result.findings.append(note.finding) }
            } _: { row in
                if row.number > header.rows.upperBound {
                    let copy = GridRow(number: row.number, isHidden: row.isHidden, cells: Array(row.cells))
                    take(copy, grid, &scan, &result)
                }
                return .next
            }
        }
        if !scan.rowsAfterEnd.isEmpty {
            result.findings.append(TableFindings.rowsAfterEnd(scan.rowsAfterEnd, table, grid))
        }
        return result
    }

    // MARK: - Rows

    private struct RowScan {
        let header: TableHeader
        var isEnded: Bool
        var lastRow: Int?
        var rowsAfterEnd: [Int] = []
    }

    private func take(_ row: GridRow, _ grid: SheetGrid, _ scan: inout RowScan, _ result: inout LayoutResult) {
        let blankRows = row.number - (scan.lastRow ?? scan.header.rows.upperBound) - 1
        if !scan.isEnded, blankRows >= form.blankRows || isEnd(row) { scan.isEnded = true }
        if row.cells.contains(where: \.isFilled) { scan.lastRow = row.number }
        guard let entries = entries(row, grid, scan.header) else { return }
        if scan.isEnded {
            // A note below the table fills one cell; answers fill more.
            if entries.count(where: { $0 != nil }) >= 2, !isEnd(row) { scan.rowsAfterEnd.append(row.number) }
            return
        }
        // A column that may be missing is not asked for.
        let asked = form.columns.filter { !$0.isOptional }.compactMap { table.index(of: $0.field) }
        result.answers.add(AnswerCount(asked: asked.count, given: asked.count { entries[$0] != nil }))
        let first = entries.compactMap { $0?.origin.column }.min() ?? 1
        tellOddCells(row, scan, grid, &result)
        if row.isHidden { result.findings.append(hiddenRow(row, result.records.count + 1, first, grid)) }
        result.records.append(
            RawRecord(table: table.name, layout: layout.name, anchor: grid.origin(row.number, first), entries: entries))
    }

    /// Answers merged over several cells, and text beside the table that no column claims.
    private func tellOddCells(_ row: GridRow, _ scan: RowScan, _ grid: SheetGrid, _ result: inout LayoutResult) {
        let record = result.records.count + 1
        let known = scan.header.slots.keys
        let extra = Set(scan.header.extra.map(\.column))
        for cell in row.cells where cell.isFilled {
            if known.contains(cell.column) {
                if let merged = TableFindings.mergedAnswer(cell, row, record, table, grid) {
                    result.findings.append(merged)
                }
            } else if !extra.contains(cell.column) {
                result.findings.append(TableFindings.textUnclaimed(cell, row, record, table, grid))
            }
        }
    }

    /// The end's label stands where a row's own label would: it is the first text of its row, not an answer further on.
    private func isEnd(_ row: GridRow) -> Bool {
        guard !end.isEmpty else { return false }
        for cell in row.cells where cell.isFilled {
            if case .text(let text) = cell.value { return text.utf8.count <= 200 && end.contains(LabelText(text)) }
        }
        return false
    }

    /// The row's entries, in the table's order; nil where it holds nothing but what was printed before the questionnaire was sent.
    private func entries(_ row: GridRow, _ grid: SheetGrid, _ header: TableHeader) -> [RawEntry?]? {
        var entries = [RawEntry?](repeating: nil, count: table.fields.count)
        var marks: [Int: [RawValue.Mark]] = [:]
        var isAnswered = false
        for cell in row.cells where cell.isFilled {
            switch header.slots[cell.column] {
            case .field(let index):
                guard let field = table.index(of: form.columns[index].field) else { continue }
                entries[field] = grid.entry(cell, row: row)
                if !form.columns[index].isPreprinted { isAnswered = true }
            case .mark(let index, let code):
                let mark = RawValue.Mark(
                    code: code, text: cell.rawValue.text, origin: grid.origin(row.number, cell.column))
                marks[index, default: []].append(mark)
                isAnswered = true
            case nil: continue
            }
        }
        guard isAnswered else { return nil }
        for (index, marks) in marks {
            guard let field = table.index(of: form.columns[index].field), let first = marks.first else { continue }
            entries[field] = RawEntry(value: .marks(marks), origin: first.origin)
        }
        return entries
    }

    // MARK: - The header

    /// Records where the fields stand, which are missing, and which columns are not known.
    private func describe(_ header: TableHeader, _ grid: SheetGrid, _ result: inout LayoutResult) {
        for (index, column) in form.columns.enumerated() {
            let columns = header.slots.filter { _, slot in
                switch slot {
                case .field(let other): other == index
                case .mark(let other, _): other == index
                }
            }.keys.sorted()
            guard let first = columns.first, let last = columns.last else {
                if !column.isOptional { result.findings.append(columnMissing(column, header, grid)) }
                continue
            }
            let letters = Origin.columnLetters(first) + (last == first ? "" : ":\(Origin.columnLetters(last))")
            result.places.append(
                FieldPlace(
                    table: table.name, field: column.field, sheet: grid.sheet.name, column: letters, row: "",
                    layout: layout.name, heading: grid.heading(header.rows, first)))
            if columns.allSatisfy(grid.isHiddenColumn) {
                result.findings.append(hiddenColumn(column, first, header, grid))
            }
            for (code, _) in column.marks where !header.slots.values.contains(.mark(index, code: code)) {
                result.findings.append(markMissing(column, code, header, grid))
            }
        }
        for extra in header.extra { result.findings.append(columnExtra(extra.text, extra.column, header, grid)) }
    }

    private func title(_ column: TableColumn) -> String {
        table.fields[column.field]?.title.text(in: "en") ?? column.field
    }

    private func headerMissing(_ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .error,
            message: LocalizedText(
                "The header of the table “\(table.title.text(in: "en"))” was not found in the sheet “\(grid.sheet.name)”, so nothing was read from it."
            ),
            table: table.name, sheet: grid.sheet.name,
            expected: form.columns.map { $0.labels.all.first ?? $0.group.all.first ?? $0.field }.joined(separator: ", ")
        )
    }

    private func columnMissing(_ column: TableColumn, _ header: TableHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.column-missing", severity: .warning,
            message: LocalizedText(
                "The column “\(column.labels.all.first ?? column.group.all.first ?? title(column))” was not found in the sheet “\(grid.sheet.name)”, so its answers are missing."
            ),
            table: table.name, field: column.field, sheet: grid.sheet.name, cell: "A\(header.rows.upperBound)",
            expected: (column.labels.all + column.group.all).joined(separator: " / "))
    }

    private func markMissing(_ column: TableColumn, _ code: String, _ header: TableHeader, _ grid: SheetGrid) -> Finding
    {
        Finding(
            rule: "layout.column-missing", severity: .warning,
            message: LocalizedText(
                "The column “\(column.marks[code]?.all.first ?? code)” of “\(title(column))” was not found in the sheet “\(grid.sheet.name)”."
            ),
            table: table.name, field: column.field, sheet: grid.sheet.name, cell: "A\(header.rows.upperBound)")
    }

    private func columnExtra(_ text: String, _ column: Int, _ header: TableHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.column-extra", severity: .note,
            message: LocalizedText("The column “\(text)” is not one of the questionnaire's; it was not read."),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(header.rows.upperBound, column).cell,
            value: text)
    }

    private func hiddenColumn(_ column: TableColumn, _ number: Int, _ header: TableHeader, _ grid: SheetGrid) -> Finding
    {
        Finding(
            rule: "layout.hidden-column", severity: .note,
            message: LocalizedText("The column “\(title(column))” is hidden; its answers were read."),
            table: table.name, field: column.field, sheet: grid.sheet.name,
            cell: grid.origin(header.rows.upperBound, number).cell)
    }

    private func hiddenRow(_ row: GridRow, _ record: Int, _ column: Int, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.hidden-row", severity: .warning,
            message: LocalizedText(
                "Row \(row.number) is hidden but holds answers; they were read. Are they meant to count?"),
            table: table.name, record: record, sheet: grid.sheet.name, cell: grid.origin(row.number, column).cell)
    }
}
