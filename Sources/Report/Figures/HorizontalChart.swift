/// What bar charts and dot plots share: category labels on the left, a scale along the foot, one row for each category.
struct HorizontalChart {
    static let width = 760.0
    static let labelLimit = 230.0

    let rows: [(category: String, lines: [String])]
    let scale: ChartScale
    let rowHeight: Double
    let left: Double
    let right: Double
    private let catalogue: Catalogue

    /// A chart's frame; `tail` units stay free on the right for the numbers.
    init(categories: [String], values: [Double], tail: Double, catalogue: Catalogue) {
        rows = categories.map { ($0, ChartText.wrapped($0, width: Self.labelLimit, lines: 2)) }
        let longest = rows.flatMap(\.lines).map(ChartText.width).max() ?? 0
        left = min(Self.labelLimit, longest) + 14
        right = Self.width - tail
        rowHeight = rows.contains { $0.lines.count > 1 } ? 36 : 27
        scale = ChartScale(values: values, start: left, length: right - left)
        self.catalogue = catalogue
    }

    var top: Double { 6 }
    var bottom: Double { top + Double(rows.count) * rowHeight }

    /// The middle of a row.
    func middle(_ row: Int) -> Double {
        top + (Double(row) + 0.5) * rowHeight
    }

    func drawFrame(into drawing: inout SVGDrawing) {
        for tick in scale.ticks {
            let x = scale.place(tick)
            drawing.line(x1: x, y1: top, x2: x, y2: bottom, style: tick == 0 ? "zl" : "gl")
            let label = catalogue.number(tick, most: scale.decimals)
            drawing.text(label, x: x, y: bottom + 16, anchor: .middle, style: "ax")
        }
        for (row, content) in rows.enumerated() {
            let first = middle(row) + 4 - Double(content.lines.count - 1) * ChartText.lineHeight / 2
            for (line, text) in content.lines.enumerated() {
                let y = first + Double(line) * ChartText.lineHeight
                drawing.text(text, x: left - 10, y: y, anchor: .end, style: "lb")
            }
        }
        drawing.reach(bottom + 22)
    }
}
