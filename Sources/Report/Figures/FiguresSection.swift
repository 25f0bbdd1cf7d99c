import SurveyModel

/// The survey's figures: each with a title, a note, a picture where its kind has one, and its data as a table.
struct FiguresSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Rows of a list that are shown; the dataset holds all.
    static let rowLimit = 300
    /// Categories that fit into a picture that a person can still read.
    static let categoryLimit = 60
    /// Rows of a list that stand open on the page.
    static let openRows = 40

    func context() -> [String: Any] {
        [
            "count": catalogue.number(index.result.figures.count),
            "isEmpty": index.result.figures.isEmpty,
            "items": index.result.figures.enumerated().map { item(Self.tabulated($1), of: $1, number: $0 + 1) },
        ]
    }

    /// The figure's data as its table has them: of a histogram, the intervals and not each value.
    private static func tabulated(_ figure: FigureData) -> FigureData {
        guard figure.definition.kind == .histogram, let histogram = Histogram(figure) else { return figure }
        return FigureData(definition: figure.definition, columns: ["from", "to", "count"], rows: histogram.rows())
    }

    private func item(_ figure: FigureData, of data: FigureData, number: Int) -> [String: Any] {
        let label = "picture-\(number)"
        let picture = picture(data, label: "\(label)-title")
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
                ? catalogue.text("figures.rows", count: figure.rows.count) : catalogue.text("figures.table"),
            "heads": heads(figure),
            "rows": rows(figure),
            "more": figure.rows.count > Self.rowLimit
                ? catalogue.text("figures.more", count: figure.rows.count - Self.rowLimit) as Any : false,
        ]
    }

    private func picture(_ figure: FigureData, label: String) -> (svg: String, legend: [[String: Any]])? {
        if figure.definition.kind == .histogram {
            return Histogram(figure).map { ($0.drawing(catalogue: catalogue).element(labelledBy: label), []) }
        }
        guard figure.definition.kind != .list, let table = FigureTable(figure), !table.points.isEmpty,
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

    private func rows(_ figure: FigureData) -> [[String: Any]] {
        // Asked for where a cell is empty, once for each column: it takes a look at many rows.
        var numeric: [Int: Bool] = [:]
        return figure.rows.prefix(Self.rowLimit).map { row($0, figure, &numeric) }
    }

    private func row(_ row: [FigureValue?], _ figure: FigureData, _ numeric: inout [Int: Bool]) -> [String: Any] {
        let cells = row.enumerated().map { column, value -> [String: Any] in
            switch value {
            case .number(let number)?:
                // A year or a number that identifies is not grouped: only measures of charts are.
                let isMeasure = figure.definition.kind != .list && figure.columns.indices.contains(column)
                return ["text": isMeasure ? catalogue.number(number) : Value.shortest(number), "style": "n"]
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

    private func isNumeric(_ column: Int, _ figure: FigureData) -> Bool {
        let values = figure.rows.prefix(50).compactMap { $0.indices.contains(column) ? $0[column] : nil }
        return !values.isEmpty
            && values.allSatisfy { if case .number = $0 { true } else { false } }
    }
}
