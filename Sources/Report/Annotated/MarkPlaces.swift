import Spreadsheets
import SurveyModel

/// Which cells of a return are marked, and with what.
struct MarkPlaces {
    /// The marked cells of each sheet, by its index, in order.
    private(set) var marks: [Int: [CellMark]] = [:]
    /// Cells of each sheet with a thread of comments: a note beside it would not be shown.
    private(set) var threads: [Int: Set<CellAddress>] = [:]

    /// Gathers the cells of questions.
    ///
    /// - Parameters:
    ///   - workbook: the return as it was sent.
    ///   - items: the questions.
    ///   - sheets: the index of each sheet by its name.
    ///   - catalogue: the words.
    init(_ workbook: Workbook, items: [ReviewItem], sheets: [String: Int], catalogue: Catalogue) throws {
        var found: [Int: [CellAddress: CellMark]] = [:]
        var merges: [Int: MergedCells] = [:]
        for item in items {
            var note: String?
            for (name, address) in Self.cells(of: item) {
                guard let sheet = sheets[name], address.isOnGrid else { continue }
                if merges[sheet] == nil {
                    let details = try workbook.details(of: workbook.sheets[sheet])
                    merges[sheet] = MergedCells(details.mergedRanges)
                    threads[sheet] = Set(details.comments.filter(\.isThreaded).map(\.cell))
                }
                let cell = merges[sheet]?.shown(address) ?? address
                let text = note ?? item.note(catalogue)
                note = text
                var mark = found[sheet]?[cell] ?? CellMark(cell: cell, severity: item.finding.severity, texts: [])
                mark.severity = min(mark.severity, item.finding.severity)
                mark.texts.append(text)
                found[sheet, default: [:]][cell] = mark
            }
        }
        marks = found.mapValues { $0.values.sorted { $0.cell < $1.cell } }
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
