/// What histograms and trends share: a scale on the left, a picture of a fixed height, labels along the foot.
struct VerticalChart {
    static let width = 760.0
    static let height = 250.0

    let left: Double
    let right: Double
    let top = 12.0
    private let scale: ChartScale
    private let catalogue: Catalogue

    /// A chart's frame; `tail` units stay free on the right.
    init(values: [Double], tail: Double, catalogue: Catalogue) {
        // From the foot upwards, so that a greater value stands higher.
        scale = ChartScale(values: values, start: top + Self.height, length: -Self.height)
        self.catalogue = catalogue
        let decimals = scale.decimals
        let labels = scale.ticks.map { ChartText.width(catalogue.number($0, most: decimals)) }
        left = (labels.max() ?? 0) + 16
        right = Self.width - tail
    }

    var bottom: Double { top + Self.height }

    func place(_ value: Double) -> Double { scale.place(value) }

    func drawFrame(into drawing: inout SVGDrawing) {
        for tick in scale.ticks {
            let y = scale.place(tick)
            drawing.line(x1: left, y1: y, x2: right, y2: y, style: tick == 0 ? "zl" : "gl")
            let label = catalogue.number(tick, most: scale.decimals)
            drawing.text(label, x: left - 8, y: y + 4, anchor: .end, style: "ax")
        }
        drawing.reach(bottom + 24)
    }
}
