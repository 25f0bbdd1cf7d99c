import OrderedCollections
import Spreadsheets
import SurveyModel

/// Which sheet each layout of a version is read from.
struct SheetAssignment {
    struct Found {
        let grid: SheetGrid
        let isRenamed: Bool
    }

    /// A sheet that fits a layout which was read from another.
    struct Unread {
        let grid: SheetGrid
        let layout: LayoutDefinition
    }

    /// From here on a sheet's content tells what it is, whatever its name.
    private static let enough = 0.6

    /// The sheet of each layout.
    private(set) var sheets: [String: Found] = [:]
    private(set) var unread: [Unread] = []
    /// The sum of the layouts' fits.
    private(set) var fit = 0.0

    /// Sheets by name first: a respondent may rename one, but seldom to another's name. Then by content, best fit first.
    init(
        _ version: TemplateVersion, _ definition: SurveyDefinition, _ labels: [String: CodeLabels], _ grids: [SheetGrid]
    ) {
        var fits: [String: [Double]] = [:]
        for (name, layout) in version.layouts {
            guard let table = definition.tables[layout.table] else { continue }
            let reader = LayoutReader(layout, table: table, labels: labels)
            fits[name] = grids.map { reader.fit($0) }
        }
        assignByName(version, grids, fits)
        assignByContent(version, grids, fits)
        // In the layouts' order: sums of fractions depend on it.
        for name in version.layouts.keys {
            guard let found = sheets[name] else { continue }
            if let index = grids.firstIndex(where: { $0.sheet == found.grid.sheet }) { fit += fits[name]?[index] ?? 0 }
        }
        findUnread(version, grids, fits)
    }

    /// The grids that are read, in workbook order, each once.
    var sheetsRead: [SheetGrid] {
        var seen: Set<Int> = []
        return sheets.values.map(\.grid).sorted { $0.sheet.index < $1.sheet.index }.filter {
            seen.insert($0.sheet.index).inserted
        }
    }

    private mutating func assignByName(_ version: TemplateVersion, _ grids: [SheetGrid], _ fits: [String: [Double]]) {
        for (name, layout) in version.layouts {
            let names = layout.sheet.names.all.map { LabelText($0) }
            let named = grids.indices.filter { index in
                names.contains { $0.likeness(to: LabelText(grids[index].sheet.name)) >= 0.85 }
            }
            guard let best = named.max(by: { rank($0, grids, fits[name]) < rank($1, grids, fits[name]) }) else {
                continue
            }
            sheets[name] = Found(grid: grids[best], isRenamed: !layout.sheet.names.all.contains(grids[best].sheet.name))
        }
    }

    /// Of two sheets of like names the one that fits better; a visible one before a hidden; the first.
    private func rank(_ index: Int, _ grids: [SheetGrid], _ fits: [Double]?) -> (Double, Int, Int) {
        (fits?[index] ?? 0, grids[index].sheet.state == .visible ? 1 : 0, -index)
    }

    private mutating func assignByContent(_ version: TemplateVersion, _ grids: [SheetGrid], _ fits: [String: [Double]])
    {
        var taken = Set(sheets.values.map(\.grid.sheet.index))
        var candidates: [(fit: Double, order: Int, name: String, grid: Int)] = []
        for (order, name) in version.layouts.keys.enumerated() where sheets[name] == nil {
            for (index, fit) in (fits[name] ?? []).enumerated() where fit >= Self.enough {
                candidates.append((fit, order, name, index))
            }
        }
        candidates.sort { (-$0.fit, $0.order, $0.grid) < (-$1.fit, $1.order, $1.grid) }
        for candidate in candidates
        where sheets[candidate.name] == nil && !taken.contains(grids[candidate.grid].sheet.index) {
            let isNamed = !(version.layouts[candidate.name]?.sheet.isAny ?? true)
            // A CSV file's sheet carries the file's name, which says nothing.
            sheets[candidate.name] = Found(grid: grids[candidate.grid], isRenamed: isNamed && grids.count > 1)
            taken.insert(grids[candidate.grid].sheet.index)
        }
    }

    private mutating func findUnread(_ version: TemplateVersion, _ grids: [SheetGrid], _ fits: [String: [Double]]) {
        let taken = Set(sheets.values.map(\.grid.sheet.index))
        for (index, grid) in grids.enumerated() where !taken.contains(grid.sheet.index) {
            let best = version.layouts.keys.map { (name: $0, fit: fits[$0]?[index] ?? 0) }.max { $0.fit < $1.fit }
            if let best, best.fit >= Self.enough, let layout = version.layouts[best.name] {
                unread.append(Unread(grid: grid, layout: layout))
            }
        }
    }
}
