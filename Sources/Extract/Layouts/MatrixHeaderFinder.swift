import OrderedCollections
import Spreadsheets
import SurveyModel

/// Finds a matrix by the labels of its header rows.
struct MatrixHeaderFinder {
    private let corner: LabelSet
    /// For each header row the codes that it may hold; nil where it holds numbers.
    let levels: [CodeLabels?]
    /// For each header row whether its field is a number or a year, which no words are.
    private let isNumeric: [Bool]
    /// Whether a header row holds years.
    let hasYears: Bool
    /// The codes of the innermost row labels.
    private let rowCodes: CodeLabels?

    /// So many rows below a header tell whether a column holds row labels.
    private static let labelsWithin = 5
    /// In so many a code that stands over row labels stands again.
    private static let rowsWithin = 100
    /// More matrices, or pieces of one, do not stand side by side.
    private static let mostParts = 100
    /// So many columns are looked at behind the last that has a label.
    private static let mostBehind = 20

    /// Whether outer labels stand left of the innermost, below each of which these stand again.
    private let hasGroups: Bool

    init(_ matrix: MatrixLayout, levels: [CodeLabels?], rows: CodeLabels?, of table: TableDefinition) {
        corner = LabelSet(matrix.rowHeader)
        self.levels = levels
        rowCodes = rows
        hasGroups = matrix.rowFields.count > 1
        hasYears = zip(matrix.headerFields, levels).contains { table.fields[$0]?.type == .year && $1 == nil }
        isNumeric = zip(matrix.headerFields, levels).map { field, codes -> Bool in
            switch table.fields[field]?.type {
            case .integer, .number, .year: codes == nil
            case .string, .boolean, .date, nil: false
            }
        }
    }

    /// The best header in the sheet's first rows; among equals the first counts.
    func find(in grid: SheetGrid, _ area: SearchArea) -> MatrixHeader? {
        var best: MatrixHeader?
        var passed = Passed()
        var left = area.searched
        for row in grid.rows where area.rows.contains(row.number) {
            guard left > 0 else { break }
            left -= 1
            if row.number >= levels.count, let header = header(endingAt: row.number, in: grid, area),
                best.map({ header.counts(before: $0) }) ?? true, !isAnswers(header, below: &passed, in: grid)
            {
                best = header
            }
            passed.rows.append(row)
        }
        return best
    }

    /// Rows that a search has gone past, and what those hold that somebody has asked of.
    private struct Passed {
        var rows: [GridRow] = []
        /// The columns in which the corner stands.
        var corners: Set<Int> = []
        /// Those of them that have a header's labels beside it, as no line of a form has.
        var ofHeaders: Set<Int> = []
        /// The last row with anything in it: below a blank one other things may begin.
        var last = 0
    }

    /// Whether what looks like a header is a row of answers: it has a row's label, and the corner stands above it, over a header that cannot be read.
    private func isAnswers(_ header: MatrixHeader, below passed: inout Passed, in grid: SheetGrid) -> Bool {
        guard !header.hasCorner, let last = header.columns.last?.column,
            grid.text(header.lastRow, header.labelColumn)?.hasMoreThanSpace ?? false
        else { return false }
        for row in passed.rows where row.cells.contains(where: \.isFilled) {
            if row.number > passed.last + 1 { passed.corners = passed.ofHeaders }
            passed.last = row.number
            let corners = cornersOfHeaders(in: row, grid)
            passed.corners.formUnion(corners)
            passed.ofHeaders.formUnion(
                corners.filter { column in
                    (1...2).allSatisfy { isColumn(column + $0, row.number, grid) }
                })
        }
        passed.rows = []
        let corners = header.lastRow > passed.last + 1 ? passed.ofHeaders : passed.corners
        return corners.contains { $0 >= header.labelColumn && $0 < last }
    }

    /// The columns in which the corner stands in a row with at least two further cells, as in no title.
    func cornersOfHeaders(in row: GridRow, _ grid: SheetGrid) -> [Int] {
        row.cells.filter { cell in
            guard case .text(let text) = cell.value, text.utf8.count <= RowLabels.longest, isCorner(LabelText(text))
            else {
                return false
            }
            // It may be merged over the rows of the header.
            let merged = grid.merge(row.number, cell.column)?.last.row ?? row.number
            return (row.number...Swift.min(merged, row.number + levels.count)).contains { number in
                let right = grid.row(number)?.cells(in: (cell.column + 1)...(CellAddress.lastColumn + 1)) ?? []
                return right.lazy.filter(\.isFilled).prefix(2).count == 2
            }
        }.map(\.column)
    }

