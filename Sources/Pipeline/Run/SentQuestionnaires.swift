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
    /// - Throws: ``PipelineError`` of code `io` where one cannot be read any more: returns that equal it would else count.
    init(_ survey: Survey) throws {
        let processor = ReturnProcessor(survey)
        sent = try Self.names(of: survey).compactMap { name in
            let content = try Self.content(name, of: survey)
            return Self.sent(content, processor.process(path: content.path, name: content.name, sha256: content.sha256))
        }
    }

    /// The same by what has just read returns: it is prepared, and knows the texts that returns have in common with the questionnaires.
    ///
    /// - Throws: as ``init(_:)``, and what the reader throws.
    init(_ survey: Survey, by reader: any ReturnReader) async throws {
        let sent = try await Self.names(of: survey).concurrentMap(width: reader.width + 2) { name in
            let content = try Self.content(name, of: survey)
            return Self.sent(content, try await Self.bundle(of: content, survey, by: reader))
        } each: { _, sent in
            try Interruption.check()
            return sent
        }
        self.sent = sent.compactMap(\.self)
    }

    private static func names(of survey: Survey) -> [String] {
        survey.prefilled + survey.templates.values.flatMap { $0.map(\.name) }.sorted()
    }

    private static func content(_ name: String, of survey: Survey) throws -> ReceivedContent {
        let url = survey.folder.appending(path: name)
        do {
            return ReceivedContent(sha256: try Digest.sha256(fileAt: url), file: name, path: url.path, isAbsent: false)
        } catch {
            throw PipelineError(
                .io, "The questionnaire \(url.path) cannot be read any more: \(error.localizedDescription).")
        }
    }

    /// What a reader makes of a questionnaire. What it does not read is read here: a worker opens no link and has limits of its own, and a questionnaire must
    /// not count for one without answers on that account.
    private static func bundle(
        of content: ReceivedContent, _ survey: Survey, by reader: any ReturnReader
    ) async throws -> ReturnBundle {
        if case .bundle(let bytes, _) = try await reader.read(content),
            let bundle = try? BundleReader.bundle(in: bytes), bundle.format != nil
        {
            return bundle
        }
        return ReturnProcessor(survey).process(path: content.path, name: content.name, sha256: content.sha256)
    }

    private static func sent(_ content: ReceivedContent, _ bundle: ReturnBundle) -> Sent? {
        guard !bundle.records.isEmpty else { return nil }
        return Sent(name: content.file, counts: BundleHead(bundle).records, records: bundle.records)
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
