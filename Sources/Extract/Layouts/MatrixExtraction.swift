import OrderedCollections
import Spreadsheets
import SurveyModel

/// Reads each filled cell of a matrix into a record.
struct MatrixExtraction {
    let layout: LayoutDefinition
    let table: TableDefinition
    private let matrix: MatrixLayout
    private let finder: MatrixHeaderFinder
    private let rows: MatrixRows
    private let areas: AreaFinder
    /// The codes of the innermost row labels.
    private let rowCodes: CodeLabels?
    /// Whether a header row holds numbers, not codes.
    private let isOpenEnded: Bool
    private let identity = SheetGrid.Finder()

    /// A header, and by what its area was told.
    struct Place: Sendable {
        let header: MatrixHeader
        let found: AreaFinder.Found
    }

    init(
        _ matrix: MatrixLayout, layout: LayoutDefinition, table: TableDefinition, labels: CodeLabelLists,
        besides titles: [Labels]
    ) {
        self.matrix = matrix
        self.layout = layout
        self.table = table
        let codes = { (field: String) in table.fields[field]?.codeList.flatMap { labels[$0] } }
        rowCodes = matrix.rowFields.last.flatMap(codes)
        finder = MatrixHeaderFinder(matrix, levels: matrix.headerFields.map(codes), rows: rowCodes, of: table)
        areas = AreaFinder(matrix.anchors, headerRows: matrix.headerFields.count, besides: titles)
        rows = MatrixRows(matrix, codes: rowCodes, outer: matrix.rowFields.dropLast().map(codes), finder: finder)
        isOpenEnded = matrix.headerFields.contains { codes($0) == nil }
    }

    /// The share of the first rows' labels that are known, where there is a header; what a header alone tells counts half.
    func fit(_ grid: SheetGrid) -> Double {
        guard let header = header(in: grid, besides: [])?.header else { return 0 }
        let columns = Double(header.known) / Double(header.columns.count)
        guard let rowCodes else { return columns }
        let labels = rows.below(header, in: grid).read.compactMap { grid.text($0, header.labelColumn) }
        guard !labels.isEmpty else { return 0 }
        return columns * Double(labels.count { rowCodes.code(for: LabelText($0)) != nil }) / Double(labels.count)
    }

    /// The header, in the area that its surest anchor tells.
    private func header(in grid: SheetGrid, besides taken: [TakenArea]) -> Place? {
        guard taken.isEmpty else { return place(in: grid, besides: taken) }
        return grid.matrices.value(of: identity) { place(in: grid, besides: []) }
    }

    private func place(in grid: SheetGrid, besides taken: [TakenArea]) -> Place? {
        for found in areas.areas(in: grid, taken: taken) {
            guard let header = header(in: grid, found) else { continue }
            var own = found
            own.top = areas.top(of: found, above: header.row(of: 0, levels: matrix.headerFields.count), in: grid)
            return Place(header: header, found: own)
        }
        return nil
    }

    /// The best header in an area; where the columns below its title have a header with row labels of their own, it is theirs.
    private func header(in grid: SheetGrid, _ found: AreaFinder.Found) -> MatrixHeader? {
        let best = finder.find(in: grid, found.area)
        if let wide = finder.wide(than: best, in: grid, found, areas) { return wide }
        guard let header = best, let column = found.titleColumn, header.labelColumn < column else { return best }
        var own = found.area
        own.columns = column...own.columns.upperBound
        guard let titled = finder.header(endingAt: header.lastRow, in: grid, own), titled.hasCorner,
            titled.labelColumn >= column
        else { return best }
        return titled
    }

    /// Whether more than its header tells where it stands.
    func isAnchored(in grid: SheetGrid) -> Bool { areas.isAnchored(in: grid) }

