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

    /// Parts one after the other on a ground that stands for `whole`.
    static func bar(_ parts: [(style: String, count: Int)], whole: Int) -> String {
        var position = 0.0
        var rectangles = ""
        for part in parts where part.count > 0 && whole > 0 {
            let width = 100 * Double(part.count) / Double(whole)
            rectangles += "<rect class=\"\(part.style)\" x=\"\(SVGDrawing.number(position))\" y=\"0\" "
            rectangles += "width=\"\(SVGDrawing.number(width))\" height=\"6\"/>"
            position += width
        }
        return "<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + "<rect class=\"bb\" width=\"100\" height=\"6\"/>\(rectangles)</svg>"
    }
}
