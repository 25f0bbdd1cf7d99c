import Foundation
import Report
import Spreadsheets
import SurveyModel

/// What stands around the cells of a run's issues, read from the archived returns.
struct RunExcerpts {
    let survey: Survey
    /// Where each return is archived, by its hash.
    let urls: [String: URL]

    /// A return that cannot be opened any more has no excerpts; its issues stand in the report all the same.
    func read(for result: RunResult) -> Excerpts {
        let reading = SurveyReading(survey.definition)
        let returns = Dictionary(result.returns.map { ($0.id, $0) }) { first, _ in first }
        return Excerpts(of: result.issues) { returnID in
            guard let item = returns[returnID], let url = urls[item.sha256] else { return nil }
            return try? reading.open(path: url.path, name: URL(filePath: item.file).lastPathComponent)
        }
    }
}