    /// The header, with what stands above it.
    func takenAreas(_ grid: SheetGrid, besides taken: [TakenArea]) -> [TakenArea] {
        guard let place = header(in: grid, besides: taken), let last = place.header.columns.last?.column else {
            return []
        }
        let (header, found) = (place.header, place.found)
        let first = header.row(of: 0, levels: matrix.headerFields.count)
        return [
            TakenArea(
                rows: min(found.top ?? first, first)...header.lastRow,
                columns: header.labelColumn...last, isOpen: true)
        ]
    }

    func read(_ grid: SheetGrid, besides taken: [TakenArea], beside blank: SheetAlignment?) -> LayoutResult {
        var result = LayoutResult()
        guard let place = header(in: grid, besides: taken) else {
            result.findings.append(headerMissing(grid))
            return result
        }
        let header = place.header
        let bounded = Body(header: header, found: place.found, taken: taken, labels: outerColumns(of: header, in: grid))
        let found = rows.below(header, in: grid, to: bounded.lastRow, labels: bounded.labels)
        describe(bounded, found.read, grid, &result)
        if !found.beyond.isEmpty { result.findings.append(TableFindings.rowsAfterEnd(found.beyond, table, grid)) }
        claim(found, bounded, grid, &result)
        var outer = [RawEntry?](repeating: nil, count: bounded.labels.count)
        // An outer label may have a row of its own, above those that it is for.
        for row in (found.read + found.groups).sorted() { readRow(row, bounded, &outer, blank, grid, &result) }
        let top = max(1, header.row(of: 0, levels: matrix.headerFields.count))
        RaggedRows(below: top...max(top, header.lastRow), in: grid)
            .tell(found.read, besides: taken, table, grid, &result)
        for column in header.columns where grid.isHiddenColumn(column.column) {
            let isAnswered = found.read.contains { grid.cell($0, column.column)?.isFilled ?? false }
            if isAnswered { result.findings.append(hiddenColumn(column.column, column.labels, header, grid)) }
        }
        let asked = found.read.count * askedColumns(found.read, header, blank, grid)
        result.answers = AnswerCount(asked: asked, given: result.records.count)
        return result
    }

    /// The header with its tag or title, the rows with their labels, and rows of sums: an end's label and numbers.
    private func claim(_ found: MatrixRows.Found, _ body: Body, _ grid: SheetGrid, _ result: inout LayoutResult) {
        let header = body.header
        let labels = body.labels + [header.labelColumn]
        let columns = (labels + header.columns.map(\.column) + header.extra.map(\.column)).asRanges
        let firstRow = max(1, header.row(of: 0, levels: matrix.headerFields.count))
        result.claims.add(rows: firstRow...max(firstRow, header.lastRow), columns: columns)
        for cell in areas.anchorCells(in: grid) { result.claims.add(row: cell.row, column: cell.column) }
        for row in found.read + found.beyond.map(\.row) + found.again { result.claims.add(row: row, columns: columns) }
        for row in found.groups { result.claims.add(row: row, columns: labels.asRanges) }
        for row in grid.rows where row.number > header.lastRow {
            guard let label = grid.text(row.number, header.labelColumn), rows.isEnd(label) else { continue }
            result.claims.add(row: row.number, column: header.labelColumn)
            TableFindings.claimSums(in: row, &result.claims)
        }
    }

    /// A matrix, how far it reaches, and the columns of its outer row labels.
    private struct Body {
        let header: MatrixHeader
        let lastRow: Int
        let labels: [Int]
        let rung: FieldPlace.Rung
        private let taken: [TakenArea]

        /// The texts that stand alone in the rows above the header, from the top: no more than three rows with one, up to another layout's.
        func titles(above first: Int, in grid: SheetGrid) -> [(text: String, cell: String)] {
            var titles: [(text: String, cell: String)] = []
            for number in ((first - 5)..<first).reversed() {
                guard let row = grid.row(number) else { continue }
                let filled = row.cells.filter(\.isFilled)
                guard !filled.isEmpty else { continue }
                guard filled.count == 1, case .text(let text) = filled[0].value, titles.count < 3,
                    !taken.contains(where: { $0.reaches(number, filled[0].column) })
                else { break }
                titles.insert((text, grid.origin(number, filled[0].column).cell), at: 0)
            }
            return titles
        }

