import Spreadsheets
import SurveyModel

/// A table or matrix as it stands in a blank sheet.
struct FoundTable {
    /// The header's rows.
    let header: ClosedRange<Int>
    /// The row of the header that gives units or numbers the columns.
    let unitsRow: Int?
    /// Its columns.
    let columns: ClosedRange<Int>
    /// The columns of each label that is merged over several.
    let wide: [ClosedRange<Int>]
    /// The columns that are printed in each row of the body.
    let printed: [Int]
    /// The rows of the body that are printed; those of an empty body are not known.
    let rows: [Int]
    /// The row that ends it, and its first text.
    let end: (row: Int, text: String)?
    /// The first text of a row that shows how to answer.
    let example: String?
    /// The last row that belongs to it.
    let lastRow: Int
    /// What a person should look at.
    let doubts: [String]

    /// The first row of the body.
    var firstRow: Int { rows.first ?? header.upperBound + 1 }

    /// The last header row that names columns.
    var leafRow: Int { unitsRow.map { $0 - 1 } ?? header.upperBound }

    /// All of its cells.
    var range: CellRange {
        CellRange(
            CellAddress(row: header.lowerBound, column: columns.lowerBound),
            CellAddress(row: lastRow, column: columns.upperBound))
    }
}

/// Finds tables by what makes one: a row of labels without gaps, with room for answers below.
struct TableFinder {
    /// The most header rows.
    private static let tallest = 3

    let sheet: BlankSheet

    /// The tables whose header starts in a row, from left to right.
    ///
    /// - Parameter claimed: the cells of tables that were found before.
    func find(at row: Int, claimed: [CellRange]) -> [FoundTable] {
        guard !sheet.rows.isEmpty else { return [] }
        for height in (1...Self.tallest).reversed() {
            let header = row...(row + height - 1)
            guard height == 1 || isHeader(header, claimed) else { continue }
            let found = runs(header, claimed).compactMap { table(header, $0, claimed) }
            if !found.isEmpty { return found }
        }
        return []
    }

    // MARK: - The header

    private func isFree(_ row: Int, _ column: Int, _ claimed: [CellRange]) -> Bool {
        !claimed.contains { $0.contains(CellAddress(row: row, column: column)) }
    }

    /// Whether rows belong together as a header: each row but the last groups what stands below it, or the last gives units.
    private func isHeader(_ rows: ClosedRange<Int>, _ claimed: [CellRange]) -> Bool {
        guard rows.allSatisfy({ sheet.grid.row($0) != nil }) else { return false }
        if isUnits(rows.upperBound, above: rows.lowerBound) { return rows.count == 2 || isGroups(rows.lowerBound) }
        return rows.dropLast().allSatisfy { isGroups($0) }
    }

    /// Whether a row has a group: a label merged over several columns, or fewer labels than the row below, which repeats its own under each.
    private func isGroups(_ number: Int) -> Bool {
        guard let row = sheet.grid.row(number), let below = sheet.grid.row(number + 1) else { return false }
        let texts = sheet.texts(row)
        let leaves = sheet.texts(below)
        let isMerged = texts.contains { text in
            let span = sheet.span(number, text.column)
            guard span.last.column > span.first.column, span.last.row == number else { return false }
            return leaves.count { span.first.column <= $0.column && $0.column <= span.last.column } >= 2
        }
        if isMerged { return true }
        let labels = leaves.map { TextFolding.fold($0.text) }
        return texts.count >= 2 && texts.count < labels.count && Set(labels).count * 2 <= labels.count
    }

