import Spreadsheets

/// Random numbers that are the same everywhere (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// One thing that a respondent does to a questionnaire.
enum Mutation: CustomStringConvertible {
    case insertRows(sheet: Int, at: Int, count: Int, remark: String?)
    case insertColumns(sheet: Int, at: Int, count: Int, header: String?)
    case deleteRow(sheet: Int, Int)
    case deleteColumn(sheet: Int, Int)
    case moveRow(sheet: Int, from: Int, to: Int)
    case moveColumn(sheet: Int, from: Int, to: Int)
    case renameLabel(sheet: Int, CellAddress, String)
    case renameSheet(Int, String)
    case deleteSheet(Int)
    case moveSheet(Int, to: Int)
    case insertSheet(at: Int, String)
    case copySheet(Int, String)

    var description: String {
        switch self {
        case .insertRows(let sheet, let at, let count, let remark):
            "insert \(count) rows at \(at) of sheet \(sheet), saying \(remark ?? "nothing")"
        case .insertColumns(let sheet, let at, let count, let header):
            "insert \(count) columns at \(CellAddress.letters(ofColumn: at)) of sheet \(sheet), saying \(header ?? "nothing")"
        case .deleteRow(let sheet, let row): "delete row \(row) of sheet \(sheet)"
        case .deleteColumn(let sheet, let column):
            "delete column \(CellAddress.letters(ofColumn: column)) of sheet \(sheet)"
        case .moveRow(let sheet, let from, let to): "move row \(from) of sheet \(sheet) to \(to)"
        case .moveColumn(let sheet, let from, let to):
            "move column \(CellAddress.letters(ofColumn: from)) of sheet \(sheet) to \(CellAddress.letters(ofColumn: to))"
        case .renameLabel(let sheet, let place, let text): "write “\(text)” into \(place) of sheet \(sheet)"
        case .renameSheet(let sheet, let name): "rename sheet \(sheet) to “\(name)”"
        case .deleteSheet(let sheet): "delete sheet \(sheet)"
        case .moveSheet(let sheet, let to): "move sheet \(sheet) to position \(to)"
        case .insertSheet(let at, let name): "insert a sheet “\(name)” at position \(at)"
        case .copySheet(let sheet, let name): "copy sheet \(sheet) as “\(name)”"
        }
    }
}

extension WorkbookModel {
    /// Does a mutation.
    mutating func apply(_ mutation: Mutation) {
        switch mutation {
        case .insertRows(let id, let at, let count, let remark):
            mapLines(of: id, rows: { $0 >= at ? $0 + count : $0 })
            guard let remark, let index = index(of: id) else { return }
            sheets[index][CellAddress(row: at, column: 2)] = CellModel(remark)
        case .insertColumns(let id, let at, let count, let header):
            mapLines(of: id, columns: { $0 >= at ? $0 + count : $0 })
            guard let header, let index = index(of: id) else { return }
            for row in [4, 5, 7] { sheets[index][CellAddress(row: row, column: at)] = CellModel("\(header) \(row)") }
        case .deleteRow(let id, let row):
            loseTrace(of: index(of: id).map { sheets[$0].cells(inRow: row) } ?? [])
            mapLines(of: id, rows: { $0 == row ? nil : $0 > row ? $0 - 1 : $0 })
        case .deleteColumn(let id, let column):
            loseTrace(of: index(of: id).map { sheets[$0].cells(inColumn: column) } ?? [])
            mapLines(of: id, columns: { $0 == column ? nil : $0 > column ? $0 - 1 : $0 })
        case .moveRow(let id, let from, let to): mapLines(of: id, rows: Self.moving(from, to))
        case .moveColumn(let id, let from, let to): mapLines(of: id, columns: Self.moving(from, to))
        case .renameLabel(let id, let place, let text):
            if let index = index(of: id) { sheets[index][place]?.value = .text(text) }
        case .renameSheet(let id, let name): if let index = index(of: id) { sheets[index].name = name }
        case .deleteSheet(let id): sheets.removeAll { $0.id == id }
        case .moveSheet(let id, let to):
            guard let index = index(of: id) else { return }
            let sheet = sheets.remove(at: index)
            sheets.insert(sheet, at: min(to, sheets.count))
        case .insertSheet(let at, let name):
            var sheet = SheetModel(id: 1_000 + sheets.count, name: name, state: .visible)
            for row in 1...3 { sheet[CellAddress(row: row, column: 1)] = CellModel("A remark of ours, number \(row)") }
            sheets.insert(sheet, at: min(at, sheets.count))
        case .copySheet(let id, let name):
            guard let index = index(of: id) else { return }
            var copy = SheetModel(id: 1_000 + sheets.count, name: name, state: .visible)
            (copy.rows, copy.merges, copy.hiddenRows) = (
                sheets[index].rows, sheets[index].merges, sheets[index].hiddenRows
            )
            sheets.append(copy)
        }
    }

    private mutating func loseTrace(of cells: [CellModel]) {
        if !cells.contains(where: \.isPrinted) { traceless.formUnion(cells.map(\.id)) }
    }

    func index(of id: Int) -> Int? { sheets.firstIndex { $0.id == id } }

    private static func moving(_ from: Int, _ to: Int) -> (Int) -> Int? {
        { line in
            if line == from { return to }
            if from < to { return line > from && line <= to ? line - 1 : line }
            return line >= to && line < from ? line + 1 : line
        }
    }

    private mutating func mapLines(
        of id: Int, rows: (Int) -> Int? = { $0 }, columns: (Int) -> Int? = { $0 }
    ) {
        guard let index = index(of: id) else { return }
        sheets[index].mapRows(rows)
        sheets[index].mapColumns(columns)
        for name in names.indices where names[name].sheet == id {
            names[name].cell = names[name].cell.flatMap { cell in
                guard let row = rows(cell.row), let column = columns(cell.column) else { return nil }
                return CellAddress(row: row, column: column)
            }
        }
    }
}
