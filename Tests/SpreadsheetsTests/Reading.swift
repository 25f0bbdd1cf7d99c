import Spreadsheets
import Testing

// Not Foundation: its ICU and the ICU headers of Debian's libxml2 contradict each other where both are loaded.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// All that the reader gives of one sheet, by address.
struct Reading {
    var workbook: Workbook
    var values: [String: CellValue] = [:]
    var kinds: [String: NumberFormatKind] = [:]
    var formulas: Set<String> = []
    var order: [String] = []
    var hiddenRows: [Int] = []
    var uncalculated: [String] = []
    var notes: [ReaderNote] = []

    /// Reads a fixture's sheet to its end.
    init(_ fixture: String, sheet: Int = 0, csv: CSVDialect? = nil, limits: ReaderLimits = .default) throws {
        try self.init(path: Self.path(fixture), sheet: sheet, csv: csv, limits: limits)
    }

    init(path: String, sheet: Int = 0, csv: CSVDialect? = nil, limits: ReaderLimits = .default) throws {
        try self.init(Workbook.open(path: path, limits: limits, csv: csv), sheet: sheet)
    }

    /// Reads a text file with these bytes.
    init(text: [UInt8], csv: CSVDialectHint = CSVDialectHint()) throws {
        try self.init(Workbook.open(bytes: text, name: "text.csv", csv: csv))
    }

    init(_ workbook: Workbook, sheet: Int = 0) throws {
        self.workbook = workbook
        var copy = self
        try workbook.forEachRow(in: workbook.sheets[sheet], onNote: { copy.notes.append($0) }) { row in
            if row.isHidden { copy.hiddenRows.append(row.number) }
            for cell in row.cells {
                let address = CellAddress(row: row.number, column: cell.column).description
                copy.values[address] = cell.value
                copy.kinds[address] = cell.format
                copy.order.append(address)
                if cell.hasFormula { copy.formulas.insert(address) }
            }
            for column in row.uncalculatedColumns {
                copy.uncalculated.append(CellAddress(row: row.number, column: column).description)
            }
            return .next
        }
        self = copy
    }

    /// The path of a fixture.
    static func path(_ fixture: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(fixture)").path
    }

    /// The cells that notes of a kind are about.
    func cells(noted code: ReaderNote.Code) -> [String] {
        notes.filter { $0.code == code }.compactMap(\.cell)
    }

    /// The text of each row, fields in brackets: `1[a][b] 3[c]`.
    var rows: String {
        var text = ""
        var last = 0
        for address in order {
            guard let place = CellAddress(address) else { continue }
            if place.row != last { text += (last == 0 ? "" : " ") + "\(place.row)" }
            last = place.row
            if case .text(let value)? = values[address] { text += "[\(value)]" }
        }
        return text
    }
}

/// The error that opening and reading all of a file ends with; `nil` where it is read.
func failure(_ path: String, limits: ReaderLimits = .default) -> SpreadsheetError? {
    do {
        let workbook = try Workbook.open(path: path, limits: limits)
        for sheet in workbook.sheets {
            try workbook.forEachRow(in: sheet) { _ in .next }
            _ = try workbook.details(of: sheet)
        }
        return nil
    } catch {
        return error as? SpreadsheetError
    }
}