    /// Whether a row under the labels gives units, or numbers or letters the columns.
    private func isUnits(_ number: Int, above first: Int) -> Bool {
        guard number > first, let row = sheet.grid.row(number) else { return false }
        let texts = sheet.texts(row)
        guard texts.count >= 2, texts.allSatisfy({ sheet.shown(number - 1, $0.column) != nil }) else { return false }
        // Below one label over all of them they are labels themselves.
        guard Set(texts.map { sheet.span(number - 1, $0.column).first }).count == texts.count else { return false }
        if let numbers = ColumnNumbers.all(in: texts.map(\.text)),
            zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 &+ 1 })
        {
            return true
        }
        guard texts.contains(where: { Int($0.text) == nil }) else { return false }
        let units = texts.count { isUnit($0.text) }
        return units * 4 >= texts.count * 3
    }

    private func isUnit(_ text: String) -> Bool {
        if text.hasPrefix("("), text.hasSuffix(")") { return true }
        if ["%", "€", "$", "£", "-", "–"].contains(text) { return true }
        guard text.count <= 30 else { return false }
        return InferenceText.words(text).contains(where: InferenceWords.units.contains) || UnitText.isUnit(text)
    }

    /// The runs of columns without a gap that have labels.
    private func runs(_ header: ClosedRange<Int>, _ claimed: [CellRange]) -> [ClosedRange<Int>] {
        let last = header.reduce(0) { max($0, sheet.grid.row($1)?.cells.last?.column ?? 0) }
        guard last > 0, last <= BlankSheet.lastColumn else { return [] }
        let labelled = (1...last).filter { column in
            guard isFree(header.upperBound, column, claimed), !isUnder(column, header),
                let text = header.compactMap({ sheet.shown($0, column) }).last
            else { return false }
            return !InferenceText.isSentence(text)
        }
        // A matrix may have no label over its rows.
        return withWide(labelled, header, claimed).map { withoutNumber($0, header) }.map { run in
            let left = run.lowerBound - 1
            let hasRows = left >= 1 && (1...3).count { sheet.isWords(header.upperBound + $0, left) } >= 2
            return hasRows ? left...run.upperBound : run
        }.filter { $0.count >= 2 }
    }

    /// The runs of labelled columns. In a single header row labels that are merged over room for answers stand among them: beside two others, or three
    /// where nothing but the room tells it from that below a title.
    private func withWide(_ labelled: [Int], _ header: ClosedRange<Int>, _ claimed: [CellRange]) -> [ClosedRange<Int>] {
        guard header.count == 1 else { return labelled.asRanges }
        let labels = WideLabels(sheet: sheet)
        let wide = labels.columns(in: header).filter { columns in
            columns.allSatisfy { isFree(header.upperBound, $0, claimed) }
        }
        return (labelled + wide.joined()).asRanges.flatMap { run -> [ClosedRange<Int>] in
            let own = labelled.filter { run.contains($0) }
            let areMarkedOut = wide.allSatisfy { columns in
                !run.overlaps(columns) || labels.isMarkedOut(columns, below: header.upperBound)
            }
            return own.count == run.count || own.count >= (areMarkedOut ? 2 : 3) ? [run] : own.asRanges
        }
    }

    /// A run without a question's number at its left.
    private func withoutNumber(_ run: ClosedRange<Int>, _ header: ClosedRange<Int>) -> ClosedRange<Int> {
        guard run.count >= 2, let first = sheet.shown(header.upperBound, run.lowerBound),
            let second = sheet.shown(header.upperBound, run.lowerBound + 1)
        else { return run }
        // "N." is the Italian label of a column that numbers the rows; "m²" is a unit.
        let isNumber =
            InferenceText.isNumbering(first) && Int(first) == nil && !InferenceText.isNumbering(second)
            && !UnitText.isUnit(first) && !InferenceWords.rowNumbers.contains(TextFolding.fold(first))
        return isNumber ? run.lowerBound + 1...run.upperBound : run
    }

    /// Whether a column only shows a title that is merged over it, with no label of its own below.
    private func isUnder(_ column: Int, _ header: ClosedRange<Int>) -> Bool {
        guard let shown = sheet.grid.shown(header.upperBound, column) else {
            // No label in the last row: one above it counts where it is the column's own.
            return !header.contains { sheet.text($0, column) != nil }
        }
        let span = sheet.span(shown.row, shown.column)
        return span.last.column > span.first.column && header.count == 1
    }

    // MARK: - The body

    private func table(_ header: ClosedRange<Int>, _ columns: ClosedRange<Int>, _ claimed: [CellRange]) -> FoundTable? {
        guard !header.contains(where: { hasAnswers($0, columns) }), !isCovered(header, columns) else { return nil }
        let units = isUnits(header.upperBound, above: header.lowerBound) ? header.upperBound : nil
        let wide = WideLabels(sheet: sheet).columns(in: header).filter {
            columns.contains($0.lowerBound) && columns.contains($0.upperBound)
        }
        let body = TableBody(sheet: sheet, header: header, columns: columns, claimed: claimed).read()
        guard let body, isTable(header, columns, wide, body) else { return nil }
        return FoundTable(
            header: header, unitsRow: units, columns: columns, wide: wide, printed: body.printed, rows: body.rows,
            end: body.end,
            example: body.example, lastRow: body.lastRow, doubts: body.doubts)
    }

    /// Whether an answer is marked out among the labels: then the row asks.
    private func hasAnswers(_ row: Int, _ columns: ClosedRange<Int>) -> Bool {
        let last = max(columns.upperBound, sheet.grid.lastColumn) + 3
        return (columns.lowerBound...last).contains { column in
            sheet.isMarkedOut(row, column) && sheet.grid.merge(row, column).map { $0.first.row == row } ?? true
        }
    }

    /// Whether one label lies over all of the columns: a title, not a group.
    private func isCovered(_ header: ClosedRange<Int>, _ columns: ClosedRange<Int>) -> Bool {
        let span = sheet.span(header.lowerBound, columns.lowerBound)
        if span.last.column >= columns.upperBound { return true }
        let texts = sheet.grid.row(header.lowerBound).map { sheet.texts($0) } ?? []
        return header.count > 1 && texts.count == 1 && texts[0].column == columns.lowerBound
            && span.last.row == header.lowerBound
    }

    /// What makes labels over room a table: a list object, validations below, printed rows, groups; or many labels over nothing at all.
    private func isTable(
        _ header: ClosedRange<Int>, _ columns: ClosedRange<Int>, _ wide: [ClosedRange<Int>], _ body: TableBody.Found
    ) -> Bool {
        let isListObject = sheet.grid.details.tables.contains {
            $0.range.first.row == header.upperBound && $0.range.first.column <= columns.upperBound
                && columns.lowerBound <= $0.range.last.column
        }
        if isListObject { return true }
        let isMarkedOut = columns.contains { sheet.isMarkedOut(body.firstRow, $0) }
        if isNumberedSequence(header, columns, body) { return false }
        if isMarkedOut { return true }
        if body.rows.count >= (columns.count == 2 ? 3 : 2), body.printed.count < columns.count { return true }
        let labels = header.count == 1 ? columns.count - wide.reduce(0) { $0 + $1.count } : columns.count
        return body.printed.isEmpty && labels >= 3
    }

    /// Whether the first label and those below it are numbered on and on, as the questions of a form are: `2.1`, `2.2`, `2.3`.
    private func isNumberedSequence(_ header: ClosedRange<Int>, _ columns: ClosedRange<Int>, _ body: TableBody.Found)
        -> Bool
    {
        guard let first = sheet.shown(header.lowerBound, columns.lowerBound),
            let number = InferenceText.numbering(of: first), let row = body.rows.first,
            let below = sheet.shown(row, columns.lowerBound), let next = InferenceText.numbering(of: below)
        else { return false }
        let parts = number.split(separator: ".")
        let others = next.split(separator: ".")
        return parts.count == others.count && parts.dropLast() == others.dropLast()
    }
}
