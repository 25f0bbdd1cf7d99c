import Spreadsheets
import SurveyModel

/// Which cells of a return are marked, and with what.
struct MarkPlaces {
    /// The marked cells of each sheet, by its index, in order.
    private(set) var marks: [Int: [CellMark]] = [:]
    /// Cells of each sheet with a thread of comments: a note beside it would not be shown.
    private(set) var threads: [Int: Set<CellAddress>] = [:]

    /// So many cells of a sheet are filled for questions that are about many; the others have a note each, and are bounded by the questions.
    private static let mostOfGroups = 1_000

    private var found: [Int: [CellAddress: CellMark]] = [:]
    private var merges: [Int: MergedCells] = [:]
    /// How many cells each sheet has still room for.
    private var room: [Int: Int] = [:]

    /// Gathers the cells of questions.
    ///
    /// - Parameters:
    ///   - workbook: the return as it was sent.
    ///   - items: the questions.
    ///   - sheets: the index of each sheet by its name.
    ///   - catalogue: the words.
    init(_ workbook: Workbook, items: [ReviewItem], sheets: [String: Int], catalogue: Catalogue) throws {
        for item in items {
            let cells = Self.cells(of: item)
            for name in Set(cells.map(\.sheet) + [item.finding.sheet].compactMap(\.self)) {
                try sheets[name].map { try open($0, of: workbook) }
            }
            let group = item.finding.sheet.flatMap { sheets[$0] }.flatMap { fillGroup(of: item, in: $0, catalogue) }
            var note: String?
            for (name, address) in cells {
                guard let sheet = sheets[name], address.isOnGrid else { continue }
                let text = note ?? [item.note(catalogue), group].compactMap(\.self).joined(separator: "\n")
                note = text
                mark(address, in: sheet, item.finding.severity, text)
            }
        }
        marks = found.mapValues { $0.values.sorted { $0.cell < $1.cell } }
        found = [:]
    }

    /// Learns of a sheet what matters to its marks.
    private mutating func open(_ sheet: Int, of workbook: Workbook) throws {
        guard merges[sheet] == nil else { return }
        let details = try workbook.details(of: workbook.sheets[sheet])
        merges[sheet] = MergedCells(details.mergedRanges)
        threads[sheet] = Set(details.comments.filter(\.isThreaded).map(\.cell))
    }

    private mutating func mark(_ address: CellAddress, in sheet: Int, _ severity: Severity, _ text: String?) {
        let cell = merges[sheet]?.shown(address) ?? address
        var mark = found[sheet]?[cell] ?? CellMark(cell: cell, severity: severity, texts: [])
        mark.severity = min(mark.severity, severity)
        if let text { mark.texts.append(text) }
        found[sheet, default: [:]][cell] = mark
    }

    /// Fills the cells for which a question stands that is about many, as far as the sheet has room for them.
    ///
    /// - Returns: what the note of the first cell says of them; nil where the question is not about many.
    private mutating func fillGroup(of item: ReviewItem, in sheet: Int, _ catalogue: Catalogue) -> String? {
        let blocks = item.finding.alike.compactMap(\.block)
        let count = blocks.reduce(0) { $0 + $1.count }
        guard count > 1 else { return nil }
        var room = self.room[sheet] ?? Self.mostOfGroups
        var filled = 0
        for block in blocks where room > 0 {
            rows: for row in block.row...block.lastRow {
                for column in block.column...block.lastColumn {
                    let address = CellAddress(row: row, column: column)
                    guard room > 0, address.isOnGrid else { break rows }
                    mark(address, in: sheet, item.finding.severity, nil)
                    room -= 1
                    filled += 1
                }
            }
        }
        self.room[sheet] = room
        let words = ["count": catalogue.number(count), "n": catalogue.number(max(filled, 1))]
        return catalogue.text(filled < count ? "annotated.noteCellsSome" : "annotated.noteCells", words)
    }

    /// The cells that a question is about, each once.
    private static func cells(of item: ReviewItem) -> [(sheet: String, cell: CellAddress)] {
        var seen: Set<Origin> = []
        var cells: [(String, CellAddress)] = []
        if let sheet = item.finding.sheet, let cell = item.cell {
            seen.insert(Origin(sheet: sheet, row: cell.row, column: cell.column))
            cells.append((sheet, cell))
        }
        for origin in item.finding.cells where seen.insert(origin).inserted {
            cells.append((origin.sheet, CellAddress(row: origin.row, column: origin.column)))
        }
        return cells
    }
}

/// The merged ranges of a sheet: of their cells the upper left one alone is seen.
private struct MergedCells {
    private var byRow: [Int: [CellRange]] = [:]
    private var tall: [CellRange] = []

    init(_ ranges: [CellRange]) {
        for range in ranges {
            // A range over very many rows is looked at for every cell; there are few.
            guard range.last.row - range.first.row < 1_000, byRow.count < 100_000 else {
                tall.append(range)
                continue
            }
            for row in range.first.row...range.last.row { byRow[row, default: []].append(range) }
        }
    }

    func shown(_ cell: CellAddress) -> CellAddress {
        let range = byRow[cell.row]?.first { $0.contains(cell) } ?? tall.prefix(1_000).first { $0.contains(cell) }
        return range?.first ?? cell
    }
}
