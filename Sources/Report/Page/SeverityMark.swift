import SurveyModel

/// A severity as a shape and a colour, so that neither alone has to tell it.
enum SeverityMark {
    static func svg(_ severity: Severity) -> String {
        let shape =
            switch severity {
            case .error: "<path d=\"M6 .8 11.6 11H.4z\"/>"
            case .warning: "<path d=\"M6 .6 11.4 6 6 11.4.6 6z\"/>"
            case .note: "<circle cx=\"6\" cy=\"6\" r=\"4.6\"/>"
            }
        return "<svg class=\"mk \(severity.rawValue)\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">\(shape)</svg>"
    }
}
