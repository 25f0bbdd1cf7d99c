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
    /// The printed texts by the sheet's index and the row, in column order: most of a return's texts stand where they are printed, and to compare them
    /// costs less than to look them up.
    private let spots: [Int: [Int: [Spot]]]

    /// A text printed in a cell of a template, with the templates on which it is printed and can be known again.
    private struct Spot {
        let column: Int
        let text: ExactText
        let holders: [Int]
    }

    /// So many rows of a sheet are looked at, and so many cells of each.
    private static let (rows, cells) = (300, 60)

    init(_ templates: [Template]) {
        all = templates
        var holders: [String: [Int]] = [:]
        var printed: [ExactText: [Int]] = [:]
        var spots: [Int: [Int: [Spot]]] = [:]
        // Of a single template nobody asks whether it is the right one.
        if templates.count > 1 {
            for (index, template) in templates.enumerated() {
                for key in template.texts where CellKey.isTelling(key) { holders[key, default: []].append(index) }
            }
            for sheet in templates.flatMap(\.sheets) {
                for item in sheet.printed {
                    guard let text = item.text else { continue }
                    let own = holders[item.key] ?? []
                    printed[text] = own
                    spots[sheet.grid.sheet.index, default: [:]][item.place.row, default: []].append(
                        Spot(column: item.place.column, text: text, holders: own))
                }
            }
            spots = spots.mapValues { rows in rows.mapValues { $0.sorted { $0.column < $1.column } } }
        }
        self.holders = holders
        self.printed = printed
        self.spots = spots
        beginnings = KeyBeginnings(holders.keys)
    }

    /// Of templates that differ in their language the one whose texts a return has most of; the first among equals.
    func best(for grids: [SheetGrid]) -> Template? {
        guard all.count > 1 else { return all.first }
        var counts = [Int](repeating: 0, count: all.count)
        var others: [String] = []
        for grid in grids {
            let spots = spots[grid.sheet.index] ?? [:]
            for row in grid.rows.prefix(Self.rows) { count(row, beside: spots[row.number] ?? [], &counts, &others) }
        }
        for (index, text) in others.enumerated() {
            // As soon as no other can have as many, what is left need not be looked at.
            let (most, left) = (counts.max() ?? 0, others.count - index)
            if counts.count(where: { $0 + left >= most }) == 1 { break }
            for index in templates(printing: text) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { all[$0] }
    }

    /// Counts the texts of a row that stand where they are printed, and gathers the others.
    private func count(_ row: GridRow, beside spots: [Spot], _ counts: inout [Int], _ others: inout [String]) {
        var next = 0
        for cell in row.cells.prefix(Self.cells) {
            guard case .text(let text) = cell.value, text.utf8.count <= Cell.longestCompared else { continue }
            while next < spots.count, spots[next].column < cell.column { next += 1 }
            // Templates of several languages have a text each there.
            var place = next
            while place < spots.count, spots[place].column == cell.column, spots[place].text != ExactText(text) {
                place += 1
            }
            if place < spots.count, spots[place].column == cell.column {
                for index in spots[place].holders { counts[index] += 1 }
            } else {
                others.append(text)
            }
        }
    }

    /// The templates on which a text is printed and can be known again.
    private func templates(printing text: String) -> [Int] {
        if let own = printed[ExactText(text)] { return own }
        guard beginnings.mayBegin(text), let key = Cell.comparisonKey(of: text) else { return [] }
        return holders[key] ?? []
    }
}
