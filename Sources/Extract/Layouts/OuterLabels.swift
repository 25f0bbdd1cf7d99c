import Spreadsheets
import SurveyModel

/// The labels of an outer column that have rows of their own, above those that they are for.
struct OuterLabels {
    /// A longer text is a note.
    private static let longest = 60

    let column: Int
    /// The column's codes, where it has some.
    let codes: CodeLabels?

    /// The rows whose text is a label. Where all labels stand beside their rows, a text in between is a note, as is one below the last row. But one label
    /// that was typed beside a row makes no notes of those that have rows of their own: the rows below would be taken for those of the group above.
    ///
    /// - Parameters:
    ///   - rows: those with nothing but a text in outer columns, from the top.
    ///   - read: those with answers, from the top.
    func rows(among rows: [Int], above read: [Int], in grid: SheetGrid) -> Set<Int> {
        let firstBeside = read.first { label($0, grid) != nil } ?? Int.max
        var found: Set<Int> = []
        var hasColons = false
        var next = 0
        for row in rows {
            while next < read.count, read[next] < row { next += 1 }
            guard next < read.count, let own = label(row, grid) else { continue }
            if let beside = label(read[next], grid) {
                // It may be typed beside the first of its rows again.
                guard beside.full == own.full else { continue }
            } else if row > firstBeside {
                let isCode = codes?.has(own) ?? false
                guard isCode || (!found.isEmpty && !isNote(own, hasColons: hasColons)) else { continue }
            }
            found.insert(row)
            if hasColon(own) { hasColons = true }
        }
        return found
    }

    /// Whether a text looks like a note, not like the labels above it.
    private func isNote(_ text: LabelText, hasColons: Bool) -> Bool {
        if let codes, codes.code(for: text) != nil { return false }
        if text.typed.count > Self.longest || text.typed.hasPrefix("*") || text.typed.hasPrefix("(") { return true }
        return hasColon(text) && !hasColons
    }

    /// Whether words stand behind a colon.
    private func hasColon(_ text: LabelText) -> Bool {
        text.line.drop { $0 != ":" && $0 != "：" }.contains(where: \.isLetter)
    }

    private func label(_ row: Int, _ grid: SheetGrid) -> LabelText? {
        guard let cell = grid.cell(row, column), cell.isFilled else { return nil }
        return LabelText(cell.rawValue.text)
    }
}
