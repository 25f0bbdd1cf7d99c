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
    /// Where each of the template's texts stands in the sheet, in reading order.
    private let places: [[CellAddress]]

    /// A text of the template where it stands in the sheet.
    private struct Known {
        let row: Int
        let column: Int
        /// Where the template has it.
        let places: [CellAddress]
        let hasLetter: Bool
        let weight: Int
    }

    init(_ grid: SheetGrid, _ template: TemplateSheet) {
        self.grid = grid
        self.template = template
        let known: [Known]
        (known, places) = Self.known(in: grid, template)
        var votes: [LineAlignment.Vote] = []
        for item in known where item.hasLetter {
            for place in item.places {
                votes.append(.init(own: item.column, template: place.column, weight: item.weight))
            }
        }
        let columns = LineAlignment(votes: votes)
        votes.removeAll(keepingCapacity: true)
        for item in known {
            let column = columns.templateLine(of: item.column)
            for place in item.places where item.hasLetter || place.column == column {
                let weight = place.column == column ? 2 * item.weight : item.weight
                votes.append(.init(own: item.row, template: place.row, weight: weight))
            }
        }
        self.columns = columns
        rows = LineAlignment(votes: votes)
    }

    /// The template's texts that stand in a sheet, and for each text where.
    private static func known(in grid: SheetGrid, _ template: TemplateSheet) -> ([Known], places: [[CellAddress]]) {
        var known: [Known] = []
        var found = [[CellAddress]](repeating: [], count: template.places.count)
        var left = mostVotes
        for row in grid.rows {
            var printed = template.printed(inRow: row.number)
            for cell in row.cells {
                guard cell.column <= TemplateSheet.columns, left > 0 else { break }
                while let first = printed.first, first.place.column < cell.column { printed.removeFirst() }
                guard let text = text(of: cell, printed.first, template) else { continue }
                let places = template.places[text.number]
                guard places.count <= mostPlaces else { continue }
                left -= places.count
                found[text.number].append(CellAddress(row: row.number, column: cell.column))
                // Long texts are seldom an answer by chance.
                let weight = fullVote * min(text.key.utf8.count, 10) / 10 / places.count
                known.append(
                    Known(
                        row: row.number, column: cell.column, places: places, hasLetter: text.hasLetter, weight: weight)
                )
            }
        }
        return (known, found)
    }

    /// The template's text that a cell holds, and what it is compared by.
    ///
    /// - Parameter same: what is printed in the same cell, or behind it in the same row. Most often the cell has that very text, and nothing need be
    ///   made ready or looked up.
    private static func text(
        of cell: Cell, _ same: TemplateSheet.Printed?, _ template: TemplateSheet
    ) -> (key: String, number: Int, hasLetter: Bool)? {
        if let same, same.place.column == cell.column, same.isSame(cell) {
            return (same.key, same.number, same.hasLetter)
        }
        guard cell.isFilled, let (key, number) = template.text(of: cell) else { return nil }
        return (key, number, key.hasLetter)
    }

    /// Where a text of the template stands in the sheet, in reading order.
    func found(_ key: String) -> [CellAddress] { template.number(of: key).map { places[$0] } ?? [] }

    /// How many of the template's texts stand in the sheet.
    var foundTexts: Int { places.count { !$0.isEmpty } }

    /// The template's cell that a cell is.
    func templatePlace(row: Int, column: Int) -> CellAddress? {
        guard let row = rows.templateLine(of: row), let column = columns.templateLine(of: column) else { return nil }
        return CellAddress(row: row, column: column)
    }

    /// Whether the questionnaire prints words or a number in a cell, whatever stands there now.
    func prints(row: Int, column: Int) -> Bool {
        templatePlace(row: row, column: column).map { template.key(at: $0) != nil } ?? false
    }

    /// The columns of those of a row's cells in which the questionnaire has nothing, neither words nor a formula, though it prints others of them.
    func putIn(_ cells: [Cell], row: Int) -> Set<Int> {
        let places = cells.map { (cell: $0, place: templatePlace(row: row, column: $0.column)) }
        guard places.contains(where: { $0.place.map { template.key(at: $0) != nil } ?? false }) else { return [] }
        let empty = places.filter { !$0.cell.hasFormula && ($0.place.map { template.isEmpty(at: $0) } ?? false) }
        return Set(empty.map(\.cell.column))
    }

    /// Whether a cell holds what the questionnaire prints: in the same cell, or, where it can be told from an answer, anywhere in the sheet.
    func isPrinted(_ cell: Cell, row: Int) -> Bool {
        let place = templatePlace(row: row, column: cell.column)
        if let place, template.prints(cell, at: place) { return true }
        guard let key = cell.comparisonKey else { return false }
        if let place {
            if template.key(at: place) == key || template.hasFormula(at: place) { return true }
        }
        return CellKey.isTelling(key) && template.number(of: key) != nil
    }

    /// Whether the questionnaire has a rule for what is typed in a cell.
    func isForAnswers(row: Int, column: Int) -> Bool {
        let validations = template.grid.details.validations
        guard !validations.isEmpty, let place = templatePlace(row: row, column: column) else { return false }
        return validations.contains { rule in rule.ranges.contains { $0.contains(place) } }
    }

    /// Whether a cell holds what the questionnaire prints beside a label: in the same cell, or in the same column beside the same words. A text that is
    /// printed elsewhere may well be typed there.
    func isPrinted(_ cell: Cell, row: Int, beside label: CellAddress) -> Bool {
        guard cell.isFilled, let (key, number) = template.text(of: cell) else { return false }
        let column = columns.templateLine(of: cell.column)
        if let line = rows.templateLine(of: row), let column,
            template.key(at: CellAddress(row: line, column: column)) == key
        {
            return true
        }
        guard let words = grid.cell(label.row, label.column).flatMap({ template.text(of: $0)?.number }) else {
            return false
        }
        return template.places[number].contains { place in
            (column ?? place.column) == place.column
                && template.printed(inRow: place.row).contains { $0.number == words && $0.place.column < place.column }
        }
    }
}