    /// The header whose last row is given. Matrices may stand side by side: where the corner is there, one begins at it and ends before the next.
    func header(endingAt lastRow: Int, in grid: SheetGrid, _ area: SearchArea) -> MatrixHeader? {
        guard let lastColumn = grid.row(lastRow)?.cells.last?.column, isKnownTwice(lastRow, 1...lastColumn, in: grid)
        else { return nil }
        let rows = (lastRow - levels.count + 1)...lastRow
        // Behind the last label columns may stand whose own is lost.
        let further = min(Self.mostBehind, max(0, (expectedColumns ?? 0) - 2))
        let columns = (1...(lastColumn + further)).filter { area.contains(lastRow, $0) }
        let corners = columns.indices.filter { index in
            !isColumn(columns[index], lastRow, grid) && isCorner(columns[index], rows, grid)
        }
        let ends = corners.dropFirst() + [columns.count]
        let parts = zip(corners, ends).prefix(Self.mostParts).map { corner, next in
            MatrixPart(corner: columns[corner], columns: Array(columns[(corner + 1)..<next]))
        }
        for (index, part) in parts.enumerated() {
            let own = part.columns + continued(part, by: parts[(index + 1)...], rows, grid)
            if let header = header(rows, own, corner: part.corner, in: grid) { return header }
        }
        return header(rows, columns, corner: nil, in: grid)
    }

    /// The columns behind further corners that are the same matrix's: its row labels are printed again in the middle, and no label stands twice.
    private func continued(
        _ part: MatrixPart, by others: ArraySlice<MatrixPart>, _ rows: ClosedRange<Int>, _ grid: SheetGrid
    ) -> [Int] {
        var seen = codes(over: part.columns, rows, grid)
        guard !seen.isEmpty else { return [] }
        var columns: [Int] = []
        for other in others {
            let codes = codes(over: other.columns, rows, grid)
            guard !codes.isEmpty, seen.isDisjoint(with: codes),
                other.continues(part, below: rows, codes: rowCodes, in: grid)
            else { break }
            seen.formUnion(codes)
            columns += other.columns
        }
        return columns
    }

