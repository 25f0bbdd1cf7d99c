/// Numbers in a row as a text in which what repeats is said once: `5x3 -2 7` is 5, 5, 5, two places without a number, 7.
struct NumberRuns {
    private(set) var text = ""
    private var last: Int?
    private var count = 0

    /// The next number, from 0; nil for a place that has none.
    mutating func add(_ number: Int?) {
        if count > 0, number == last {
            count += 1
            return
        }
        flush()
        (last, count) = (number, 1)
    }

    /// Ends the text. Places without a number at its end are left out.
    mutating func finish() -> String {
        if last != nil { flush() }
        return text
    }

    private mutating func flush() {
        guard count > 0 else { return }
        if !text.isEmpty { text += " " }
        if let last {
            text += count == 1 ? String(last) : "\(last)x\(count)"
        } else {
            text += "-\(count)"
        }
    }
}
