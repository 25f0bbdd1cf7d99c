/// Powers of ten, without the rounding of a product: 1.2 million is 1,200,000, not 1,199,999.9999999999.
enum DecimalShift {
    /// The number times ten to a power, as its shortest decimal form gives it; nil where that is beyond all numbers.
    static func shift(_ number: Double, by power: Int) -> Double? {
        guard power != 0, number != 0 else { return number.isFinite ? number : nil }
        let parts = number.description.split(separator: "e", maxSplits: 1)
        let own = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        guard let digits = parts.first, let shifted = Double("\(digits)e\(own + power)"), shifted.isFinite else {
            return nil
        }
        return shifted
    }

    /// The power of ten that a text of digits is; nil for others than 1 and zeros.
    static func power(of text: String) -> Int? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard digits.first == "1", digits.dropFirst().allSatisfy({ $0 == "0" }) else { return nil }
        return digits.count - 1
    }
}
