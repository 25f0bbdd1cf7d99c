import Spreadsheets

/// A workbook in memory, to be altered and written again: values, formulas, merges, names and what is hidden; no styles but percentages.
struct WorkbookModel {
    var sheets: [SheetModel] = []
    var names: [NameModel] = []
    /// Cells that were deleted with lines in which nothing was printed: no reader of the file can know that they were there.
    var traceless: Set<Int> = []

    /// A defined name for one cell.
    struct NameModel {
        let name: String
        /// The sheet's identity, which outlives its name.
        let sheet: Int
        /// nil where the cell was deleted.
        var cell: CellAddress?
    }

    /// Reads a workbook.
    ///
    /// - Parameter blank: the questionnaire as it was sent, which tells what is printed.
    init(_ workbook: Workbook, blank: WorkbookModel? = nil) throws {
        var count = 0
        for info in workbook.sheets {
            var sheet = SheetModel(id: info.index, name: info.name, state: info.state)
            try workbook.forEachRow(in: info) { row in
                for cell in row.cells {
                    var model = CellModel(cell)
                    let place = CellAddress(row: row.number, column: cell.column)
                    model.isPrinted = blank?.sheets.first { $0.name == info.name }?[place]?.value != nil
                    count += 1
                    model.id = count
                    sheet[place] = model
                }
                for column in row.uncalculatedColumns {
                    sheet.rows[row.number, default: [:]][column] = CellModel(
                        value: nil, isPercent: false, hasFormula: true)
                }
                return .next
            }
            let details = try workbook.details(of: info)
            sheet.merges = details.mergedRanges
            sheet.hiddenRows = Set(details.hiddenRows.flatMap { Array($0) })
            sheets.append(sheet)
        }
        for name in workbook.definedNames {
            guard let area = name.area, area.range.first == area.range.last,
                let sheet = sheets.first(where: { $0.name == area.sheet })
            else { continue }
            names.append(NameModel(name: name.name, sheet: sheet.id, cell: area.range.first))
        }
    }
}

/// A cell of the model.
struct CellModel {
    /// nil for a formula without a result.
    var value: CellValue?
    var isPercent: Bool
    var hasFormula: Bool
    /// What the cell was, wherever it is now; 0 for one that was not there.
    var id = 0
    /// Whether the questionnaire has something in the cell before anybody answers.
    var isPrinted = false

    init(value: CellValue?, isPercent: Bool, hasFormula: Bool) {
        self.value = value
        self.isPercent = isPercent
        self.hasFormula = hasFormula
    }

    init(_ cell: Cell) {
        self.init(value: cell.value, isPercent: cell.format == .percent, hasFormula: cell.hasFormula)
    }

    init(_ text: String) {
        self.init(value: .text(text), isPercent: false, hasFormula: false)
    }

    var text: String? {
        if case .text(let text)? = value { text } else { nil }
    }
}

/// A sheet of the model.
struct SheetModel {
    /// What the sheet was, whatever it is called now.
    let id: Int
    var name: String
    var state: SheetState
    var rows: [Int: [Int: CellModel]] = [:]
    var merges: [CellRange] = []
    var hiddenRows: Set<Int> = []

    init(id: Int, name: String, state: SheetState) {
        self.id = id
        self.name = name
        self.state = state
    }

    var lastRow: Int { rows.keys.max() ?? 0 }
    var lastColumn: Int { rows.values.reduce(0) { max($0, $1.keys.max() ?? 0) } }

    /// The cells in reading order.
    var places: [CellAddress] {
        rows.keys.sorted().flatMap { row in
            (rows[row] ?? [:]).keys.sorted().map { CellAddress(row: row, column: $0) }
        }
    }

    /// The cells of a row, or of a column.
    func cells(inRow row: Int) -> [CellModel] { Array((rows[row] ?? [:]).values) }
    func cells(inColumn column: Int) -> [CellModel] { rows.values.compactMap { $0[column] } }

    subscript(place: CellAddress) -> CellModel? {
        get { rows[place.row]?[place.column] }
        set { rows[place.row, default: [:]][place.column] = newValue }
    }

    /// Puts every row elsewhere, as inserting, deleting and moving rows does; nil: the row is deleted.
    mutating func mapRows(_ place: (Int) -> Int?) {
        rows = Dictionary(uniqueKeysWithValues: rows.compactMap { row, cells in place(row).map { ($0, cells) } })
        hiddenRows = Set(hiddenRows.compactMap(place))
        merges = merges.compactMap { range in
            let rows = (range.first.row...range.last.row).compactMap(place)
            guard let first = rows.min(), let last = rows.max() else { return nil }
            return Self.range(first, range.first.column, last, range.last.column)
        }
    }

    /// Puts every column elsewhere; nil: the column is deleted.
    mutating func mapColumns(_ place: (Int) -> Int?) {
        rows = rows.mapValues { cells in
            Dictionary(uniqueKeysWithValues: cells.compactMap { column, cell in place(column).map { ($0, cell) } })
        }
        merges = merges.compactMap { range in
            let columns = (range.first.column...range.last.column).compactMap(place)
            guard let first = columns.min(), let last = columns.max() else { return nil }
            return Self.range(range.first.row, first, range.last.row, last)
        }
    }

    /// A merge of one cell is none.
    private static func range(_ top: Int, _ left: Int, _ bottom: Int, _ right: Int) -> CellRange? {
        top == bottom && left == right
            ? nil : CellRange(CellAddress(row: top, column: left), CellAddress(row: bottom, column: right))
    }
}
