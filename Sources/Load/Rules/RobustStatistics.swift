import protocol GRDB.DatabaseAggregate
import class GRDB.DatabaseFunction
import struct GRDB.DatabaseValue
import protocol GRDB.DatabaseValueConvertible

extension RuleFunction {
    /// Robust statistics over a group's numbers; text and NULL are passed over, and no number at all gives NULL.
    static let aggregates: [RuleFunction] = [
        RuleFunction(
            ofGroup: "median", DatabaseFunction("median", argumentCount: 1, pure: true, aggregate: MedianAggregate.self)
        ),
        RuleFunction(
            ofGroup: "mad", DatabaseFunction("mad", argumentCount: 1, pure: true, aggregate: DeviationAggregate.self)),
        RuleFunction(
            ofGroup: "quantile",
            DatabaseFunction("quantile", argumentCount: 2, pure: true, aggregate: QuantileAggregate.self)),
    ]
}

/// Order statistics of numbers.
enum OrderStatistics {
    /// The quantile by linear interpolation of the order statistics, definition 7 of Hyndman and Fan (1996), *Sample quantiles in statistical packages*:
    /// that of R's `quantile` and NumPy's `percentile`. O(n log n).
    static func quantile(_ share: Double, of numbers: [Double]) -> Double? {
        guard !numbers.isEmpty, (0...1).contains(share) else { return nil }
        let sorted = numbers.sorted()
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count, place > Double(below) else { return sorted[below] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    /// The median of the distances from the median, unscaled (Hampel 1974). O(n log n).
    static func medianDeviation(of numbers: [Double]) -> Double? {
        guard let median = quantile(0.5, of: numbers) else { return nil }
        return quantile(0.5, of: numbers.map { abs($0 - median) })
    }
}

private struct MedianAggregate: DatabaseAggregate {
    private var numbers: [Double] = []

    mutating func step(_ values: [DatabaseValue]) { if let number = values[0].number { numbers.append(number) } }

    func finalize() -> (any DatabaseValueConvertible)? { OrderStatistics.quantile(0.5, of: numbers) }
}

private struct DeviationAggregate: DatabaseAggregate {
    private var numbers: [Double] = []

    mutating func step(_ values: [DatabaseValue]) { if let number = values[0].number { numbers.append(number) } }

    func finalize() -> (any DatabaseValueConvertible)? { OrderStatistics.medianDeviation(of: numbers) }
}

private struct QuantileAggregate: DatabaseAggregate {
    private var numbers: [Double] = []
    private var share: Double?

    mutating func step(_ values: [DatabaseValue]) {
        if let number = values[0].number { numbers.append(number) }
        if share == nil { share = values[1].number }
    }

    func finalize() -> (any DatabaseValueConvertible)? {
        share.flatMap { OrderStatistics.quantile($0, of: numbers) }
    }
}
