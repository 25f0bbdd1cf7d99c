import Spreadsheets
import SurveyModel

/// The rows below a header that belong to its table.
struct TableBody {
    /// What was found.
    struct Found {
        var printed: [Int] = []
        var rows: [Int] = []
        var end: (row: Int, text: String)?
        var firstRow: Int
        var lastRow: Int
        var example: String?
        var doubts: [String] = []
    }

    let sheet: BlankSheet
    let header: ClosedRange<Int>
    let columns: ClosedRange<Int>
    let claimed: [CellRange]

    /// The body; nil where what stands below is filled like data, or no room is left for answers.
    func read() -> Found? {
        let below = sheet.rows.filter { $0.number > header.upperBound && !filled($0).isEmpty }
        var found = Found(firstRow: header.upperBound + 1, lastRow: header.upperBound + 1)
        guard let first = below.first else {
            found.lastRow = sheet.lastMarkedOut(in: columns, from: found.firstRow) ?? found.firstRow
            return found
        }
        guard first.number == header.upperBound + 1 else { return empty(found, before: first) }
        var rest = below[...]
        if isExample(first, next: below.dropFirst().first) {
            found.example = sheet.texts(first).first?.text
            found.doubts.append("row \(first.number) looks like an example: rows that begin like it are skipped")
            rest = rest.dropFirst()
            found.firstRow = first.number + 1
            guard let next = rest.first, next.number == first.number + 1 else {
                return empty(found, before: rest.first)
            }
        }
        return printed(found, rest)
    }

    /// The columns that are filled in a row.
    private func filled(_ row: GridRow) -> [Int] {
        row.cells.compactMap { cell in
            guard columns.contains(cell.column), BlankSheet.text(cell) != nil,
                !sheet.isPreset(row.number, cell.column),
                !claimed.contains(where: { $0.contains(CellAddress(row: row.number, column: cell.column)) })
            else { return nil }
            return cell.column
        }
    }

    /// A row of answers that shows how to answer: most columns are filled, but not in the next row.
    private func isExample(_ row: GridRow, next: GridRow?) -> Bool {
        let columns = filled(row)
        let texts = sheet.texts(row).map { TextFolding.fold($0.text) }
        if let first = texts.first, InferenceWords.examples.contains(where: { first.hasPrefix($0) }) { return true }
        guard columns.count >= 3, columns.count * 2 > self.columns.count else { return false }
        return next.map { $0.number > row.number + 1 || filled($0).count < columns.count } ?? true
    }

    /// A body without anything printed: it goes on to the next text, or as far as validations do.
    private func empty(_ found: Found, before next: GridRow?) -> Found {
        var found = found
        let marked = sheet.lastMarkedOut(in: columns, from: found.firstRow)
        if let next {
            found.lastRow = max(found.firstRow, next.number - 1)
            found.end = end(next)
        } else {
            found.lastRow = max(found.firstRow, marked ?? found.firstRow)
        }
        return found
    }

    /// A body of which some columns are printed in each row.
    private func printed(_ start: Found, _ rows: ArraySlice<GridRow>) -> Found? {
        var found = start
        guard let first = rows.first else { return nil }
        let columns = filled(first)
        // Something else stands here: one text far to the right of the first column, or a row that is full.
        guard columns.count < self.columns.count, columns.contains(where: { $0 <= self.columns.lowerBound + 1 }) else {
            return nil
        }
        found.printed = columns
        var last = first.number - 1
        for (index, row) in rows.enumerated() {
            let filled = filled(row)
            let isOdd = !Set(filled).isSubset(of: columns) || filled.first != columns.first || isNote(row)
            let total = total(row)
            let isAmong = total != nil && isAmongRows(row, next: rows.dropFirst(index + 1).first, of: found)
            let isEnd = total != nil && !isAmong
            let isApart = row.number > last + 1 && !goesOn(rows.dropFirst(index), after: last, of: found)
            if isApart || isEnd || isOdd {
                found.end = end(row)
                break
            }
            last = row.number
            if isAmong, let total {
                found.doubts.append(
                    "row \(row.number), “\(total)”, is a total among other rows: a record too; `skip` leaves rows out by their labels"
                )
            }
            if isSubheading(row) {
                found.doubts.append("row \(row.number) looks like a heading between rows")
            } else {
                found.rows.append(row.number)
            }
        }
        guard !found.rows.isEmpty else { return nil }
        found.lastRow = last
        endAtSum(&found)
        return found
    }

