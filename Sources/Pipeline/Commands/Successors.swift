import Foundation
import Report

/// By which return each superseded one of a run was superseded, as the run's `returns.csv` tells.
enum Successors {
    /// The later return by the earlier one, by their ids; nil where a run has no such file.
    ///
    /// - Throws: what keeps the file from being read.
    static func inRun(_ folder: URL) throws -> [String: String]? {
        let url = folder.appending(path: ReturnsFile.path)
        guard try SurveyFile.isThere(url) else { return nil }
        let rows = try RegisterRow.read(url, file: ReturnsFile.path, needing: ["return", "superseded_by"])
        let pairs = rows.compactMap { row -> (String, String)? in
            guard let earlier = row.fields["return"], let later = row.fields["superseded_by"] else { return nil }
            return (earlier, later)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
