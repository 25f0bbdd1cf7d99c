/// Horizontal bars, one for each category, with their values at the end.
enum BarChart {
    static func drawing(_ table: FigureTable, catalogue: Catalogue) -> SVGDrawing {
        let values = table.categories.map { table.value($0, "") ?? 0 }
        let chart = HorizontalChart(categories: table.categories, values: values, tail: 64, catalogue: catalogue)
        var drawing = SVGDrawing(width: HorizontalChart.width)
        chart.drawFrame(into: &drawing)
        let decimals = Catalogue.decimals(of: values)
        let thickness = chart.rowHeight * 0.58
        for (row, value) in values.enumerated() {
            let zero = chart.scale.place(0)
            let end = chart.scale.place(value)
            let middle = chart.middle(row)
            let label = catalogue.number(value, decimals: decimals)
            drawing.rectangle(
                x: min(zero, end), y: middle - thickness / 2, width: abs(end - zero), height: thickness, style: "s1",
                tip: "\(table.categories[row]): \(label)")
            // A bar to the left has its number within the chart, at the zero line, where no label stands.
            drawing.text(label, x: max(zero, end) + 6, y: middle + 4, style: "vl")
        }
        return drawing
    }
}

/// Horizontal bars made of parts, one part for each series.
enum StackedBarChart {
    static func drawing(_ table: FigureTable, catalogue: Catalogue) -> SVGDrawing {
        let totals = table.categories.map { category in
            table.series.reduce(0) { $0 + (table.value(category, $1) ?? 0) }
        }
        let chart = HorizontalChart(categories: table.categories, values: totals, tail: 64, catalogue: catalogue)
        var drawing = SVGDrawing(width: HorizontalChart.width)
        chart.drawFrame(into: &drawing)
        let decimals = Catalogue.decimals(of: table.points.map(\.value))
        let thickness = chart.rowHeight * 0.62
        for (row, category) in table.categories.enumerated() {
            var sum = 0.0
            let middle = chart.middle(row)
            for (number, series) in table.series.enumerated() {
                guard let value = table.value(category, series), value > 0 else { continue }
                let start = chart.scale.place(sum)
                sum += value
                let width = chart.scale.place(sum) - start
                let label = catalogue.number(value, decimals: decimals)
                drawing.rectangle(
                    x: start, y: middle - thickness / 2, width: width, height: thickness,
                    style: "sp s\(number % 8 + 1)",
                    tip: "\(category), \(series): \(label)")
                if width > ChartText.width(label) + 6 {
                    drawing.text(
                        label, x: start + width / 2, y: middle + 4, anchor: .middle, style: "in t\(number % 8 + 1)")
                }
            }
            drawing.text(
                catalogue.number(totals[row], decimals: decimals), x: chart.scale.place(sum) + 6, y: middle + 4,
                style: "vl")
        }
        return drawing
    }
}