        /// It ends before the header of another layout below it.
        init(header: MatrixHeader, found: AreaFinder.Found, taken: [TakenArea], labels: [Int]) {
            self.header = header
            self.labels = labels
            self.taken = taken
            rung = found.rung
            let columns = header.labelColumn...max(header.labelColumn, header.columns.last?.column ?? 0)
            let next = taken.filter { $0.isOpen && $0.rows.lowerBound > header.lastRow && $0.columns.overlaps(columns) }
            let first = next.map(\.rows.lowerBound).min() ?? SearchArea.lastRow
            lastRow = min(found.area.rows.upperBound, first - 1)
        }
    }

    /// The columns of the outer row labels, outermost first: the nearest ones with text left of the innermost.
    private func outerColumns(of header: MatrixHeader, in grid: SheetGrid) -> [Int] {
        var columns: [Int] = []
        var column = header.labelColumn - 1
        while column > 0, columns.count < matrix.rowFields.count - 1 {
            let isFilled = grid.rows.contains { row in
                row.number > header.lastRow && (row[column].map { $0.isFilled } ?? false)
            }
            if isFilled { columns.insert(column, at: 0) }
            column -= 1
        }
        return columns
    }

    /// The fields of the outer columns that were found.
    private func outerFields(_ body: Body) -> ArraySlice<String> {
        matrix.rowFields.dropLast().suffix(body.labels.count)
    }

    /// The fields of the row labels with their columns, from the outermost to the innermost.
    private func rowLabels(_ body: Body) -> [(field: String, column: Int)] {
        let columns = body.labels + [body.header.labelColumn]
        return zip(matrix.rowFields.suffix(columns.count), columns).map { (field: $0, column: $1) }
    }

    /// The outer labels of a row: its own, those merged over it, or those of the row above.
    private func readOuterLabels(_ number: Int, _ body: Body, _ outer: inout [RawEntry?], _ grid: SheetGrid) {
        for (level, column) in body.labels.enumerated() {
            guard let shown = grid.shown(number, column), shown.cell.isFilled else { continue }
            // A new label of an outer column ends those inside it.
            let origin = grid.origin(shown.row, shown.column)
            if outer[level]?.origin != origin { for inner in level..<outer.count { outer[inner] = nil } }
            outer[level] = RawEntry(shown.cell, at: origin)
        }
    }

    private func readRow(
        _ number: Int, _ body: Body, _ outer: inout [RawEntry?], _ blank: SheetAlignment?, _ grid: SheetGrid,
        _ result: inout LayoutResult
    ) {
        guard let row = grid.row(number) else { return }
        let header = body.header
        readOuterLabels(number, body, &outer, grid)
        let label = grid.shown(number, header.labelColumn).flatMap { $0.cell.isFilled ? $0 : nil }
        var given = 0
        for column in header.columns {
            guard let cell = row[column.column], cell.isFilled else { continue }
            if isPrinted(cell, number, column.labels, blank) { continue }
            given += 1
            if let merged = TableFindings.mergedAnswer(cell, row, result.records.count + 1, table, grid) {
                result.findings.append(merged)
            }
            var entries = [RawEntry?](repeating: nil, count: table.fields.count)
            // Labels of merged cells, and of groups that were not merged, stand elsewhere than row and column of the answer tell.
            for (field, (column, label)) in zip(outerFields(body), zip(body.labels, outer)) {
                guard let index = table.index(of: field), var entry = label else { continue }
                entry.isMoved = entry.origin.row != number || entry.origin.column != column
                entries[index] = entry
            }
            if let field = matrix.rowFields.last, let index = table.index(of: field), let label {
                var entry = RawEntry(label.cell, at: grid.origin(label.row, label.column))
                entry.isMoved = label.row != number || label.column != header.labelColumn
                entries[index] = entry
            }
            for (level, (field, text)) in zip(matrix.headerFields, column.labels).enumerated() {
                guard let index = table.index(of: field), let text else { continue }
                var entry = RawEntry(value: text.text, origin: grid.origin(text.row, text.column))
                entry.shown = text.shown
                entry.isMoved =
                    text.column != column.column || text.row != header.row(of: level, levels: matrix.headerFields.count)
                entries[index] = entry
            }
            let value = grid.entry(cell, row: row)
            if let index = table.index(of: matrix.valueField) { entries[index] = value }
            result.findings += unlabelled(entries, value, column.column, body, result.records.count + 1, grid)
            result.records.append(
                RawRecord(table: table.name, layout: layout.name, anchor: value.origin, entries: entries))
        }
        if row.isHidden, given > 0 { result.findings.append(hiddenRow(number, given, header, grid)) }
    }

