import Spreadsheets
import SurveyModel

/// A sheet of a blank questionnaire, with what tells where answers go: validations, defined names, merged boxes, placeholders.
struct BlankSheet {
    /// Columns to the right of these are not looked at: no questionnaire is as wide.
    static let lastColumn = 256
    /// Cells under validations beyond so many are not looked at.
    private static let mostValidated = 200_000

    let grid: SheetGrid
    private let validations: [CellAddress: Int]
    private let names: [CellAddress: String]
    /// The last column in which an answer may be marked out.
    private let lastAnswerColumn: Int
    /// The last row under a validation, by column.
    private let lastValidated: [Int: Int]
    /// Whether texts are in two languages, often one in each of two lines.
    private let isBilingual: Bool
    /// The cells with a formula whose result is not stored.
    private let uncalculated: Set<CellAddress>
    /// The cells in which an answer is given in advance: a choice of their own drop-down, such as *Thousands*.
    private let presets: Set<CellAddress>

    init(_ grid: SheetGrid, names definedNames: [DefinedName], lists: ChoiceLists, isBilingual: Bool = false) {
        self.grid = grid
        self.isBilingual = isBilingual
        uncalculated = grid.uncalculated
        var names: [CellAddress: String] = [:]
        for name in definedNames where !name.isHidden && !name.name.hasPrefix("_") {
            guard let area = name.area, area.sheet == grid.sheet.name else { continue }
            // A name for a range of cells is a list's or a print area's, unless the range is one merged box.
            let first = area.range.first
            guard first == area.range.last || grid.merge(first.row, first.column) == area.range else { continue }
            if names[first] == nil { names[first] = name.name }
        }
        self.names = names
        validations = Self.index(grid)
        presets = Self.presets(grid, validations, lists)
        let columns =
            validations.keys.map(\.column) + names.keys.map(\.column) + grid.details.mergedRanges.map(\.first.column)
        lastAnswerColumn = min(max(grid.lastColumn, columns.max() ?? 0), Self.lastColumn)
        lastValidated = validations.keys.reduce(into: [:]) { $0[$1.column] = max($0[$1.column] ?? 0, $1.row) }
    }

    private static func index(_ grid: SheetGrid) -> [CellAddress: Int] {
        var found: [CellAddress: Int] = [:]
        for (index, validation) in grid.details.validations.enumerated() where validation.kind != .none {
            for range in validation.ranges
            where range.first.row <= SheetGrid.headRows && range.first.column <= lastColumn {
                let rows = range.first.row...min(range.last.row, SheetGrid.headRows)
                let columns = range.first.column...max(range.first.column, min(range.last.column, lastColumn))
                guard rows.count * columns.count + found.count <= mostValidated else { continue }
                for row in rows {
                    for column in columns { found[CellAddress(row: row, column: column)] = index }
                }
            }
        }
        return found
    }

    /// The cells behind others of their row in which a choice of their own drop-down stands. One below the other, from one list, they are what a column
    /// prints.
    private static func presets(_ grid: SheetGrid, _ validations: [CellAddress: Int], _ lists: ChoiceLists) -> Set<
        CellAddress
    > {
        var choices: [Int: Set<String>] = [:]
        var found: [CellAddress: Set<String>] = [:]
        for row in grid.rows {
            for cell in row.cells.dropFirst() {
                let address = CellAddress(row: row.number, column: cell.column)
                guard let index = validations[address], let text = Self.text(cell) else { continue }
                let validation = grid.details.validations[index]
                guard validation.kind == .list else { continue }
                let items =
                    choices[index]
                    ?? Set((lists.choices(of: validation, in: grid.sheet.name)?.items ?? []).map { $0.lowercased() })
                choices[index] = items
                if items.contains(text.lowercased()) { found[address] = items }
            }
        }
        return Set(
            found.keys.filter { address in
                let beside = [address.row - 1, address.row + 1].compactMap { row in
                    found[CellAddress(row: row, column: address.column)]
                }
                return !beside.contains { $0 == found[address] }
            })
    }

    // MARK: - What stands there

    /// Whether an answer is given in advance in a cell: what stands there is no label.
    func isPreset(_ row: Int, _ column: Int) -> Bool {
        !presets.isEmpty && presets.contains(CellAddress(row: row, column: column))
    }

