import Spreadsheets
import SurveyModel

/// The blank questionnaires of a version: one, or one for each language.
struct TemplateSet: Sendable {
    let all: [Template]
    /// The templates on which a text is printed that can be known again, by what it is compared by: looked up once for all languages.
    private let holders: [String: [Int]]
    private let beginnings: KeyBeginnings
    /// The same by the printed text itself, none where it cannot be known again: most of a return's texts are as they were printed, and need not be made
    /// ready to be compared.
    private let printed: [ExactText: [Int]]

    /// So many rows of a sheet are looked at, and so many cells of each.
    private static let (rows, cells) = (300, 60)

    init(_ templates: [Template]) {
        all = templates
        var holders: [String: [Int]] = [:]
        var printed: [ExactText: [Int]] = [:]
        // Of a single template nobody asks whether it is the right one.
        if templates.count > 1 {
            for (index, template) in templates.enumerated() {
                for key in template.texts where CellKey.isTelling(key) { holders[key, default: []].append(index) }
            }
            for item in templates.flatMap(\.sheets).flatMap(\.printed) {
                if let text = item.text { printed[text] = holders[item.key] ?? [] }
            }
        }
        self.holders = holders
        self.printed = printed
        beginnings = KeyBeginnings(holders.keys)
    }

    /// Of templates that differ in their language the one whose texts a return has most of; the first among equals.
    func best(for grids: [SheetGrid]) -> Template? {
        guard all.count > 1 else { return all.first }
        var counts = [Int](repeating: 0, count: all.count)
        var left = grids.reduce(0) { sum, grid in
            grid.rows.prefix(Self.rows).reduce(sum) { $0 + min($1.cells.count, Self.cells) }
        }
        search: for grid in grids {
            for row in grid.rows.prefix(Self.rows) {
                // As soon as no other can have as many, what is left need not be looked at.
                let most = counts.max() ?? 0
                if counts.count(where: { $0 + left >= most }) == 1 { break search }
                for cell in row.cells.prefix(Self.cells) {
                    for index in templates(printing: cell) { counts[index] += 1 }
                }
                left -= min(row.cells.count, Self.cells)
            }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { all[$0] }
    }

    /// The templates on which a cell's text is printed and can be known again.
    private func templates(printing cell: Cell) -> [Int] {
        guard case .text(let text) = cell.value, text.utf8.count <= Cell.longestCompared else { return [] }
        if let own = printed[ExactText(text)] { return own }
        guard beginnings.mayBegin(text), let key = cell.comparisonKey else { return [] }
        return holders[key] ?? []
    }
}
