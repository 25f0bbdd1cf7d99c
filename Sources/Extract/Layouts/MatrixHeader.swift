import OrderedCollections
import Spreadsheets
import SurveyModel

/// The header of a matrix as it stands in a sheet.
struct MatrixHeader {
    /// A header cell that names a column: what it says and where that stands.
    struct Label: Hashable {
        let text: RawValue
        /// What the sheet shows of a number with zeros in front.
        let shown: String?
        let row: Int
        let column: Int
    }

    /// The last header row.
    let lastRow: Int
    /// The column of row labels.
    let labelColumn: Int
    /// For each column of answers, its labels from the outermost to the innermost.
    let columns: [(column: Int, labels: [Label?])]
    /// The number of columns whose labels are all known.
    let known: Int
    /// Whether the label over the row labels was found.
    let hasCorner: Bool
    /// Columns besides these that are not asked for: every column that is was found, or words stand where a header of numbers has one.
    let extra: [(column: Int, text: String)]

    /// The row of a header's level, 0 being the outermost.
    func row(of level: Int, levels: Int) -> Int { lastRow - levels + 1 + level }
}

/// Finds a matrix by the labels of its header rows.
struct MatrixHeaderFinder {
    private let corner: LabelSet
    /// For each header row the codes that it may hold; nil where it holds numbers.
    private let levels: [CodeLabels?]
    /// For each header row whether its field is a number or a year, which no words are.
    private let isNumeric: [Bool]

    init(_ matrix: MatrixLayout, levels: [CodeLabels?], of table: TableDefinition) {
        corner = LabelSet(matrix.rowHeader)
        self.levels = levels
        isNumeric = zip(matrix.headerFields, levels).map { field, codes -> Bool in
            switch table.fields[field]?.type {
            case .integer, .number, .year: codes == nil
            case .string, .boolean, .date, nil: false
            }
        }
    }

    /// The best header in the sheet's first rows.
    func find(in grid: SheetGrid, _ area: SearchArea) -> MatrixHeader? {
        var best: MatrixHeader?
        var left = area.searched
        for row in grid.rows where area.rows.contains(row.number) {
            guard left > 0 else { break }
            left -= 1
            guard row.number >= levels.count else { continue }
            guard let header = header(endingAt: row.number, in: grid, area) else { continue }
            // The corner's label tells a header from a row of answers that happen to look like one; among equals the first counts.
            if best.map({ (header.hasCorner ? 1 : 0, header.known) > ($0.hasCorner ? 1 : 0, $0.known) }) ?? true {
                best = header
            }
        }
        return best
    }

    private func header(endingAt lastRow: Int, in grid: SheetGrid, _ area: SearchArea) -> MatrixHeader? {
        let firstRow = lastRow - levels.count + 1
        guard let row = grid.row(lastRow), let lastColumn = row.cells.last?.column,
            isKnownTwice(lastRow, 1...lastColumn, in: grid)
        else { return nil }
        let numbers = (1...lastColumn).filter { area.contains(lastRow, $0) }
        let labels = labels(over: numbers, from: firstRow, in: grid)
        var columns: [(column: Int, labels: [MatrixHeader.Label?], isKnown: Bool)] = []
        for (index, column) in numbers.enumerated() {
            let own = labels.map { $0[index] }
            columns.append((column, own, zip(levels, own).allSatisfy { isKnown($1, in: $0) }))
        }
        guard let first = columns.firstIndex(where: \.isKnown), let last = columns.lastIndex(where: \.isKnown) else {
            return nil
        }
        let known = columns.count(where: \.isKnown)
        guard known >= 2, let labelColumn = labelColumn(before: columns[first].column, firstRow...lastRow, grid) else {
            return nil
        }
        let hasCorner = corner.isEmpty || hasCorner(labelColumn, firstRow...lastRow, grid)
        // Where a column is missing, one whose own header is empty or misspelt holds its answers; where none is, it is one too many. Words alone are no
        // misspelt number.
        let isWhole = expectedColumns.map { $0 == known } ?? false
        let others = columns.filter { column in
            !column.isKnown && column.column > labelColumn
                && (label(lastRow, column.column, grid) != nil
                    || (columns[first].column...columns[last].column).contains(column.column))
        }
        let extra = isWhole ? others : others.filter { isRemark($0.labels) }
        let unknown = Set(others.map(\.column)).subtracting(extra.map(\.column))
        let body = columns.filter { $0.isKnown || unknown.contains($0.column) }
        guard isAscending(body) else { return nil }
        return MatrixHeader(
            lastRow: lastRow, labelColumn: labelColumn, columns: body.map { (column: $0.column, labels: $0.labels) },
            known: known,
            hasCorner: hasCorner,
            extra: extra.compactMap { other in
                label(lastRow, other.column, grid).map { (column: other.column, text: $0.text.text) }
            })
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
            labels[level] = MatrixGroups(own: labels[level], inner: inner).labels
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
        return own == label.full || (corner.match(label)?.likeness ?? 0) >= 0.75
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

    /// Whether the numbers of a header that numbers its columns rise, as no row of answers does for long: below each of the outer labels anew.
    private func isAscending(_ columns: [(column: Int, labels: [MatrixHeader.Label?], isKnown: Bool)]) -> Bool {
        guard levels.last.flatMap(\.self) == nil else { return true }
        let numbers = columns.filter(\.isKnown).compactMap { column in
            column.labels.last.flatMap(\.self).flatMap { Int($0.text.text) }.map {
                (outer: column.labels.dropLast().map { $0?.text }, number: $0)
            }
        }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $0.outer != $1.outer || $0.number < $1.number }
    }

    private func hasCorner(_ column: Int, _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> Bool {
        rows.contains { row in (grid.text(row, column).map { corner.match(LabelText($0))?.likeness ?? 0 } ?? 0) >= 0.75
        }
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
        guard let codes else { return Int(label.typed).map { String($0) } }
        return codes.code(for: label)
    }

    /// The corner's column where the corner is found, in or above the header; else the nearest column to the left with texts below the header.
    private func labelColumn(before column: Int, _ rows: ClosedRange<Int>, _ grid: SheetGrid) -> Int? {
        guard column > 1 else { return nil }
        if !corner.isEmpty {
            for row in rows.reversed() {
                for left in (1..<column).reversed() {
                    if let text = grid.text(row, left), (corner.match(LabelText(text))?.likeness ?? 0) >= 0.75 {
                        return left
                    }
                }
            }
        }
        return (1..<column).reversed().first { left in
            (1...3).contains { offset in
                if case .text(let text)? = grid.cell(rows.upperBound + offset, left)?.value {
                    !text.isEmpty
                } else {
                    false
                }
            }
        }
    }
}
