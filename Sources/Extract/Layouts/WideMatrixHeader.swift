import SurveyModel

extension MatrixHeaderFinder {
    /// The header over all columns, where what narrows them is no title beside this one's but words that begin with one: it has the columns of the narrow
    /// header and more, and none of them twice.
    func wide(
        than narrow: MatrixHeader?, in grid: SheetGrid, _ found: AreaFinder.Found, _ areas: AreaFinder
    ) -> MatrixHeader? {
        guard found.isBetween, let top = found.top else { return nil }
        var area = found.area
        area.columns = SearchArea.whole.columns
        guard let wide = find(in: grid, area), wide.known > narrow?.known ?? 0,
            let last = wide.columns.last?.column, wide.labelColumn <= last
        else { return nil }
        let columns = Set(wide.columns.map(\.column))
        let isSame = narrow?.columns.allSatisfy { columns.contains($0.column) } ?? true
        let labels = wide.columns.map { column in column.labels.compactMap { $0?.text } }.filter { !$0.isEmpty }
        guard isSame, Set(labels).count == labels.count else { return nil }
        let first = wide.row(of: 0, levels: areas.headerRows)
        return areas.isBesideOther(wide.labelColumn...last, from: top, to: first, in: grid) ? nil : wide
    }
}
