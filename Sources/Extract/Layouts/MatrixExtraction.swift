import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads each filled cell of a matrix into a record.
struct MatrixExtraction {
    let layout: LayoutDefinition
    let table: TableDefinition
    private let matrix: MatrixLayout
    private let finder: MatrixHeaderFinder
    private let end: LabelSet
    private let rowCodes: CodeLabels?
    /// Whether a header row holds numbers, not codes.
    private let isOpenEnded: Bool

    init(_ matrix: MatrixLayout, layout: LayoutDefinition, table: TableDefinition, labels: [String: CodeLabels]) {
        self.matrix = matrix
        self.layout = layout
        self.table = table
        let codes = { (field: String) in table.fields[field]?.codeList.flatMap { labels[$0] } }
        finder = MatrixHeaderFinder(matrix, levels: matrix.headerFields.map(codes))
        rowCodes = codes(matrix.rowField)
        isOpenEnded = matrix.headerFields.contains { codes($0) == nil }
        end = LabelSet(matrix.end)
    }

    /// The share of the first rows' labels that are known, where there is a header; what a header alone tells counts half.
    func fit(_ grid: SheetGrid) -> Double {
        guard let header = finder.find(in: grid) else { return 0 }
        let columns = Double(header.known) / Double(header.columns.count)
        guard let rowCodes else { return columns }
        let labels = rows(below: header, in: grid).read.compactMap { grid.text($0, header.labelColumn) }
        guard !labels.isEmpty else { return 0 }
        return columns * Double(labels.count { rowCodes.code(for: LabelText($0)) != nil }) / Double(labels.count)
    }

    func read(_ grid: SheetGrid) -> LayoutResult {
        var result = LayoutResult()
        guard let header = finder.find(in: grid) else {
            result.findings.append(headerMissing(grid))
            return result
        }
        describe(header, grid, &result)
        let (rows, beyond) = rows(below: header, in: grid)
        if !beyond.isEmpty { result.findings.append(TableFindings.rowsAfterEnd(beyond, table, grid)) }
        claim(rows + beyond, header, grid, &result)
        for row in rows { readRow(row, header, grid, &result) }
        result.answers = AnswerCount(asked: rows.count * askedColumns(rows, header, grid), given: result.records.count)
        return result
    }

    /// The header, the rows with their labels, and rows of sums: an end's label and numbers.
    private func claim(_ rows: [Int], _ header: MatrixHeader, _ grid: SheetGrid, _ result: inout LayoutResult) {
        let columns = ([header.labelColumn] + header.columns.map(\.column) + header.extra.map(\.column)).asRanges
        let firstRow = max(1, header.row(of: 0, levels: matrix.headerFields.count))
        result.claims.add(rows: firstRow...max(firstRow, header.lastRow), columns: columns)
        for row in rows { result.claims.add(row: row, columns: columns) }
        guard !end.isEmpty else { return }
        for row in grid.rows where row.number > header.lastRow {
            guard let label = grid.text(row.number, header.labelColumn), end.contains(LabelText(label)) else {
                continue
            }
            result.claims.add(row: row.number, column: header.labelColumn)
            TableFindings.claimSums(in: row, &result.claims)
        }
    }

    private func readRow(_ number: Int, _ header: MatrixHeader, _ grid: SheetGrid, _ result: inout LayoutResult) {
        guard let row = grid.row(number) else { return }
        let label = grid.shown(number, header.labelColumn).flatMap { $0.cell.isFilled ? $0 : nil }
        var given = 0
        for column in header.columns {
            guard let cell = row[column.column], cell.isFilled else { continue }
            given += 1
            if let merged = TableFindings.mergedAnswer(cell, row, result.records.count + 1, table, grid) {
                result.findings.append(merged)
            }
            var entries = [RawEntry?](repeating: nil, count: table.fields.count)
            // Labels of merged cells, and of groups that were not merged, stand elsewhere than row and column of the answer tell.
            if let index = table.index(of: matrix.rowField), let label {
                var entry = RawEntry(value: label.cell.rawValue, origin: grid.origin(label.row, label.column))
                entry.isMoved = label.row != number || label.column != header.labelColumn
                entries[index] = entry
            }
            for (level, (field, text)) in zip(matrix.headerFields, column.labels).enumerated() {
                guard let index = table.index(of: field), let text else { continue }
                var entry = RawEntry(value: text.text, origin: grid.origin(text.row, text.column))
                entry.isMoved =
                    text.column != column.column || text.row != header.row(of: level, levels: matrix.headerFields.count)
                entries[index] = entry
            }
            let value = grid.entry(cell, row: row)
            if let index = table.index(of: matrix.valueField) { entries[index] = value }
            result.records.append(
                RawRecord(table: table.name, layout: layout.name, anchor: value.origin, entries: entries))
        }
        if row.isHidden, given > 0 { result.findings.append(hiddenRow(number, given, header, grid)) }
    }

