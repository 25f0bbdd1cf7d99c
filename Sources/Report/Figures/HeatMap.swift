import Foundation

/// Values where rows and columns cross, pale for the least and dark for the greatest.
struct HeatMap {
    static let width = 760.0
    static let shades = 5

    let table: FigureTable
    let catalogue: Catalogue
    private let decimals: Int

    init(table: FigureTable, catalogue: Catalogue) {
        self.table = table
        self.catalogue = catalogue
        decimals = Catalogue.decimals(of: table.points.map(\.value))
    }

    private var least: Double { table.points.map(\.value).min() ?? 0 }
    private var greatest: Double { table.points.map(\.value).max() ?? 0 }

    func drawing() -> SVGDrawing {
        let rows = table.categories.map { ChartText.wrapped($0, width: HorizontalChart.labelLimit, lines: 2) }
        let left = min(HorizontalChart.labelLimit, rows.joined().map(ChartText.width).max() ?? 0) + 14
        let cell = min(130, (Self.width - left) / Double(max(1, table.series.count)))
        let heads = table.series.map { ChartText.wrapped($0, width: cell - 6, lines: 3) }
        let top = Double(heads.map(\.count).max() ?? 1) * ChartText.lineHeight + 8
        let height = rows.contains { $0.count > 1 } ? 34.0 : 28.0
        var drawing = SVGDrawing(width: Self.width)
        for (column, lines) in heads.enumerated() {
            for (line, text) in lines.enumerated() {
                let y = top - 8 - Double(lines.count - 1 - line) * ChartText.lineHeight
                drawing.text(text, x: left + (Double(column) + 0.5) * cell, y: y, anchor: .middle, style: "lb")
            }
        }
        for (row, category) in table.categories.enumerated() {
            let y = top + Double(row) * height
            for (line, text) in rows[row].enumerated() {
                let offset = (Double(line) - Double(rows[row].count - 1) / 2) * ChartText.lineHeight
                drawing.text(text, x: left - 10, y: y + height / 2 + 4 + offset, anchor: .end, style: "lb")
            }
            for (column, series) in table.series.enumerated() {
                let x = left + Double(column) * cell
                drawCell(category, series, x: x, y: y, width: cell, height: height, into: &drawing)
            }
        }
        drawing.reach(top + Double(rows.count) * height)
        return drawing
    }

    private func drawCell(
        _ category: String, _ series: String, x: Double, y: Double, width: Double, height: Double,
        into drawing: inout SVGDrawing
    ) {
        let value = table.value(category, series)
        let shade = value.map(shade) ?? 0
        let label = value.map { catalogue.number($0, decimals: decimals) } ?? "–"
        drawing.rectangle(
            x: x + 1, y: y + 1, width: width - 2, height: height - 2, style: "m\(shade)",
            tip: "\(category), \(series): \(label)")
        // Of a number that is wider than its cell the tip and the table tell.
        if ChartText.width(label) + 6 < width {
            drawing.text(label, x: x + width / 2, y: y + height / 2 + 4, anchor: .middle, style: "mt m\(shade)t")
        }
    }

    /// The shade of a value, from 1 to ``shades``, in equal intervals.
    func shade(_ value: Double) -> Int {
        guard greatest > least else { return 3 }
        // Far enough apart, two numbers have no difference: that of their halves is in the same proportion.
        let part = (greatest - least).isFinite ? 1.0 : 0.5
        let place = (value * part - least * part) / (greatest * part - least * part)
        guard place.isFinite else { return 3 }
        // A sum of several values may lie beyond the least and the greatest.
        return min(Self.shades, 1 + Int(min(max(place, 0), 1) * Double(Self.shades)))
    }

    /// The interval of each shade, in words.
    func intervals() -> [String] {
        guard greatest > least else { return [] }
        // Far enough apart, two numbers have no difference; a part of each has.
        let shades = Double(Self.shades)
        let step = (greatest - least).isFinite ? (greatest - least) / shades : greatest / shades - least / shades
        // The decimals of the values, so that bounds and values read alike; one more where bounds would be written alike.
        let shown = step * pow(10, Double(decimals)) < 0.999 ? decimals + 1 : decimals
        let scale = pow(10, Double(shown))
        return (0..<Self.shades).map { shade in
            let bounds = [shade, shade + 1].map { bound in
                let number = least + Double(bound) * step
                let scaled = number * scale
                return catalogue.number(scaled.isFinite ? scaled.rounded() / scale : number, decimals: shown)
            }
            return bounds.joined(separator: "–")
        }
    }
}
