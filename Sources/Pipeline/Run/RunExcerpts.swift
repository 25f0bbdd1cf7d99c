import Foundation
import Load
import Report
import Spreadsheets
import SurveyModel

/// What stands around the cells of a run's issues, read from the archived returns.
struct RunExcerpts {
    let survey: Survey
    /// Where each return is archived, by its hash.
    let urls: [String: URL]
    /// What was read from the returns.
    let records: any ReturnRecords

    /// A return that cannot be opened any more has no excerpts; its issues stand in the report all the same.
    func read(for result: RunResult) -> Excerpts {
        let reading = SurveyReading(survey.definition).again
        let returns = Dictionary(result.returns.map { ($0.id, $0) }) { first, _ in first }
        let hasPrivate = survey.definition.hasPrivateFields
        let width = ProcessInfo.processInfo.activeProcessorCount
        return Excerpts(of: result.issues, width: width) { returnID in
            guard let item = returns[returnID], let url = urls[item.sha256],
                !Archive.isDamaged(url.path, sha256: item.sha256)
            else { return nil }
            var answers: PrivateAnswers?
            if hasPrivate {
                // Without knowing what is private nothing is shown.
                guard item.state != .refused else { return nil }
                let all = try records.records(of: item.id, blocks: records.blocks(of: item.id).indices)
                answers = PrivateAnswers(survey.definition, records: all, places: try records.places(of: item.id))
            }
            let name = PathName.last(of: item.file)
            do {
                return Excerpts.Source(
                    workbook: try reading.open(path: url.path, name: name), privateAnswers: answers)
            } catch let error as SpreadsheetError where ![.unreadable, .notFound].contains(error.code) {
                return nil
            }
        }
    }
}
