import SurveyModel

/// An SVG picture in the making: a few shapes, in a fixed order, with numbers written the same everywhere.
///
/// Colours come from the page's style by class, so that one picture serves light, dark and print. The picture is
/// also well-formed XML by itself.
struct SVGDrawing {
    enum Anchor: String {
        case start, middle, end
    }

    let width: Double
    private(set) var height: Double = 0
    private var body = ""

    init(width: Double) {
        self.width = width
    }

    /// Makes the picture at least this high.
    mutating func reach(_ bottom: Double) {
        height = max(height, bottom)
    }

    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, style: String, tip: String = "") {
        let size = "width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(max(0, height)))\""
        body += "<rect class=\"\(style)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" \(size)"
        body += tip.isEmpty ? "/>" : "><title>\(DisplayText.escaped(DisplayText.visible(tip)))</title></rect>"
        reach(y + height)
    }

    mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, style: String) {
        body += "<line class=\"\(style)\" x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" "
        body += "x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\"/>"
        reach(max(y1, y2))
    }

    /// A line through points, in the colour of a series, with dashes of its own from the second series on.
    mutating func path(_ points: [(x: Double, y: Double)], series: Int) {
        guard points.count > 1 else { return }
        let steps = points.map { "\(Self.number($0.x)) \(Self.number($0.y))" }
        body += "<path class=\"ln l\(series % 8 + 1)\" d=\"M\(steps.joined(separator: "L"))\"/>"
        reach(points.map(\.y).max() ?? 0)
    }

    /// A mark for a series: each has a shape of its own as well as a colour.
    mutating func point(x: Double, y: Double, series: Int, tip: String) {
        let style = "class=\"s\(series % 8 + 1)\""
        let title = "<title>\(DisplayText.escaped(DisplayText.visible(tip)))</title>"
        switch series % 3 {
        case 0:
            body += "<circle \(style) cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"5\">\(title)</circle>"
        case 1:
            let place = "x=\"\(Self.number(x - 4.5))\" y=\"\(Self.number(y - 4.5))\""
            body += "<rect \(style) \(place) width=\"9\" height=\"9\">\(title)</rect>"
        default:
            let path = "M\(Self.number(x)) \(Self.number(y - 6))l6 6-6 6-6-6z"
            body += "<path \(style) d=\"\(path)\">\(title)</path>"
        }
        reach(y + 6)
    }

    mutating func text(_ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String) {
        body += "<text class=\"\(style)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
        body += ">\(DisplayText.escaped(DisplayText.visible(text)))</text>"
        reach(y + 3)
    }

    /// The picture, described by the elements with the ids `label` for those who do not see it.
    func element(labelledBy label: String) -> String {
        let box = "0 0 \(Self.number(width)) \(Self.number(height))"
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch\" viewBox=\"\(box)\" role=\"img\" "
            + "aria-labelledby=\"\(DisplayText.escaped(label))\">\(body)</svg>"
    }

    /// A coordinate with two decimals at most.
    static func number(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        let rounded = (number * 100).rounded() / 100
        return Value.shortest(rounded == 0 ? 0 : rounded)
    }
}