    /// Whether the questionnaire prints a cell below no label, such as codes of the rows: then it is no answer.
    private func isPrinted(_ cell: Cell, _ row: Int, _ labels: [MatrixHeader.Label?], _ blank: SheetAlignment?) -> Bool
    {
        labels.last.flatMap(\.self) == nil && blank?.isPrinted(cell, row: row) ?? false
    }

    /// An answer in a row or column without a label is of nothing that anybody knows. An outer label may be meant to be none: that its field must have one,
    /// the definition can say. Where a whole column of row labels is not there, that was told.
    private func unlabelled(
        _ entries: [RawEntry?], _ value: RawEntry, _ column: Int, _ body: Body, _ record: Int, _ grid: SheetGrid
    ) -> [Finding] {
        let isMissing = { (field: String) in table.index(of: field).map { entries[$0] == nil } ?? false }
        let labels = rowLabels(body)
        guard (labels.map(\.field) + matrix.headerFields).contains(where: isMissing) else { return [] }
        let (header, row) = (body.header, value.origin.row)
        let text = Message.text(value.value.text.shortened)
        var findings: [Finding] = []
        for (field, label) in labels where isMissing(field) {
            let message = Message.own(
                .layoutLabelMissingRow,
                ["row": .number(row), "question": table.title(ofField: field), "text": text])
            let severity: Severity = field == matrix.rowFields.last ? .error : .warning
            findings.append(labelMissing(field, severity, message, row, label, record, grid))
        }
        for (level, field) in matrix.headerFields.enumerated() where isMissing(field) {
            let letters = Message.text(Origin.columnLetters(column))
            let message = Message.own(
                .layoutLabelMissingColumn,
                ["column": letters, "question": table.title(ofField: field), "text": text])
            let headerRow = header.row(of: level, levels: matrix.headerFields.count)
            findings.append(labelMissing(field, .error, message, headerRow, column, record, grid))
        }
        return findings
    }

    /// It points to the cell where the label would stand.
    private func labelMissing(
        _ field: String, _ severity: Severity, _ message: Message, _ row: Int, _ column: Int, _ record: Int,
        _ grid: SheetGrid
    ) -> Finding {
        Finding(
            rule: "layout.label-missing", severity: severity, message: message, table: table.name, record: record,
            field: field, sheet: grid.sheet.name, cell: grid.origin(row, column).cell)
    }

    /// Whether a finding is of an answer without an outer label, which the questionnaire itself may not have there.
    static func mayBeUnlabelled(_ finding: Finding) -> Bool {
        finding.rule == "layout.label-missing" && finding.severity == .warning && finding.record != nil
    }

