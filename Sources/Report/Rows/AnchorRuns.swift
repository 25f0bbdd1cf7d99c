import SurveyModel

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
