import SurveyModel

/// The survey's figures: each with a title, a note, a picture where its kind has one, and its data as a table.
struct FiguresSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Rows of a figure's table that are shown.
    static let rowLimit = 300
    /// Categories that fit into a picture that a person can still read.
    static let categoryLimit = 60
    /// Rows of a list that stand open on the page.
    static let openRows = 40

    func context() -> [String: Any] {
        [
            "count": catalogue.number(index.result.figures.count),
            "isEmpty": index.result.figures.isEmpty,
            "items": index.result.figures.enumerated().map { item($1, number: $0 + 1) },
        ]
    }

    private func item(_ data: FigureData, number: Int) -> [String: Any] {
        let label = "picture-\(number)"
        let histogram = data.definition.kind == .histogram ? Histogram(data) : nil
        let picture = picture(data, histogram, label: "\(label)-title")
        // Of a histogram, the table has the intervals and not each value.
        let figure =
            histogram.map {
                FigureData(definition: data.definition, columns: ["from", "to", "count"], rows: $0.rows())
            } ?? data
        let isTable = picture == nil
        let isFolded = isTable ? figure.rows.count > Self.openRows : true
        return [
            "id": label,
            "anchorId": "figure-" + figure.definition.id,
            "title": figure.definition.title.text(in: index.language),
            "note": figure.definition.note.map { $0.text(in: index.language) as Any } ?? false,
            "svg": picture?.svg as Any? ?? false,
            "legend": picture.map { $0.legend.isEmpty ? false as Any : ["entries": $0.legend] as [String: Any] }
                ?? false,
            "isEmpty": figure.rows.isEmpty,
            "hasRows": !figure.rows.isEmpty,
            "isFolded": isFolded, "isOpen": !isFolded,
            "tableTitle": isTable
                ? catalogue.text("figures.rows", count: min(figure.rows.count, Self.rowLimit))
                : catalogue.text("figures.table"),
            "heads": heads(figure),
            "rows": rows(figure, histogram),
            "more": figure.rows.count > Self.rowLimit
                ? catalogue.text("figures.more", count: figure.rows.count - Self.rowLimit) as Any : false,
        ]
    }

    private func picture(
        _ figure: FigureData, _ histogram: Histogram?, label: String
    ) -> (svg: String, legend: [[String: Any]])? {
        if let histogram { return (histogram.drawing(catalogue: catalogue).element(labelledBy: label), []) }
        guard figure.definition.kind != .list,
            let table = FigureTable(figure, rounds: index.result.definition.round.all), !table.points.isEmpty,
            table.categories.count <= Self.categoryLimit, table.series.count <= 24
        else { return nil }
        switch figure.definition.kind {
        case .list, .histogram:
            return nil
        case .trend:
            guard table.series.count <= 8 else { return nil }
            return (TrendChart.drawing(table, catalogue: catalogue).element(labelledBy: label), seriesLegend(table))
        case .bar:
            return (BarChart.drawing(table, catalogue: catalogue).element(labelledBy: label), [])
        case .stackedBar:
            // A stack of parts that may be negative has no length that means anything.
            guard table.points.allSatisfy({ $0.value >= 0 }), table.series.count <= 8 else { return nil }
            return (
                StackedBarChart.drawing(table, catalogue: catalogue).element(labelledBy: label), seriesLegend(table)
            )
        case .dotPlot:
            guard table.series.count <= 8 else { return nil }
            return (DotPlot.drawing(table, catalogue: catalogue).element(labelledBy: label), seriesLegend(table))
        case .heatMap:
            let map = HeatMap(table: table, catalogue: catalogue)
            let legend = map.intervals().enumerated().map { ["style": "m\($0 + 1)", "name": $1] as [String: Any] }
            return (map.drawing().element(labelledBy: label), legend)
        }
    }

    private func seriesLegend(_ table: FigureTable) -> [[String: Any]] {
        guard table.series.count > 1 || table.series.first?.isEmpty == false else { return [] }
        return table.series.enumerated().map { ["style": "s\($0 % 8 + 1)", "name": $1] }
    }

    private func heads(_ figure: FigureData) -> [[String: Any]] {
        figure.columns.indices.map { column in
            let name = figure.columns[column]
            return [
                "name": catalogue.optionalText("figures.column.\(name)") ?? name,
                "style": isNumeric(column, figure) ? "n" : "",
            ]
        }
    }

    private func rows(_ figure: FigureData, _ histogram: Histogram?) -> [[String: Any]] {
        // Asked for where a cell is empty, once for each column: it takes a look at many rows.
        var numeric: [Int: Bool] = [:]
        return figure.rows.prefix(Self.rowLimit).map { row($0, figure, histogram, &numeric) }
    }

    private func row(
        _ row: [FigureValue?], _ figure: FigureData, _ histogram: Histogram?, _ numeric: inout [Int: Bool]
    ) -> [String: Any] {
        let cells = row.enumerated().map { column, value -> [String: Any] in
            switch value {
            case .number(let number)?:
                let name = figure.columns.indices.contains(column) ? figure.columns[column] : ""
                return ["text": words(number, name, figure, histogram), "style": "n"]
            case .text(let text)?:
                // A long text wants a wide column, also where the table must then be scrolled.
                return ["text": DisplayText.visible(text), "style": text.count > 60 ? "w" : ""]
            case nil:
                let isNumber = numeric[column] ?? isNumeric(column, figure)
                numeric[column] = isNumber
                return ["text": "–", "style": isNumber ? "n z" : "z"]
            }
        }
        return ["first": cells.first as Any? ?? false, "others": Array(cells.dropFirst())]
    }

    /// Columns that name what is measured: a year among them is not grouped.
    private static let naming: Set<String> = ["category", "series", "row", "column", "round", "year"]

    /// A number of a figure's table. A year or a number that identifies is not grouped: only what charts measure is.
    private func words(
        _ number: Double, _ column: String, _ figure: FigureData, _ histogram: Histogram?
    ) -> String {
        if let histogram, column != "count" { return histogram.words(bound: number, catalogue) }
        let isMeasure = figure.definition.kind != .list && !Self.naming.contains(column.lowercased())
        return isMeasure
            ? catalogue.number(number, most: Catalogue.decimals(of: [number])) : Value.shortest(number)
    }

    private func isNumeric(_ column: Int, _ figure: FigureData) -> Bool {
        let values = figure.rows.prefix(50).compactMap { $0.indices.contains(column) ? $0[column] : nil }
        return !values.isEmpty
            && values.allSatisfy { if case .number = $0 { true } else { false } }
    }
}
