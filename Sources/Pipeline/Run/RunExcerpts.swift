import Foundation
import Load
import Report
import Spreadsheets
import SurveyModel

/// What stands around the cells of a run's issues, read from the archived returns.
struct RunExcerpts {
    let survey: Survey
    let archive: Archive
    let received: [ReceivedReturn]

    func read(for issues: [Issue]) -> Excerpts {
        let reading = SurveyReading(survey.definition)
        let returns = Dictionary(received.map { (String($0.sha256.prefix(12)), $0) }) { first, _ in first }
        return Excerpts(of: issues) { returnID in
            guard let item = returns[returnID] else { return nil }
            let url = archive.url(of: item.sha256, fileExtension: item.fileExtension)
            return try? reading.open(path: url.path, name: URL(filePath: item.file).lastPathComponent)
        }
    }
}
