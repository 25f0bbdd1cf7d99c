import Spreadsheets
import SurveyModel

/// What a cell of a return is marked with.
struct CellMark: Sendable {
    /// The cell.
    let cell: CellAddress
    /// The gravest of what is said of it.
    var severity: Severity
    /// What is said of it, one text for each issue; none where it is one of many about which the note of another says it.
    var texts: [String]
}

extension Severity {
    /// The colour of a cell's fill (RGB in hex).
    var fillColour: String {
        switch self {
        case .error: "F9D9D6"
        case .warning: "FBEBC8"
        case .note: "E2EAF2"
        }
    }
}
