import Extract
import Foundation
import SurveyModel

/// The questionnaires whose answers a return has, every one and no other, in their order.
struct SentAnswers: Sendable {
    struct Questionnaire: Sendable {
        let name: String
        /// The rounds for which it may have been sent; nil where that is any.
        let rounds: Set<String>?
    }

    let questionnaires: [Questionnaire]

    /// The name of the first that may have been sent for a round.
    func name(for round: String) -> String? {
        questionnaires.first { $0.rounds?.contains(round) ?? true }?.name
    }
}

/// The questionnaires as they were sent, where they held answers: those that were filled in beforehand for each reporter, and blank ones with values in
/// them.
struct SentQuestionnaires: Sendable {
    /// One of them.
    private struct Sent: Sendable {
        let questionnaire: SentAnswers.Questionnaire
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
        let prefilled = Set(survey.prefilled)
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
            let rounds = prefilled.contains(name) ? Self.rounds(of: name, survey) : nil
            return Sent(
                questionnaire: SentAnswers.Questionnaire(name: name, rounds: rounds),
                counts: BundleHead(bundle).records, records: bundle.records)
        }
    }

    /// The rounds for which a questionnaire that was filled in beforehand may have been sent: the one that is collected, and the one that a folder on its
    /// path is called after. What it was filled in from are the returns of an earlier one, which were not sent.
    private static func rounds(of path: String, _ survey: Survey) -> Set<String> {
        let folders = Set(PathName.parts(of: path).dropLast().map(String.init))
        return folders.intersection(survey.definition.round.all).union([survey.ownRound])
    }

    /// The returns that are as they were sent, by their ids.
    ///
    /// What counts is what stands in the answers' cells, wherever these are: a file that was only saved again is the same. Only the records of
    /// returns that have as many as a questionnaire has are looked at.
    /// - Throws: ``PipelineError`` where a return's bundle is gone.
    func equals(of heads: [BundleHead], in bundles: RunBundles) throws -> [String: SentAnswers] {
        var answers: [String: SentAnswers] = [:]
        for head in heads where sent.contains(where: { $0.counts == head.records }) {
            guard let records = try bundles.bundle(head.bundle.id)?.records else { continue }
            let equal = questionnaires(equalTo: records)
            if !equal.isEmpty { answers[head.bundle.id] = SentAnswers(questionnaires: equal) }
        }
        return answers
    }

    private func questionnaires(equalTo records: [Record]) -> [SentAnswers.Questionnaire] {
        sent.filter { item in
            item.records.count == records.count && zip(item.records, records).allSatisfy { Self.areEqual($0, $1) }
        }.map(\.questionnaire)
    }

    private static func areEqual(_ first: Record, _ second: Record) -> Bool {
        first.table == second.table && first.entries.count == second.entries.count
            && zip(first.entries, second.entries).allSatisfy { $0?.raw.text == $1?.raw.text }
    }
}