    /// The rows with something in them.
    var rows: [GridRow] { grid.rows }

    /// The text or number that stands in the cell itself, on one line; nil for placeholders, answers given in advance, blanks, and cells with a formula.
    func text(_ row: Int, _ column: Int) -> String? {
        isPreset(row, column) ? nil : grid.cell(row, column).flatMap(text)
    }

    /// The same of a cell; two languages are kept apart by a stroke.
    private func text(_ cell: Cell) -> String? {
        guard let text = Self.text(cell), isBilingual, let halves = InferenceText.halves(cell.rawValue.text) else {
            return Self.text(cell)
        }
        return InferenceText.isPlaceholder(text) ? nil : "\(halves.first) / \(halves.second)"
    }

    /// The same of a cell, on one line.
    static func text(_ cell: Cell) -> String? {
        guard cell.isFilled, !cell.hasFormula else { return nil }
        let text = InferenceText.onOneLine(cell.rawValue.text)
        return InferenceText.isPlaceholder(text) ? nil : text
    }

    /// The text that a reader sees at a place: its own, or that of the merged range over it.
    func shown(_ row: Int, _ column: Int) -> String? {
        guard let shown = grid.shown(row, column) else { return nil }
        return isPreset(shown.row, shown.column) ? nil : text(shown.cell)
    }

    /// Whether the questionnaire works out itself what stands in a cell.
    func hasFormula(_ row: Int, _ column: Int) -> Bool {
        grid.cell(row, column)?.hasFormula ?? uncalculated.contains(CellAddress(row: row, column: column))
    }

    /// Whether the cell holds words, not a number.
    func isWords(_ row: Int, _ column: Int) -> Bool {
        if case .text? = grid.cell(row, column)?.value { true } else { false }
    }

    /// The cells that a cell covers: its merged range, or itself.
    func span(_ row: Int, _ column: Int) -> CellRange {
        let address = CellAddress(row: row, column: column)
        return grid.merge(row, column) ?? CellRange(address, address)
    }

    /// A row's texts from left to right.
    func texts(_ row: GridRow) -> [(column: Int, text: String)] {
        row.cells.compactMap { cell in
            cell.column <= Self.lastColumn && !isPreset(row.number, cell.column)
                ? text(cell).map { (cell.column, $0) } : nil
        }
    }

    // MARK: - Where answers go

    /// The validation of a place.
    func validation(_ row: Int, _ column: Int) -> DataValidation? {
        validations[CellAddress(row: row, column: column)].map { grid.details.validations[$0] }
    }

    /// The defined name of a cell.
    func name(_ row: Int, _ column: Int) -> String? {
        names[CellAddress(row: row, column: column)]
    }

    /// Whether there is a validation or a defined name for a cell without text: somebody meant an answer to stand there.
    func isMarkedOut(_ row: Int, _ column: Int) -> Bool {
        guard text(row, column) == nil else { return false }
        if name(row, column) != nil { return true }
        guard let validation = validation(row, column) else { return false }
        // A validation of a whole column says nothing of what stands above its header.
        let isTall = validation.ranges.contains { $0.last.row - $0.first.row > 10_000 }
        return !isTall || rows.contains { $0.number < row && $0[column] != nil }
    }

    /// Whether an answer belongs into a cell: it is marked out, an empty merged box, or holds a placeholder.
    func isAnswer(_ row: Int, _ column: Int) -> Bool {
        if isMarkedOut(row, column) { return true }
        if let cell = grid.cell(row, column), cell.isFilled {
            return InferenceText.isPlaceholder(InferenceText.onOneLine(cell.rawValue.text))
        }
        guard let merge = grid.merge(row, column), merge.first != merge.last else { return false }
        return merge.first == CellAddress(row: row, column: column)
    }

    /// The answer cells of a row, from left to right.
    func answers(in row: Int) -> [Int] {
        guard lastAnswerColumn > 0 else { return [] }
        return (1...lastAnswerColumn).filter { isAnswer(row, $0) }
    }

    /// The last row in which an answer is marked out in one of the columns.
    func lastMarkedOut(in columns: ClosedRange<Int>, from row: Int) -> Int? {
        columns.compactMap { lastValidated[$0] }.filter { $0 >= row }.max()
    }
}
