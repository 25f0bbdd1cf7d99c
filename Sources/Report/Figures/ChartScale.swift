import Foundation

/// A linear scale from values to places, with round numbers for its marks.
struct ChartScale {
    let lower: Double
    let upper: Double
    let ticks: [Double]
    /// The decimals that the marks need.
    let decimals: Int
    private let start: Double
    private let length: Double

    /// A scale for `values` that holds nought, on `length` units from `start`.
    init(values: [Double], start: Double, length: Double) {
        let least = min(0, values.min() ?? 0)
        let greatest = max(0, values.max() ?? 0)
        let span = greatest - least
        let step = span > 0 && span.isFinite ? Self.step(span / 5) : 1
        lower = (least / step).rounded(.down) * step
        upper = max(lower + step, (greatest / step).rounded(.up) * step)
        let first = lower
        let count = Int(min(20, ((upper - lower) / step).rounded()))
        ticks = (0...count).map { first + Double($0) * step }
        decimals = Catalogue.decimals(of: [step])
        self.start = start
        self.length = length
    }

    func place(_ value: Double) -> Double {
        start + (value - lower) / (upper - lower) * length
    }

    /// The least of 1, 2, 5 times a power of ten that is not below `rough`.
    static func step(_ rough: Double) -> Double {
        let power = pow(10, log10(rough).rounded(.down))
        let factor = [1.0, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10
        return factor * power
    }
}
