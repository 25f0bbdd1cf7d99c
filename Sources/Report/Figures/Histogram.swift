import Foundation
import SurveyModel

/// How many values lie in which interval, the intervals being equal and their bounds round numbers.
struct Histogram {
    /// How many there are at most; more would be noise.
    static let most = 40

    /// The first interval's lower bound and the width of each.
    let start: Double
    let step: Double
    /// The number of values from each bound to below the next; the last interval holds its upper bound too.
    let counts: [Int]

    /// The intervals of a figure's column `value`; nil where there is none with a usable number.
    init?(_ figure: FigureData) {
        guard let column = figure.columns.firstIndex(of: "value") else { return nil }
        self.init(
            figure.rows.compactMap { row in
                guard row.indices.contains(column), case .number(let number)? = row[column], number.isFinite
                else { return nil }
                return number
            })
    }

    init?(_ values: [Double]) {
        guard let least = values.min(), let greatest = values.max(), (greatest - least).isFinite else { return nil }
        // Sturges' number of intervals (1926), widened to a round step.
        let wanted = (log2(Double(values.count)) + 1).rounded(.up)
        let step = ChartScale.step(greatest > least ? (greatest - least) / wanted : 1)
        // Values of which the difference is too small to be divided have no intervals.
        guard step > 0 else { return nil }
        let first = Self.steps(to: least, step).rounded(.down)
        let reach = Self.steps(to: greatest, step).rounded(.up) - first
        let start = first * step
        // The least of all numbers, rounded down, is none any more.
        guard start.isFinite, reach.isFinite, reach <= Double(Self.most) else { return nil }
        let intervals = max(1, Int(reach))
        var counts = [Int](repeating: 0, count: intervals)
        for value in values {
            let interval = Self.steps(to: value, step).rounded(.down) - first
            counts[Int(max(0, min(Double(intervals - 1), interval)))] += 1
        }
        self.start = start
        self.step = step
        self.counts = counts
    }

    /// How many steps a value lies from nought. What is a whole number but for rounding is one: 0.6 is three steps of 0.2, though its division gives less.
    private static func steps(to value: Double, _ step: Double) -> Double {
        let exact = value / step
        let whole = exact.rounded()
        return abs(exact - whole) <= max(1e-9, 8 * exact.ulp) ? whole : exact
    }

    func drawing(catalogue: Catalogue) -> SVGDrawing {
        let chart = VerticalChart(values: counts.map(Double.init), tail: 20, catalogue: catalogue)
        var drawing = SVGDrawing(width: VerticalChart.width)
        chart.drawFrame(into: &drawing)
        let width = (chart.right - chart.left) / Double(counts.count)
        func bound(_ interval: Int) -> String { words(bound: start + Double(interval) * step, catalogue) }
        for (interval, count) in counts.enumerated() {
            let x = chart.left + Double(interval) * width
            let y = chart.place(Double(count))
            drawing.rectangle(
                x: x + 0.5, y: y, width: width - 1, height: chart.bottom - y, style: "s1",
                tip: "\(bound(interval))–\(bound(interval + 1)): \(catalogue.number(count))")
        }
        let widest = (0...counts.count).map { ChartText.width(bound($0)) }.max() ?? 0
        let every = max(1, Int(((widest + 10) / width).rounded(.up)))
        for interval in stride(from: 0, through: counts.count, by: every) {
            let x = chart.left + Double(interval) * width
            drawing.text(bound(interval), x: x, y: chart.bottom + 18, anchor: .middle, style: "ax")
        }
        return drawing
    }

    /// A bound as it is written, with the decimals that the bounds need. Where all of them are whole and of four digits they may be years, which are not
    /// grouped.
    func words(bound: Double, _ catalogue: Catalogue) -> String {
        let mayBeYears = step >= 1 && start >= 1000 && start + Double(counts.count) * step < 10_000
        return mayBeYears ? Value.shortest(bound) : catalogue.number(bound, decimals: Catalogue.decimals(of: [step]))
    }

    /// The intervals as rows: what is beneath the picture for those who do not see it.
    func rows() -> [[FigureValue?]] {
        counts.enumerated().map { interval, count in
            [
                .number(start + Double(interval) * step), .number(start + Double(interval + 1) * step),
                .number(Double(count)),
            ]
        }
    }
}
