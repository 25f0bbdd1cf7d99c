/// The middle of numbers and how far they lie from it, whatever a few of them are.
struct RobustSpread {
    /// The median.
    let median: Double
    /// The median of the distances from the median, times 1.4826, which makes it the standard deviation where the numbers are normally distributed
    /// (Rousseeuw and Croux 1993, *Alternatives to the Median Absolute Deviation*, Journal of the American Statistical Association 88, section 1).
    let deviation: Double

    /// Nil where there are no numbers. O(n log n).
    init?(_ numbers: [Double]) {
        guard let median = Self.median(numbers),
            let distance = Self.median(numbers.map { abs($0 - median) })
        else { return nil }
        self.median = median
        deviation = 1.4826 * distance
    }

    /// The median; nil where there are no numbers.
    static func median(_ numbers: [Double]) -> Double? {
        guard !numbers.isEmpty else { return nil }
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
    }

    /// How many deviations a number lies from the median; nil where the numbers do not differ. Above 3.5 it is far out (Iglewicz and Hoaglin 1993,
    /// *How to Detect and Handle Outliers*, section 3: the modified z-score, whose 0.6745 is 1/1.4826).
    func distance(of number: Double) -> Double? { deviation > 0 ? abs(number - median) / deviation : nil }
}
