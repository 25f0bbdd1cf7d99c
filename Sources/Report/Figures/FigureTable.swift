import SurveyModel

/// A figure's data by the columns that its kind asks for.
struct FigureTable {
    struct Point {
        let category: String
        let series: String
        let value: Double
    }

    /// Categories in the order of the query; of a trend, rounds in their own order.
    let categories: [String]
    /// Series in the order of the query; one without a name where there is no such column.
    let series: [String]
    /// Points in the order of the query; rows without a usable number are left out.
    let points: [Point]

    /// The points of a figure with the columns that its kind asks for; nil where one is missing, so that the data can
    /// only be shown as a table.
    ///
    /// - Parameter rounds: the survey's rounds, the oldest first.
    init?(_ figure: FigureData, rounds: [String] = []) {
        let isHeatMap = figure.definition.kind == .heatMap
        let isTrend = figure.definition.kind == .trend
        guard let value = figure.columns.firstIndex(of: "value"),
            let category = figure.columns.firstIndex(of: isHeatMap ? "row" : isTrend ? "round" : "category")
        else { return nil }
        let series = figure.columns.firstIndex(of: isHeatMap ? "column" : "series")
        if series == nil, isHeatMap || figure.definition.kind == .stackedBar { return nil }
        let isSplit = series != nil && figure.definition.kind != .bar
        points = figure.rows.compactMap { row in
            guard row.indices.contains(value), row.indices.contains(category),
                case .number(let number)? = row[value], number.isFinite
            else { return nil }
            let name = isSplit ? series.flatMap { row.indices.contains($0) ? row[$0]?.text : nil } ?? "–" : ""
            return Point(category: row[category]?.text ?? "–", series: name, value: number)
        }
        // A round without a value is a gap in a line, not a round that never was.
        let named = figure.rows.map { row in (row.indices.contains(category) ? row[category]?.text : nil) ?? "–" }
        categories =
            isTrend ? Self.ordered(Self.distinct(named), by: rounds) : Self.distinct(points.map(\.category))
        self.series = Self.distinct(points.map(\.series))
    }

    /// The sum of a category's and series' values; nil where there is none.
    func value(_ category: String, _ series: String) -> Double? {
        let own = points.filter { $0.category == category && $0.series == series }
        return own.isEmpty ? nil : own.reduce(0) { $0 + $1.value }
    }

    /// All rounds from the first to the last of some, those between of which there is no row among them: a query that groups by series and round has
    /// the rounds in the order of its series, and none for a round without records. What is no round leaves all in the order of the query.
    private static func ordered(_ drawn: [String], by rounds: [String]) -> [String] {
        let places = drawn.compactMap { rounds.firstIndex(of: $0) }
        guard places.count == drawn.count, let first = places.min(), let last = places.max() else { return drawn }
        return Array(rounds[first...last])
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
