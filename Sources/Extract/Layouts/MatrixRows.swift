import Spreadsheets
import SurveyModel

/// Tells what the rows below a matrix's header are.
struct MatrixRows {
    /// A row is the matrix's next where it stands no further below the last: up to three rows may be blank.
    private static let nextWithin = 4

    /// The rows of one matrix, by their numbers.
    struct Found {
        /// Those with a label of its list, wherever they stand, and others with answers up to the end's label or a gap of more than three rows.
        var read: [Int] = []
        /// Rows beyond that have answers too, each by its first filled cell: they are told, not read.
        var beyond: [CellAddress] = []
        /// The header printed again, as on each page.
        var again: [Int] = []
        /// Rows between these that have nothing but an outer label, which holds for the rows below.
        var groups: [Int] = []
    }

    private let end: LabelSet
    /// The codes of the innermost row labels.
    private let codes: CodeLabels?
    /// For each outer row label its codes, where it has some.
    private let outer: [CodeLabels?]
    private let finder: MatrixHeaderFinder

    init(_ matrix: MatrixLayout, codes: CodeLabels?, outer: [CodeLabels?], finder: MatrixHeaderFinder) {
        end = LabelSet(matrix.end)
        self.codes = codes
        self.outer = outer
        self.finder = finder
    }

    /// Whether a text ends the matrix.
    func isEnd(_ text: String) -> Bool { !end.isEmpty && end.contains(LabelText(text)) }

    /// The rows below a header.
    ///
    /// - Parameters:
    ///   - lastRow: the last row that may be one of the matrix.
    ///   - labels: the columns of the outer row labels.
    func below(
        _ header: MatrixHeader, in grid: SheetGrid, to lastRow: Int = SearchArea.lastRow, labels: [Int] = []
    ) -> Found {
        var found = Found()
        var last = header.lastRow
        var isEnded = false
        for row in grid.rows where row.number > header.lastRow && row.number <= lastRow {
            let text = grid.text(row.number, header.labelColumn)
            let label = text.flatMap { $0.hasMoreThanSpace ? LabelText($0) : nil }
            let isAnswered = header.columns.contains { row[$0.column]?.isFilled ?? false }
            let isKnown = label.map { label in codes.map { $0.code(for: label) != nil } ?? false } ?? false
            let isEnd = label.map { end.contains($0) } ?? false
            if isEnd { isEnded = true }
            if isAnswered, !isKnown, finder.isAgain(row, label, header, in: grid) {
                found.again.append(row.number)
                if row.number - last <= Self.nextWithin { last = row.number }
                continue
            }
            guard isAnswered || isKnown || (codes == nil && label != nil) else {
                if !isEnded, isGroup(row, header, labels) {
                    found.groups.append(row.number)
                    if row.number - last <= Self.nextWithin { last = row.number }
                }
                continue
            }
            if isEnded || (row.number - last > Self.nextWithin && !isKnown) {
                isEnded = true
                if isAnswered, !isEnd {
                    let columns = Set(header.columns.map(\.column) + [header.labelColumn])
                    let first = row.cells.first { $0.isFilled && columns.contains($0.column) }
                    found.beyond.append(CellAddress(row: row.number, column: first?.column ?? header.labelColumn))
                }
                continue
            }
            last = row.number
            found.read.append(row.number)
        }
        let groups = zip(labels, outer.suffix(labels.count)).map { column, codes in
            OuterLabels(column: column, codes: codes).rows(among: found.groups, above: found.read, in: grid)
        }
        found.groups.removeAll { row in !groups.contains { $0.contains(row) } }
        return found
    }

    /// Whether a row without answers has an outer label and none of its own.
    private func isGroup(_ row: GridRow, _ header: MatrixHeader, _ labels: [Int]) -> Bool {
        !(row[header.labelColumn]?.isFilled ?? false) && labels.contains { row[$0]?.isFilled ?? false }
    }
}
