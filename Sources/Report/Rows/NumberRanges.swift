/// Ascending numbers as a text: `1-40,45`.
struct NumberRanges {
    private(set) var text = ""
    private var range: ClosedRange<Int>?

    mutating func add(_ number: Int) {
        if let range, number == range.upperBound + 1 {
            self.range = range.lowerBound...number
            return
        }
        flush()
        range = number...number
    }

    mutating func finish() -> String {
        flush()
        range = nil
        return text
    }

    private mutating func flush() {
        guard let range else { return }
        if !text.isEmpty { text += "," }
        text += range.count == 1 ? String(range.lowerBound) : "\(range.lowerBound)-\(range.upperBound)"
    }
}