    /// The columns that count as asked. Those numbered for any number of things, such as practices, are asked where there is an answer.
    private func askedColumns(_ rows: [Int], _ header: MatrixHeader, _ blank: SheetAlignment?, _ grid: SheetGrid) -> Int
    {
        guard isOpenEnded else { return header.columns.count }
        return header.columns.count { column in
            rows.contains { row in
                grid.cell(row, column.column).map { $0.isFilled && !isPrinted($0, row, column.labels, blank) } ?? false
            }
        }
    }

    private func describe(_ body: Body, _ read: [Int], _ grid: SheetGrid, _ result: inout LayoutResult) {
        let header = body.header
        let sheet = grid.sheet.name
        let place = { (field: String, column: String, row: String) in
            FieldPlace(
                table: table.name, field: field, sheet: sheet, column: column, row: row, layout: layout.name,
                rung: body.rung)
        }
        for (field, column) in rowLabels(body) {
            result.places.append(place(field, Origin.columnLetters(column), ""))
        }
        for field in matrix.rowFields.dropLast().dropLast(body.labels.count) {
            result.findings.append(labelsMissing(field, header, grid))
        }
        for (level, field) in matrix.headerFields.enumerated() {
            result.places.append(
                place(field, "", String(header.row(of: level, levels: matrix.headerFields.count))))
        }
        result.places.append(
            FieldPlace(
                table: table.name, field: matrix.valueField, sheet: sheet, column: "", row: "", layout: layout.name,
                heading: heading(body, grid), rung: body.rung))
        for extra in header.extra {
            var column = ExtraColumn(column: extra.column, text: extra.text)
            for row in read {
                if let cell = grid.cell(row, extra.column) { column.add(cell, row: row) }
            }
            result.findings.append(column.finding(below: header.lastRow, table, grid))
        }
    }

    /// What is written over the whole matrix: the rows of text above it, and the corner over its row labels.
    private func heading(_ body: Body, _ grid: SheetGrid) -> Heading? {
        let header = body.header
        let first = max(1, header.row(of: 0, levels: matrix.headerFields.count))
        let corner = grid.heading(first...max(first, header.lastRow), header.labelColumn)
        let top = body.titles(above: first, in: grid)
        let levels = top.map(\.text) + (corner?.levels ?? [])
        guard let cell = corner?.cell ?? top.last?.cell, levels.allSatisfy({ $0.utf8.count <= 1_000 }) else {
            return nil
        }
        return Heading(levels: levels, cell: cell)
    }

    private func labelsMissing(_ field: String, _ header: MatrixHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.column-missing", severity: .warning,
            message: .own(.layoutColumnMissingLabels, ["title": table.title(ofField: field)]),
            table: table.name, field: field, sheet: grid.sheet.name,
            cell: grid.origin(header.lastRow, header.labelColumn).cell)
    }

    private func headerMissing(_ grid: SheetGrid) -> Finding {
        if let unread = finder.unreadHeader(in: grid) { return unread.finding(table, grid) }
        return Finding(
            rule: "layout.header-missing", severity: .error,
            message: .own(
                .layoutHeaderMissingMatrix, ["table": .localized(table.title), "sheet": .text(grid.sheet.name)]),
            table: table.name, sheet: grid.sheet.name)
    }

    private func hiddenColumn(
        _ column: Int, _ labels: [MatrixHeader.Label?], _ header: MatrixHeader, _ grid: SheetGrid
    ) -> Finding {
        let words = labels.compactMap { $0?.text.text }.joined(separator: " / ").shortened
        return Finding(
            rule: "layout.hidden-column", severity: .note,
            message: .own(
                .layoutHiddenColumn, ["column": .text(words.isEmpty ? Origin.columnLetters(column) : words)]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(header.lastRow, column).cell)
    }

    private func hiddenRow(_ number: Int, _ given: Int, _ header: MatrixHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.hidden-row", severity: .warning,
            message: .own(.layoutHiddenRowCounted, ["row": .number(number), "count": .number(given)]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(number, header.labelColumn).cell)
    }
}
