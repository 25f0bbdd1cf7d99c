import Spreadsheets
import SurveyModel

/// A sheet of a return beside the sheet of the template that it is.
struct SheetAlignment {
    /// What one cell's text speaks for a pair of lines at the most; texts that stand several times share it.
    private static let fullVote = 5_040
    /// A text that stands more often than this tells nothing of its place.
    private static let mostPlaces = 64
    /// So many votes are counted for a sheet; real sheets have a few thousand.
    private static let mostVotes = 500_000

    let grid: SheetGrid
    let template: TemplateSheet
    let rows: LineAlignment
    let columns: LineAlignment
    /// Where the template's texts stand in the sheet, in reading order.
    let found: [String: [CellAddress]]

    init(_ grid: SheetGrid, _ template: TemplateSheet) {
        self.grid = grid
        self.template = template
        var known: [(row: Int, column: Int, places: [CellAddress], isTelling: Bool, weight: Int)] = []
        var found: [String: [CellAddress]] = [:]
        var left = Self.mostVotes
        for row in grid.rows {
            for cell in row.cells {
                guard cell.column <= TemplateSheet.columns, left > 0 else { break }
                guard cell.isFilled, let key = cell.comparisonKey, let places = template.places[key],
                    places.count <= Self.mostPlaces
                else { continue }
                left -= places.count
                found[key, default: []].append(CellAddress(row: row.number, column: cell.column))
                // Long texts are seldom an answer by chance.
                let weight = Self.fullVote * min(key.utf8.count, 10) / 10 / places.count
                known.append((row.number, cell.column, places, key.contains(where: \.isLetter), weight))
            }
        }
        var votes: [LineAlignment.Pair: Int] = [:]
        for item in known where item.isTelling {
            for place in item.places {
                votes[.init(own: item.column, template: place.column), default: 0] += item.weight
            }
        }
        let columns = LineAlignment(votes: votes)
        votes = [:]
        for item in known {
            let column = columns.templateLine(of: item.column)
            for place in item.places where item.isTelling || place.column == column {
                let weight = place.column == column ? 2 * item.weight : item.weight
                votes[.init(own: item.row, template: place.row), default: 0] += weight
            }
        }
        self.columns = columns
        self.found = found
        rows = LineAlignment(votes: votes)
    }

    /// The template's cell that a cell is.
    func templatePlace(row: Int, column: Int) -> CellAddress? {
        guard let row = rows.templateLine(of: row), let column = columns.templateLine(of: column) else { return nil }
        return CellAddress(row: row, column: column)
    }

    /// Whether a cell holds what the questionnaire prints: in the same cell, or, where it can be told from an answer, anywhere in the sheet.
    func isPrinted(_ cell: Cell, row: Int) -> Bool {
        guard let key = cell.comparisonKey else { return false }
        if let place = templatePlace(row: row, column: cell.column) {
            if template.key(at: place) == key || template.hasFormula(at: place) { return true }
        }
        return CellKey.isTelling(key) && template.places[key] != nil
    }
}
