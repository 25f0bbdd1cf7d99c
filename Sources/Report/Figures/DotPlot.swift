/// A dot for each category, or for each category and series, on a hairline.
enum DotPlot {
    static func drawing(_ table: FigureTable, catalogue: Catalogue) -> SVGDrawing {
        let chart = HorizontalChart(
            categories: table.categories, values: table.points.map(\.value), tail: 64, catalogue: catalogue)
        var drawing = SVGDrawing(width: HorizontalChart.width)
        chart.drawFrame(into: &drawing)
        let decimals = Catalogue.decimals(of: table.points.map(\.value))
        for (row, category) in table.categories.enumerated() {
            let middle = chart.middle(row)
            drawing.line(x1: chart.left, y1: middle, x2: chart.right, y2: middle, style: "hl")
            for (number, series) in table.series.enumerated() {
                guard let value = table.value(category, series) else { continue }
                let label = catalogue.number(value, decimals: decimals)
                let name = series.isEmpty ? category : "\(category), \(series)"
                drawing.point(x: chart.scale.place(value), y: middle, series: number, tip: "\(name): \(label)")
                if table.series.count == 1 {
                    drawing.text(label, x: chart.scale.place(value) + 10, y: middle + 4, style: "vl")
                }
            }
        }
        return drawing
    }
}
