import Spreadsheets

/// Formats and widths of a sheet's columns, and heights of its rows, where they are given.
struct SheetMeasures: Sendable {
    /// Of a row without a height of its own, in pixels.
    private static let rowHeight = 20.0
    private static let columnWidth = 64.0

    private var columns: [(range: ClosedRange<Int>, style: Int?, width: Double?)] = []
    /// Heights in points, by row.
    var heights: [Int: Double] = [:]

    /// Takes the `col` elements (ECMA-376 Part 1, 18.3.1.13), which do not overlap.
    mutating func setColumns(_ tags: [XMLTag], in tokens: XMLTokens) {
        columns = tags.compactMap { tag in
            guard let first = tokens.value("min", of: tag).flatMap({ Int($0) }),
                let last = tokens.value("max", of: tag).flatMap({ Int($0) }), first > 0, last >= first
            else { return nil }
            let hidden = tokens.value("hidden", of: tag).map { $0 == "1" || $0 == "true" } ?? false
            let width = hidden ? 0 : tokens.value("width", of: tag).flatMap { Double($0) }
            return (first...last, tokens.value("style", of: tag).flatMap { Int($0) }, width)
        }
        columns.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The format of a column's cells that are not there.
    func style(ofColumn column: Int) -> Int? { place(of: column)?.style }

    /// The width of a column in pixels: that of the usual font's digits is 7.
    func width(ofColumn column: Int) -> Double {
        guard let width = place(of: column)?.width, width.isFinite else { return Self.columnWidth }
        return width <= 0 ? 0 : min(width, 255) * 7 + 5
    }

    /// What is said of a column.
    private func place(of column: Int) -> (range: ClosedRange<Int>, style: Int?, width: Double?)? {
        var (low, high) = (0, columns.count)
        while low < high {
            let middle = (low + high) / 2
            if columns[middle].range.lowerBound <= column { low = middle + 1 } else { high = middle }
        }
        return low > 0 && columns[low - 1].range.contains(column) ? columns[low - 1] : nil
    }

    /// The height of a row in pixels.
    func height(ofRow row: Int) -> Double {
        heights[row].map { min(max($0, 0), 409) * 96 / 72 } ?? Self.rowHeight
    }
}
