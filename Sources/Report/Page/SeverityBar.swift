import SurveyModel

/// Small bars in tables, as SVG without style attributes, which the page's security policy forbids.
enum SeverityBar {
    /// Errors, warnings and notes one after the other, of a bar whose whole length is `most`.
    static func svg(_ count: SeverityCount, most: Int) -> String {
        bar(Severity.allCases.map { ("b " + $0.rawValue, count[$0]) }, whole: most)
    }

    /// The share of `part` in `whole`.
    static func svg(part: Int, whole: Int) -> String {
        bar([("bf", part)], whole: whole)
    }

    /// Parts one after the other on a ground that stands for `whole`. A part that is there is at least wide enough to
    /// be seen: seven failures among 20,000 records must not look like none.
    static func bar(_ parts: [(style: String, count: Int)], whole: Int) -> String {
        let least = 3.0
        var widths = parts.map { whole > 0 && $0.count > 0 ? max(least, 100 * Double($0.count) / Double(whole)) : 0 }
        let excess = widths.reduce(0, +) - 100
        if excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) { widths[widest] -= excess }
        var position = 0.0
        var rectangles = ""
        for (part, width) in zip(parts, widths) where width > 0 {
            rectangles += "<rect class=\"\(part.style)\" x=\"\(SVGDrawing.number(position))\" y=\"0\" "
            rectangles += "width=\"\(SVGDrawing.number(width))\" height=\"6\"/>"
            position += width
        }
        return "<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + "<rect class=\"bb\" width=\"100\" height=\"6\"/>\(rectangles)</svg>"
    }
}
