import OrderedCollections
import Spreadsheets
import SurveyModel

/// Which sheets each layout of a version is read from.
struct SheetAssignment {
    struct Found {
        let grid: SheetGrid
        let isRenamed: Bool
        /// Where the sheet's other layouts stand.
        var taken: [TakenArea] = []
    }

    /// A sheet that fits a layout which was read from another.
    struct Unread {
        let grid: SheetGrid
        let layout: LayoutDefinition
    }

    /// From here on a sheet's content tells what it is, whatever its name.
    private static let enough = 0.6
    /// Below this a sheet is none of the survey's, whatever its name.
    private static let nothing = 0.3

    /// The sheets of each layout, in workbook order: one, but for layouts whose sheets are known by a pattern.
    private(set) var sheets: [String: [Found]] = [:]
    private(set) var unread: [Unread] = []
    /// The sum of the layouts' fits.
    private(set) var fit = 0.0
    /// Whether no sheet fits any layout.
    private(set) var fitsNothing = true

    private let version: TemplateVersion
    private let grids: [SheetGrid]
    /// The sheets' names, as they are compared.
    private let titles: [LabelText]
    /// The names that any layout has for its sheet.
    private let names: Set<String>
    /// The reader of each layout.
    let readers: [String: LayoutReader]
    /// How well layouts fit sheets, by their index: of those pairs that somebody has asked for. Most sheets are known by their names, and to look in each
    /// for every layout is most of what a small return costs.
    private var fits: [Pair: Double] = [:]

    private struct Pair: Hashable {
        let layout: String
        let grid: Int
    }

    /// Whether the sheets have names of their own. A CSV file's bears the file's name, which says nothing.
    private let areNamed: Bool

    /// Sheets by name first: a respondent may rename one, but seldom to another's name. Then by content, best fit first.
    init(_ version: TemplateVersion, _ readers: [String: LayoutReader], _ grids: [SheetGrid], areNamed: Bool) {
        self.version = version
        self.areNamed = areNamed
        self.readers = readers
        self.grids = grids
        titles = grids.map { LabelText($0.sheet.name) }
        names = Set(version.layouts.values.flatMap(\.sheet.names.all))
        for (name, layout) in version.layouts { assignByName(name, layout.sheet) }
        assignByContent()
        // In the layouts' order: sums of fractions depend on it.
        for name in version.layouts.keys {
            for found in sheets[name] ?? [] {
                if let index = grids.firstIndex(where: { $0.sheet == found.grid.sheet }) {
                    fit += fit(of: name, in: index)
                }
            }
        }
        findUnread()
        share()
        fitsNothing = doesNothingFit()
    }

    private mutating func fit(of layout: String, in grid: Int) -> Double {
        let pair = Pair(layout: layout, grid: grid)
        if let fit = fits[pair] { return fit }
        let fit = readers[layout]?.fit(grids[grid]) ?? 0
        fits[pair] = fit
        return fit
    }

    private mutating func doesNothingFit() -> Bool {
        if fits.values.contains(where: { $0 >= Self.nothing }) { return false }
        return version.layouts.keys.allSatisfy { name in
            grids.indices.allSatisfy { fit(of: name, in: $0) < Self.nothing }
        }
    }

    /// The grids that are read, in workbook order, each once.
    var sheetsRead: [SheetGrid] {
        var seen: Set<Int> = []
        return sheets.values.joined().map(\.grid).sorted { $0.sheet.index < $1.sheet.index }.filter {
            seen.insert($0.sheet.index).inserted
        }
    }

    // MARK: - By name, pattern or position

    private mutating func assignByName(_ name: String, _ selector: SheetSelector) {
        if let pattern = selector.pattern {
            let matching = grids.filter { pattern.matchesWhole($0.sheet.name) }
            if !matching.isEmpty { sheets[name] = matching.map { Found(grid: $0, isRenamed: false) } }
        } else if let position = selector.position {
            assign(name, toPosition: position)
        } else {
            let own = selector.names.all
            let labels = own.map { LabelText($0) }
            let named = grids.indices.filter { index in
                let title = titles[index]
                return labels.contains { $0.likeness(to: title) >= LabelSet.near }
                    && isOwn(grids[index].sheet.name, own)
            }
            guard let best = named.map({ rank($0, name, own) }).max(by: <).map({ -$0.3 }) else { return }
            let isRenamed = !own.contains(grids[best].sheet.name)
            sheets[name] = [Found(grid: grids[best], isRenamed: isRenamed)]
        }
    }

    /// The sheet at a position, unless nothing of the layout stands there and another sheet has it.
    private mutating func assign(_ name: String, toPosition position: Int) {
        // A sheet "To review" in front is none of the questionnaire's, and does not count.
        let index = position - 1
        guard grids.indices.contains(index), readers[name] != nil else { return }
        if fit(of: name, in: index) >= Self.nothing
            || !grids.indices.contains(where: { fit(of: name, in: $0) >= Self.enough })
        {
            sheets[name] = [Found(grid: grids[index], isRenamed: false)]
        }
    }