    /// Whether the first of some rows, which stands behind blank ones, is of the table: one is blank, the same columns are printed, answers are marked out
    /// as above, and no number of a question or section begins it. Else the next part of the sheet begins there, and returns are to be read no further.
    private func goesOn(_ rest: ArraySlice<GridRow>, after last: Int, of found: Found) -> Bool {
        guard let row = rest.first, row.number == last + 2 else { return false }
        func isOpen(_ row: GridRow) -> Bool {
            hasAnswers(row.number) || columns.contains { sheet.hasFormula(row.number, $0) }
        }
        if isOpen(row) { return true }
        if isSubheading(row), let next = rest.dropFirst().first, next.number == row.number + 1 {
            return filled(next) == found.printed && (isOpen(next) || !found.rows.contains { hasAnswers($0) })
        }
        guard filled(row) == found.printed else { return false }
        if found.rows.contains(where: { hasAnswers($0) }) { return false }
        func isNumbered(_ row: GridRow) -> Bool {
            let text = sheet.texts(row).first { columns.contains($0.column) }?.text
            return text.flatMap { InferenceText.numbering(of: $0) } != nil
        }
        return !isNumbered(row) || found.rows.compactMap { sheet.grid.row($0) }.contains { isNumbered($0) }
    }

    /// A row's first text, where it begins as totals do.
    private func total(_ row: GridRow) -> String? {
        sheet.texts(row).first.flatMap { InferenceText.isTotal($0.text) ? $0.text : nil }
    }

    /// Whether a total ends no table: it is the first of the rows, as statistical offices print it, so that others may be rows as well; or rows under
    /// validations go on right below it.
    private func isAmongRows(_ row: GridRow, next: GridRow?, of found: Found) -> Bool {
        if let first = found.rows.first.flatMap({ sheet.grid.row($0) }), total(first) != nil {
            return !columns.contains { sheet.hasFormula(row.number, $0) }
        }
        guard let next, next.number == row.number + 1, filled(next).first == found.printed.first, !isNote(next) else {
            return false
        }
        return found.rows.isEmpty || total(next) == nil && hasAnswers(next.number)
    }

    /// Lets a table end at its last printed row where formulas add up there what is filled in above: "All ages", "Whole country".
    private func endAtSum(_ found: inout Found) {
        let above = found.rows.dropLast()
        let isTotal = found.end.map { InferenceText.isTotal($0.text) } ?? false
        guard !isTotal, above.count >= (columns.count == 2 ? 3 : 2), let last = found.rows.last,
            let row = sheet.grid.row(last), let end = end(row)
        else { return }
        let open = columns.filter { column in
            !found.printed.contains(column) && !above.contains { sheet.hasFormula($0, column) }
        }
        // A row that is a formula's among others that are not. Where subtotals stand above, its label may be too like theirs.
        let hasSubtotals = columns.contains { column in
            let count = above.count { sheet.hasFormula($0, column) }
            return count > 0 && count < above.count
        }
        guard !hasSubtotals, open.contains(where: { sheet.hasFormula(last, $0) }) else { return }
        found.end = end
        found.rows.removeLast()
        found.lastRow = found.rows.last ?? found.lastRow
    }

    /// A sentence, or words merged over the columns where answers would stand.
    private func isNote(_ row: GridRow) -> Bool {
        guard let first = sheet.texts(row).first(where: { columns.contains($0.column) }) else { return false }
        if InferenceText.isSentence(first.text), !hasAnswers(row.number) { return true }
        let span = sheet.span(row.number, first.column)
        return span.last.column >= columns.upperBound && sheet.grid.row(row.number + 1) == nil
    }

    private func isSubheading(_ row: GridRow) -> Bool {
        let span = sheet.span(row.number, columns.lowerBound)
        return span.last.column > span.first.column && span.last.column >= columns.upperBound
    }

    private func hasAnswers(_ row: Int) -> Bool {
        columns.contains { sheet.isMarkedOut(row, $0) }
    }

    /// The label by which the end is known again: the row's first text, where it is short enough to be compared.
    private func end(_ row: GridRow) -> (row: Int, text: String)? {
        guard let text = sheet.texts(row).first(where: { sheet.isWords(row.number, $0.column) })?.text,
            text.count <= 150
        else { return nil }
        return (row.number, text)
    }
}
