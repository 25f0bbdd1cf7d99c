/// A line for each series over the rounds, with a gap where a round has no value.
enum TrendChart {
    static func drawing(_ table: FigureTable, catalogue: Catalogue) -> SVGDrawing {
        let chart = VerticalChart(values: table.points.map(\.value), tail: 76, catalogue: catalogue)
        var drawing = SVGDrawing(width: VerticalChart.width)
        chart.drawFrame(into: &drawing)
        let decimals = Catalogue.decimals(of: table.points.map(\.value))
        let count = table.categories.count
        let gap = (chart.right - chart.left - 40) / Double(max(1, count - 1))
        func x(_ round: Int) -> Double {
            count > 1 ? chart.left + 20 + Double(round) * gap : (chart.left + chart.right) / 2
        }
        // As many rounds are named as there is room for, the last one always.
        let widest = table.categories.map(ChartText.width).max() ?? 0
        let every = max(1, Int(((widest + 12) / max(1, gap)).rounded(.up)))
        for (round, name) in table.categories.enumerated() where (count - 1 - round) % every == 0 {
            drawing.text(name, x: x(round), y: chart.bottom + 18, anchor: .middle, style: "ax")
        }
        for (number, series) in table.series.enumerated() {
            var line: [(x: Double, y: Double)] = []
            for (round, name) in table.categories.enumerated() {
                guard let value = table.value(name, series) else {
                    drawing.path(line, series: number)
                    line = []
                    continue
                }
                line.append((x(round), chart.place(value)))
            }
            drawing.path(line, series: number)
            for (round, name) in table.categories.enumerated() {
                guard let value = table.value(name, series) else { continue }
                let label = catalogue.number(value, decimals: decimals)
                let tip = series.isEmpty ? "\(name): \(label)" : "\(name), \(series): \(label)"
                drawing.point(x: x(round), y: chart.place(value), series: number, tip: tip)
                if table.series.count == 1, count <= 12 {
                    drawing.text(label, x: x(round), y: chart.place(value) - 10, anchor: .middle, style: "vl")
                }
            }
        }
        return drawing
    }
}