    /// What the header says over columns all of whose labels are known, from the outermost to the innermost.
    private func codes(over columns: [Int], _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> Set<String> {
        let known = self.columns(columns, rows, grid).filter(\.isKnown)
        return Set(
            known.map { column in
                zip(levels, column.labels).compactMap { codes, label in
                    label.flatMap { code(of: LabelText($0.text.text), in: codes) }
                }.joined(separator: "\n")
            })
    }

    /// The header in some rows of a sheet: over those of the columns that are its own.
    private func header(_ rows: ClosedRange<Int>, _ free: [Int], corner column: Int?, in grid: SheetGrid)
        -> MatrixHeader?
    {
        let lastRow = rows.upperBound
        guard let start = free.first(where: { isColumn($0, lastRow, grid) }),
            let labelColumn = column ?? self.labelColumn(before: start, free, rows, grid),
            !isRowLabel(labelColumn, lastRow, grid)
        else { return nil }
        let columns = self.columns(
            free.prefix { $0 <= start || !isNextMatrix($0, labelColumn, lastRow, grid) }, rows, grid)
        let known = columns.filter(\.isKnown).map(\.column)
        guard let first = known.first, let last = known.last, known.count >= 2 else { return nil }
        // Where a column is missing, one whose own header is empty or misspelt holds its answers; where none is, it is one too many. Words alone are no
        // misspelt number.
        let isWhole = expectedColumns.map { $0 == known.count } ?? false
        let blank = columns.map(\.column).filter { column in
            column > labelColumn && column < first && label(lastRow, column, grid) == nil
        }
        let unlabelled = UnlabelledColumns(labelColumn: labelColumn, known: known, lastRow: lastRow)
        var answered = isWhole ? [] : unlabelled.answered(among: blank, in: grid)
        let inside = columns.count { column in
            !column.isKnown && column.column > labelColumn
                && (label(lastRow, column.column, grid) != nil || (first...last).contains(column.column))
        }
        // As many as the questionnaire has more may stand behind the last; what is one too many there is a remark or a sum.
        let behind = last + max(0, (expectedColumns ?? 0) - known.count - inside - answered.count)
        answered.formUnion(
            unlabelled.answered(among: columns.map(\.column).filter { $0 > last && $0 <= behind }, in: grid))
        let others = columns.filter { column in
            !column.isKnown && column.column > labelColumn
                && (label(lastRow, column.column, grid) != nil || (first...last).contains(column.column)
                    || answered.contains(column.column))
        }
        let extra = isWhole ? others : others.filter { isRemark($0.labels) }
        let unknown = Set(others.map(\.column)).subtracting(extra.map(\.column))
        let body = columns.filter { $0.isKnown || unknown.contains($0.column) }
        let order = numbered(body)
        guard order.isRising || (order.isDistinct && isToldByCorner(labelColumn, rows, grid)) else { return nil }
        return MatrixHeader(
            lastRow: lastRow, labelColumn: labelColumn, columns: body.map { (column: $0.column, labels: $0.labels) },
            known: known.count,
            hasCorner: corner.isEmpty || isCorner(labelColumn, rows, grid), isRising: order.isRising,
            extra: extra.compactMap { other in
                label(lastRow, other.column, grid).map { (column: other.column, text: $0.text.text) }
            })
    }

    /// A column below a header, with its labels from the outermost to the innermost.
    private struct Column {
        let column: Int
        let labels: [MatrixHeader.Label?]
        /// Whether all of them are the questionnaire's.
        let isKnown: Bool
    }

    private func columns(_ numbers: some Sequence<Int>, _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> [Column] {
        let numbers = Array(numbers)
        let labels = labels(over: numbers, from: rows.lowerBound, in: grid)
        return numbers.enumerated().map { index, column in
            let own = labels.map { $0[index] }
            let isKnown = zip(levels, own).allSatisfy { self.isKnown($1, in: $0) }
            return Column(column: column, labels: own, isKnown: isKnown)
        }
    }

    /// Whether the innermost label of a column is known.
    func isColumn(_ column: Int, _ row: Int, _ grid: SheetGrid) -> Bool {
        levels.last.map { isKnown(label(row, column, grid), in: $0) } ?? false
    }

    /// Whether what stands in a column of row labels is the label of a row of answers.
    private func isRowLabel(_ column: Int, _ row: Int, _ grid: SheetGrid) -> Bool {
        guard let rowCodes, let label = grid.labels(ofRow: row)[column], !label.full.isEmpty, !isCorner(label) else {
            return false
        }
        // Without a word for the corner the definition does not tell it from a code that begins alike or has its very words: that stands below too.
        guard corner.isEmpty, !hasGroups else { return rowCodes.has(label) }
        let below = (row + 1)...(row + Self.rowsWithin)
        return rowCodes.has(label) && !below.contains { grid.labels(ofRow: $0)[column]?.full == label.full }
    }

    /// Whether another matrix begins in a column: no level knows what stands there, and below it stand row labels.
    private func isNextMatrix(_ column: Int, _ labelColumn: Int, _ lastRow: Int, _ grid: SheetGrid) -> Bool {
        guard !isColumn(column, lastRow, grid) else { return false }
        var (labels, same) = (0, 0)
        for row in (lastRow + 1)...(lastRow + Self.labelsWithin) {
            guard let own = grid.labels(ofRow: row)[labelColumn], !own.full.isEmpty else { continue }
            labels += 1
            guard grid.cell(row, column)?.isText ?? false, let label = grid.labels(ofRow: row)[column],
                !label.full.isEmpty
            else { continue }
            if let rowCodes {
                if rowCodes.code(for: label) != nil { same += 1 }
            } else if label.full == own.full {
                same += 1
            }
        }
        return same * 2 > labels
    }

    /// Whether words without a digit stand over a column where a header row has numbers.
    private func isRemark(_ labels: [MatrixHeader.Label?]) -> Bool {
        zip(isNumeric, labels).contains { isNumeric, label in
            guard isNumeric, let text = label?.text.text else { return false }
            return text.hasLetter && !text.contains(where: \.isNumber)
        }
    }

    /// The labels of each header row over columns, from the outermost to the innermost.
    private func labels(over columns: [Int], from firstRow: Int, in grid: SheetGrid) -> [[MatrixHeader.Label?]] {
        var labels = levels.indices.map { level in columns.map { label(firstRow + level, $0, grid) } }
        // A group is told by what stands below it.
        for level in levels.indices.dropLast().reversed() {
            var inner: [String?] = []
            for index in columns.indices {
                let codes = ((level + 1)..<levels.count).map { below in
                    labels[below][index].flatMap { code(of: LabelText($0.text.text), in: levels[below]) }
                }
                inner.append(codes.contains(nil) ? nil : codes.compactMap(\.self).joined(separator: "\n"))
            }
            labels[level] =
                MatrixGroups(own: labels[level], inner: inner) { isKnown($0, in: levels[level]) }.labels
        }
        return labels
    }

    /// Whether a row prints one of the header's rows again, or in other words for the same codes: nothing stands where a row's label would, or what the
    /// corner says.
    func isAgain(_ row: GridRow, _ label: LabelText?, _ header: MatrixHeader, in grid: SheetGrid) -> Bool {
        let isCorner = label.map { self.isCorner($0, of: header, in: grid) }
        guard isCorner ?? true else { return false }
        return levels.indices.contains { level in
            var (filled, same) = (0, 0)
            for column in header.columns {
                guard let cell = row[column.column], cell.isFilled else { continue }
                filled += 1
                // Beside nothing that a header says, numbers are answers.
                guard let own = column.labels[level], cell.isText || isCorner ?? false else { continue }
                if isSame(LabelText(cell.rawValue.text), LabelText(own.text.text), level) { same += 1 }
            }
            let labels = Set(header.columns.compactMap { $0.labels[level] })
            return same * 2 > filled && same >= Swift.min(2, labels.count)
        }
    }

    private func isCorner(_ label: LabelText, of header: MatrixHeader, in grid: SheetGrid) -> Bool {
        let own = grid.text(header.lastRow, header.labelColumn).map { LabelText($0).full }
        return own == label.full || isCorner(label)
    }

    private func isSame(_ text: LabelText, _ label: LabelText, _ level: Int) -> Bool {
        if text.full == label.full { return !text.full.isEmpty }
        return code(of: text, in: levels[level]).map { $0 == code(of: label, in: levels[level]) } ?? false
    }

    /// Whether the innermost labels of two columns are known, without which there is no header: most rows have none.
    private func isKnownTwice(_ row: Int, _ columns: ClosedRange<Int>, in grid: SheetGrid) -> Bool {
        guard let level = levels.last else { return true }
        let labels = grid.labels(ofRow: row)
        var known = 0
        for column in columns {
            guard let label = labels[column], isKnown(label, in: level) else { continue }
            known += 1
            if known == 2 { return true }
        }
        return false
    }

    /// The number of a column, below its outer labels.
    private struct Numbered: Hashable {
        let outer: [RawValue?]
        let number: Int
    }

    /// Whether the numbers of a header that numbers its columns rise, below each of the outer labels anew, and whether none stands twice.
    private func numbered(_ columns: [Column]) -> (isRising: Bool, isDistinct: Bool) {
        guard levels.last.flatMap(\.self) == nil else { return (true, true) }
        let numbers = columns.filter(\.isKnown).compactMap { column in
            column.labels.last.flatMap(\.self).flatMap { number(of: LabelText($0.text.text)) }.map {
                Numbered(outer: column.labels.dropLast().map { $0?.text }, number: $0)
            }
        }
        let isRising = zip(numbers, numbers.dropFirst()).allSatisfy { $0.outer != $1.outer || $0.number < $1.number }
        return (isRising, Set(numbers).count == numbers.count)
    }

    private func isCorner(_ label: LabelText) -> Bool { corner.has(label, likeness: LabelSet.beginning) }

    /// Whether the corner stands in a column, in one of a header's rows.
    private func isCorner(_ column: Int, _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> Bool {
        guard !corner.isEmpty else { return false }
        return rows.contains { row in grid.labels(ofRow: row)[column].map { isCorner($0) } ?? false }
    }

    /// Whether the corner tells that a row is the last of a header: it stands there, or above it with nothing below.
    private func isToldByCorner(_ column: Int, _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> Bool {
        guard let label = grid.labels(ofRow: rows.upperBound)[column], !label.full.isEmpty else {
            return isCorner(column, rows, grid)
        }
        return isCorner(label)
    }

    /// The number of columns that the questionnaire has: one for each combination of codes; nil where a header row holds numbers.
    private var expectedColumns: Int? {
        var product = 1
        for level in levels {
            guard let level else { return nil }
            product *= level.count
        }
        return product
    }

    private func label(_ row: Int, _ column: Int, _ grid: SheetGrid) -> MatrixHeader.Label? {
        guard let shown = grid.shown(row, column), shown.cell.isFilled else { return nil }
        return MatrixHeader.Label(
            text: shown.cell.rawValue, shown: shown.cell.zeroPadded, row: shown.row, column: shown.column)
    }

    private func isKnown(_ label: MatrixHeader.Label?, in codes: CodeLabels?) -> Bool {
        label.map { isKnown(LabelText($0.text.text), in: codes) } ?? false
    }

    private func isKnown(_ label: LabelText, in codes: CodeLabels?) -> Bool { code(of: label, in: codes) != nil }

    /// The code that a label names, or the number that it is.
    private func code(of label: LabelText, in codes: CodeLabels?) -> String? {
        guard let codes else { return number(of: label).map { String($0) } }
        return codes.code(for: label)
    }

    /// The nearest column to the left with texts below the header. Matrices side by side may share the labels of their rows: then the column of the corner
    /// to the left, or the nearest with texts there.
    private func labelColumn(before column: Int, _ own: [Int], _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> Int? {
        let hasTexts = { (left: Int) -> Bool in
            (1...3).contains { offset in
                if case .text(let text)? = grid.cell(rows.upperBound + offset, left)?.value {
                    !text.isEmpty
                } else {
                    false
                }
            }
        }
        if let nearest = own.last(where: { $0 < column && hasTexts($0) }) { return nearest }
        let left = (1..<column).reversed()
        return left.first { isCorner($0, rows, grid) } ?? left.first(where: hasTexts)
    }
}
