import Spreadsheets
import SurveyModel

/// The blank questionnaires of a version: one, or one for each language.
struct TemplateSet: Sendable {
    let all: [Template]
    /// The templates on which a text is printed, by what it is compared by: looked up once for all languages.
    private let holders: [String: [Int]]
    /// What the printed texts are compared by that are too long to be remembered otherwise.
    private let long: [ExactText: String]

    init(_ templates: [Template]) {
        all = templates
        var holders: [String: [Int]] = [:]
        var long: [ExactText: String] = [:]
        // Of a single template nobody asks whether it is the right one.
        for (index, template) in templates.enumerated() where templates.count > 1 {
            for key in template.texts { holders[key, default: []].append(index) }
            for item in template.sheets.flatMap(\.printed) {
                if let text = item.text, text.text.utf8.count > LabelText.longestKept { long[text] = item.key }
            }
        }
        self.holders = holders
        self.long = long
    }

    /// Of templates that differ in their language the one whose texts a return has most of; the first among equals.
    func best(for grids: [SheetGrid]) -> Template? {
        guard all.count > 1 else { return all.first }
        var counts = [Int](repeating: 0, count: all.count)
        for grid in grids {
            for row in grid.rows.prefix(300) {
                for cell in row.cells.prefix(60) {
                    guard let key = key(of: cell), let own = holders[key], CellKey.isTelling(key) else { continue }
                    for index in own { counts[index] += 1 }
                }
            }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { all[$0] }
    }

    /// What a cell's text is compared by; nil where it holds none.
    private func key(of cell: Cell) -> String? {
        guard case .text(let text) = cell.value else { return nil }
        let isLong = text.utf8.count > LabelText.longestKept && text.utf8.count <= Cell.longestCompared
        return (isLong ? long[ExactText(text)] : nil) ?? cell.comparisonKey
    }
}