    /// The rows of the matrix: those with a label of its list, wherever they stand, and others with answers up to the end's label or a gap of
    /// more than three rows. Rows beyond that have answers too are given apart: they are told, not read.
    private func rows(below header: MatrixHeader, in grid: SheetGrid) -> (read: [Int], beyond: [Int]) {
        var read: [Int] = []
        var beyond: [Int] = []
        var last = header.lastRow
        var isEnded = false
        for row in grid.rows where row.number > header.lastRow {
            let label = grid.text(row.number, header.labelColumn).map { LabelText($0) }
            let isAnswered = header.columns.contains { row[$0.column]?.isFilled ?? false }
            let isKnown = label.map { text in rowCodes.map { $0.code(for: text) != nil } ?? false } ?? false
            if let label, end.contains(label) { isEnded = true }
            guard isAnswered || isKnown || (rowCodes == nil && label != nil) else { continue }
            if isEnded || (row.number - last > 4 && !isKnown) {
                isEnded = true
                if isAnswered, !(label.map { end.contains($0) } ?? false) { beyond.append(row.number) }
                continue
            }
            last = row.number
            read.append(row.number)
        }
        return (read, beyond)
    }

    /// The columns that count as asked. Those numbered for any number of things, such as practices, are asked where there is an answer.
    private func askedColumns(_ rows: [Int], _ header: MatrixHeader, _ grid: SheetGrid) -> Int {
        guard isOpenEnded else { return header.columns.count }
        return header.columns.count { column in rows.contains { grid.cell($0, column.column)?.isFilled ?? false } }
    }

    private func describe(_ header: MatrixHeader, _ grid: SheetGrid, _ result: inout LayoutResult) {
        let sheet = grid.sheet.name
        result.places.append(
            FieldPlace(
                table: table.name, field: matrix.rowField, sheet: sheet,
                column: Origin.columnLetters(header.labelColumn), row: "", layout: layout.name))
        for (level, field) in matrix.headerFields.enumerated() {
            let row = header.row(of: level, levels: matrix.headerFields.count)
            result.places.append(
                FieldPlace(
                    table: table.name, field: field, sheet: sheet, column: "", row: String(row), layout: layout.name))
        }
        result.places.append(
            FieldPlace(
                table: table.name, field: matrix.valueField, sheet: sheet, column: "", row: "", layout: layout.name))
        for extra in header.extra { result.findings.append(columnExtra(extra.text, extra.column, header, grid)) }
    }

    private func columnExtra(_ text: String, _ column: Int, _ header: MatrixHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.column-extra", severity: .note,
            message: LocalizedText("The column “\(text)” is not one of the questionnaire's; it was not read."),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(header.lastRow, column).cell, value: text)
    }

    private func headerMissing(_ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .error,
            message: LocalizedText(
                "The header of “\(table.title.text(in: "en"))” was not found in the sheet “\(grid.sheet.name)”, so nothing was read from it."
            ),
            table: table.name, sheet: grid.sheet.name)
    }

    private func hiddenRow(_ number: Int, _ given: Int, _ header: MatrixHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.hidden-row", severity: .warning,
            message: LocalizedText(
                "Row \(number) is hidden but holds \(given) answers; they were read. Are they meant to count?"),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(number, header.labelColumn).cell)
    }
}
