import Extract
import Foundation
import SurveyModel

/// The questionnaires as they were sent, where they held answers: those that were filled in beforehand for each reporter, and blank ones with values in
/// them.
struct SentQuestionnaires: Sendable {
    /// One of them.
    private struct Sent: Sendable {
        let name: String
        /// How many records it has in each table.
        let counts: [String: Int]
        let records: [Record]
    }

    private let sent: [Sent]

    /// Reads those that belong to a survey just as returns are read, so that equal files have equal answers.
    ///
    /// - Throws: ``PipelineError`` of code `io` where one cannot be read any more, and of code `definition` where it is not the one any more that belongs
    ///   to the definition: by another one, returns would be held or counted under the definition's hash that by this one are not.
    init(_ survey: Survey) throws {
        let processor = ReturnProcessor(survey)
        let names = survey.prefilled + survey.templates.values.flatMap { $0.map(\.name) }.sorted()
        // By both: names of two files are equal where they differ only in how accents are written.
        let noted = Set(survey.files.map { "\($0.sha256) \($0.name)" })
        sent = try names.compactMap { name -> Sent? in
            let url = survey.folder.appending(path: name)
            let bytes = try SurveyFile.requiredContent(of: url)
            let sha256 = Digest.sha256(bytes)
            guard noted.contains("\(sha256) \(name)") else {
                throw PipelineError(
                    .definition,
                    "The questionnaire \(name) of \(survey.name) was changed after the definition had been read. Start again."
                )
            }
            let bundle = processor.process(bytes: bytes, name: url.lastPathComponent, sha256: sha256)
            guard !bundle.records.isEmpty else { return nil }
            return Sent(name: name, counts: BundleHead(bundle).records, records: bundle.records)
        }
    }

    /// The returns that are as they were sent, each with the name of the questionnaire whose answers it has, every one and no other.
    ///
    /// What counts is what stands in the answers' cells, wherever these are: a file that was only saved again is the same. Only the records of
    /// returns that have as many as a questionnaire has are looked at.
    /// - Throws: ``PipelineError`` where a return's bundle is gone.
    func equals(of heads: [BundleHead], in bundles: RunBundles) throws -> [String: String] {
        var names: [String: String] = [:]
        for head in heads where sent.contains(where: { $0.counts == head.records }) {
            guard let records = try bundles.bundle(head.bundle.id)?.records else { continue }
            names[head.bundle.id] = name(ofEqualTo: records)
        }
        return names
    }

    private func name(ofEqualTo records: [Record]) -> String? {
        sent.first { item in
            item.records.count == records.count && zip(item.records, records).allSatisfy { Self.areEqual($0, $1) }
        }?.name
    }

    private static func areEqual(_ first: Record, _ second: Record) -> Bool {
        first.table == second.table && first.entries.count == second.entries.count
            && zip(first.entries, second.entries).allSatisfy { $0?.raw.text == $1?.raw.text }
    }
}
