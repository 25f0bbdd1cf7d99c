import Spreadsheets

/// Formats and widths of a sheet's columns, and heights of its rows, where they are given.
struct SheetMeasures: Sendable {
    /// Of a row without a height of its own, in pixels.
    private static let rowHeight = 20.0
    private static let columnWidth = 64.0

    private var columns: [(range: ClosedRange<Int>, style: Int?, width: Double?)] = []
    /// Heights in points, by row.
    var heights: [Int: Double] = [:]

    /// Adds a `col` element (ECMA-376 Part 1, 18.3.1.13).
    mutating func add(_ tag: XMLTag, in tokens: XMLTokens) {
        guard let first = tokens.value("min", of: tag).flatMap({ Int($0) }),
            let last = tokens.value("max", of: tag).flatMap({ Int($0) }), first > 0, last >= first
        else { return }
        let hidden = tokens.value("hidden", of: tag).map { $0 == "1" || $0 == "true" } ?? false
        let width = hidden ? 0 : tokens.value("width", of: tag).flatMap { Double($0) }
        columns.append((first...last, tokens.value("style", of: tag).flatMap { Int($0) }, width))
    }

    /// The format of a column's cells that are not there.
    func style(ofColumn column: Int) -> Int? {
        columns.first { $0.range.contains(column) }?.style
    }

    /// The width of a column in pixels: that of the usual font's digits is 7.
    func width(ofColumn column: Int) -> Double {
        guard let width = columns.first(where: { $0.range.contains(column) })?.width, width.isFinite else {
            return Self.columnWidth
        }
        return width <= 0 ? 0 : min(width, 255) * 7 + 5
    }

    /// The height of a row in pixels.
    func height(ofRow row: Int) -> Double {
        heights[row].map { min(max($0, 0), 409) * 96 / 72 } ?? Self.rowHeight
    }
}