    /// Whether a sheet's name may be a layout's: "Table 1" is like "Tables 1", but not where it is another layout's name to the letter.
    private func isOwn(_ sheet: String, _ own: [String]) -> Bool {
        own.contains(sheet) || !names.contains(sheet)
    }

    /// Of two sheets of like names the one with the very name, unless its content is another's: "Benefits (2)" is a copy of "Benefits", wherever it
    /// stands. Else the one that fits better; a visible one before a hidden; the first.
    private mutating func rank(_ index: Int, _ name: String, _ own: [String]) -> (Int, Double, Int, Int) {
        let fit = self.fit(of: name, in: index)
        let isVisible = grids[index].sheet.state == .visible
        return (fit >= Self.enough ? nearness(of: index, to: own) : 0, fit, isVisible ? 1 : 0, -index)
    }

    /// 2 where a sheet has one of the names to the letter, 1 where it has its words.
    private func nearness(of index: Int, to own: [String]) -> Int {
        if own.contains(grids[index].sheet.name) { return 2 }
        return own.contains { LabelText($0).full == titles[index].full } ? 1 : 0
    }

    // MARK: - By content

    private mutating func assignByContent() {
        var taken = Set(sheets.values.joined().map(\.grid.sheet.index))
        var candidates: [(fit: Double, order: Int, name: String, grid: Int)] = []
        for (order, name) in version.layouts.keys.enumerated() where sheets[name] == nil {
            for index in grids.indices where fit(of: name, in: index) >= Self.enough {
                candidates.append((fit(of: name, in: index), order, name, index))
            }
        }
        candidates.sort { (-$0.fit, $0.order, $0.grid) < (-$1.fit, $1.order, $1.grid) }
        for candidate in candidates where sheets[candidate.name] == nil {
            let grid = grids[candidate.grid]
            guard !taken.contains(grid.sheet.index) || isShared(grid, by: candidate.name) else { continue }
            let isNamed = !(version.layouts[candidate.name]?.sheet.isAny ?? true)
            sheets[candidate.name] = [Found(grid: grid, isRenamed: isNamed && areNamed)]
            taken.insert(grid.sheet.index)
        }
    }

    /// Whether a layout stands in a sheet beside others that the definition looks for in the same sheet.
    private func isShared(_ grid: SheetGrid, by name: String) -> Bool {
        let others = version.layouts.filter { other, layout in
            other != name && (sheets[other] ?? []).contains { $0.grid.sheet == grid.sheet }
                && layout.sheet == version.layouts[name]?.sheet
        }
        guard !others.isEmpty else { return false }
        let taken = others.keys.flatMap { readers[$0]?.takenAreas(grid, besides: []) ?? [] }
        return readers[name]?.takenAreas(grid, besides: taken).isEmpty == false
    }

    /// Tells each layout where the others of its sheet stand. One that more than a header tells of has its header first; then the better a layout fits,
    /// the earlier.
    private mutating func share() {
        for grid in sheetsRead {
            guard let index = grids.firstIndex(where: { $0.sheet == grid.sheet }) else { continue }
            let names = version.layouts.keys.filter { name in
                (sheets[name] ?? []).contains { $0.grid.sheet == grid.sheet }
            }
            guard names.count > 1 else { continue }
            let order = names.enumerated().map { offset, name in
                let isAnchored = readers[name]?.isAnchored(in: grid) ?? false
                return (rung: isAnchored ? 0 : 1, fit: fit(of: name, in: index), offset: offset, name: name)
            }.sorted { ($0.rung, -$0.fit, $0.offset) < ($1.rung, -$1.fit, $1.offset) }
            var areas: [String: [TakenArea]] = [:]
            for (_, _, _, name) in order {
                areas[name] = readers[name]?.takenAreas(grid, besides: areas.values.flatMap(\.self)) ?? []
            }
            for name in names {
                let others = names.filter { $0 != name }.flatMap { areas[$0] ?? [] }
                for place in (sheets[name] ?? []).indices where sheets[name]?[place].grid.sheet == grid.sheet {
                    sheets[name]?[place].taken = others
                }
            }
        }
    }

    private mutating func findUnread() {
        let taken = Set(sheets.values.joined().map(\.grid.sheet.index))
        for (index, grid) in grids.enumerated() where !taken.contains(grid.sheet.index) {
            let best = version.layouts.keys.map { (name: $0, fit: fit(of: $0, in: index)) }.max { $0.fit < $1.fit }
            if let best, best.fit >= Self.enough, let layout = version.layouts[best.name] {
                unread.append(Unread(grid: grid, layout: layout))
            }
        }
    }
}
