import Report
import SurveyModel

/// The pieces in which an issue file is handed on, as one.
private func gathered(_ pieces: (_ write: ([UInt8]) -> Void) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    pieces { bytes += $0 }
    return bytes
}

extension IssueFeeds {
    static func sarif(_ result: RunResult) -> [UInt8] { gathered { sarif(result, to: $0) } }
    static func junit(_ result: RunResult) -> [UInt8] { gathered { junit(result, to: $0) } }
}

extension IssueFiles {
    static func csv(_ result: RunResult) -> [UInt8] { gathered { csv(result, to: $0) } }
    static func json(_ result: RunResult) -> [UInt8] { gathered { json(result, to: $0) } }
    static func cellsCSV(_ result: RunResult) -> [UInt8] { gathered { cellsCSV(result, to: $0) } }
}

extension ReturnsFile {
    static func csv(_ result: RunResult) -> [UInt8] { gathered { csv(result, to: $0) } }
}
