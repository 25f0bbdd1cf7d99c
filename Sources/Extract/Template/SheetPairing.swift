import Spreadsheets
import SurveyModel

/// Which sheet of a return is which of the template's.
struct SheetPairing {
    /// From this share of a template sheet's texts on, a sheet of another name is that sheet.
    private static let enough = 0.5

    /// The sheets that both have, in the return's order.
    private(set) var pairs: [SheetAlignment] = []
    /// The template's sheets that the return has not.
    private(set) var missing: [TemplateSheet] = []
    /// The return's sheets that the template has not.
    private(set) var added: [SheetGrid] = []

    /// Sheets by name first, then those that a layout was read from by the layout's names, then by content, the best fit first.
    ///
    /// - Parameter names: for each sheet of the return, by its index, other names that it goes by.
    init(_ template: Template, _ grids: [SheetGrid], names: [Int: [String]]) {
        var partners: [Int: Int] = [:]
        var taken: Set<Int> = []
        let titles = template.sheets.map { LabelText($0.grid.sheet.name) }
        func pair(_ own: Int, _ other: Int) {
            guard partners[own] == nil, taken.insert(other).inserted else { return }
            partners[own] = other
        }
        for (own, grid) in grids.enumerated() {
            let name = LabelText(grid.sheet.name)
            if let other = titles.firstIndex(where: { $0.full == name.full }) { pair(own, other) }
        }
        for (own, grid) in grids.enumerated() where partners[own] == nil {
            let known = (names[grid.sheet.index] ?? []).map { LabelText($0) }
            if let other = titles.firstIndex(where: { title in known.contains { $0.full == title.full } }) {
                pair(own, other)
            }
        }
        var fits: [(fit: Double, own: Int, other: Int)] = []
        for (own, grid) in grids.enumerated() where partners[own] == nil {
            let keys = Self.keys(of: grid)
            for (other, sheet) in template.sheets.enumerated() where !taken.contains(other) {
                let fit = sheet.share(in: keys)
                if fit >= Self.enough { fits.append((fit, own, other)) }
            }
        }
        for item in fits.sorted(by: { (-$0.fit, $0.own, $0.other) < (-$1.fit, $1.own, $1.other) }) {
            pair(item.own, item.other)
        }
        for (own, grid) in grids.enumerated() {
            if let other = partners[own] {
                pairs.append(SheetAlignment(grid, template.sheets[other]))
            } else {
                added.append(grid)
            }
        }
        missing = template.sheets.indices.filter { !taken.contains($0) }.map { template.sheets[$0] }
    }

    private static func keys(of grid: SheetGrid) -> Set<String> {
        var keys: Set<String> = []
        for row in grid.rows {
            for cell in row.cells where cell.column <= TemplateSheet.columns && cell.isText {
                if let key = cell.comparisonKey { keys.insert(key) }
            }
        }
        return keys
    }
}

extension TemplateSheet {
    /// The share of the sheet's words that a set of texts has.
    fileprivate func share(in keys: Set<String>) -> Double {
        let telling = self.keys.filter(\.hasLetter)
        guard telling.count >= 2 else { return 0 }
        return Double(telling.count(where: keys.contains)) / Double(telling.count)
    }
}
