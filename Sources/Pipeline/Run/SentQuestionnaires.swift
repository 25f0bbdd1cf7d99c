import Extract
import Foundation
import SurveyModel

/// The questionnaires as they were sent, where they held answers: those that were filled in beforehand for each reporter, and blank ones with values in
/// them.
struct SentQuestionnaires: Sendable {
    /// One of them.
    private struct Sent: Sendable {
        let name: String
        let records: [Record]
    }

    private let sent: [Sent]

    /// None: no return is compared.
    static let none = SentQuestionnaires(sent: [])

    private init(sent: [Sent]) {
        self.sent = sent
    }

    /// Reads those that belong to a survey just as returns are read, so that equal files have equal answers.
    init(_ survey: Survey) {
        let processor = ReturnProcessor(survey)
        let names = survey.prefilled + survey.templates.values.flatMap { $0.map(\.name) }.sorted()
        self.init(
            sent: names.compactMap { name in
                let url = survey.folder.appending(path: name)
                guard let sha256 = try? Digest.sha256(fileAt: url) else { return nil }
                let bundle = processor.process(path: url.path, name: url.lastPathComponent, sha256: sha256)
                return bundle.records.isEmpty ? nil : Sent(name: name, records: bundle.records)
            })
    }

    /// The questionnaire whose answers a return has, every one and no other; nil where it differs from all that were sent.
    ///
    /// What counts is what stands in the answers' cells, wherever these are: a file that was only saved again is the same.
    func name(ofEqualTo bundle: ReturnBundle) -> String? {
        sent.first { item in
            item.records.count == bundle.records.count
                && zip(item.records, bundle.records).allSatisfy { Self.areEqual($0, $1) }
        }?.name
    }

    private static func areEqual(_ first: Record, _ second: Record) -> Bool {
        first.table == second.table && first.entries.count == second.entries.count
            && zip(first.entries, second.entries).allSatisfy { $0?.raw.text == $1?.raw.text }
    }
}
