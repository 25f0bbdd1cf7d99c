import SurveyModel

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

/// The first cells of records as a text: `@3:6:2 1:0x12` is the cell in row 6 and column 2 of the sheet whose name is text 3, and twelve more,
/// each a row below the one before.
struct AnchorRuns {
    private(set) var text = ""
    private var last: Origin?
    private var step = (rows: 0, columns: 0)
    private var count = 0

    /// - Parameter sheet: the place of the sheet's name among the texts; asked for where it is written.
    mutating func add(_ anchor: Origin, sheet: (String) -> Int) {
        defer { last = anchor }
        guard let last, last.sheet == anchor.sheet else {
            flush()
            if !text.isEmpty { text += " " }
            text += "@\(sheet(anchor.sheet)):\(anchor.row):\(anchor.column)"
            return
        }
        let next = (rows: anchor.row - last.row, columns: anchor.column - last.column)
        if count > 0, next == step {
            count += 1
            return
        }
        flush()
        (step, count) = (next, 1)
    }

    mutating func finish() -> String {
        flush()
        return text
    }

    private mutating func flush() {
        guard count > 0 else { return }
        text += " \(step.rows):\(step.columns)" + (count == 1 ? "" : "x\(count)")
        count = 0
    }
}
