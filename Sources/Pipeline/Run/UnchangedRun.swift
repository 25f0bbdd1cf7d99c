import Foundation
import Load
import SurveyModel
import Validate

/// A run over the same as the last one was made of: its files are those of the last run, so nothing is checked or written again.
///
/// What a run publishes is a function of what it is made of. Where all of that is the same as last time, and the run that this one is compared with is
/// still there, the last run's files are taken by links, and only `run.json` is written anew, with its own times.
struct UnchangedRun {
    /// What a run has found, as far as it is told when nothing is looked at again.
    struct Told: Codable {
        let returns: [Return]
        let counts: RunCounts
        let verdicts: [String: Verdict]
        let changes: RunChanges?
        let refused: [[String]]
    }

    /// What the last run told, and how that is written down: of a run over the same it is written down once more.
    struct Last {
        /// The run's id.
        let run: String
        let told: Told
        fileprivate let text: Data
    }

    private static let note = "unchanged"

    let survey: Survey
    let output: URL
    let recovery: RunRecovery
    var store: Store { recovery.store }

    /// What tells whether two runs are made of the same: program, definition, decisions and which of them have expired, contents with their
    /// paths, and what could not be taken.
    func key(_ contents: [ReceivedContent], _ notTaken: [ReadReturn], today: CalendarDay) throws -> String {
        var lines = [
            survey.readingHash, survey.decisions.sha256 ?? "", survey.definition.round.current,
        ]
        for line in survey.decisions.lines {
            if let expires = line.decision?.expires, expires < today { lines.append("expired \(line.line)") }
        }
        lines.append(try ValueHash.of(contents))
        for item in notTaken {
            let findings = item.head.bundle.findings.map { $0.message.text(in: "en") }
            lines.append("\(item.file) \(item.head.bundle.sha256) \(findings.joined(separator: " "))")
        }
        return Digest.sha256(Data(lines.joined(separator: "\n").utf8))
    }

    /// Remembers what the run that was just published is made of.
    ///
    /// - Parameter key: nil where another run over the same may find something else, such as a file that can be read by then.
    func remember(_ key: String?, _ outcome: SurveyRun.Outcome) throws {
        guard let key else { return try store.setNote(Self.note, nil) }
        let told = Told(
            returns: outcome.result.returns, counts: outcome.result.counts, verdicts: outcome.result.verdicts,
            changes: outcome.result.changes, refused: outcome.refused.map { [$0.file, $0.reason] })
        try remember(key, run: outcome.id, try JSONEncoder().encode(told))
    }

    /// Remembers that a run has published the files of the last one.
    func remember(_ key: String, run: String, as last: Last) throws {
        try remember(key, run: run, last.text)
    }

    private func remember(_ key: String, run: String, _ text: Data) throws {
        try store.setNote(Self.note, "\(key)\n\(run)\n\(String(decoding: text, as: UTF8.self))")
    }

    /// What the last run told, if it was made of the same and is whole, and if it would be compared with the same run today.
    func last(_ key: String) -> Last? {
        guard let note = try? store.note(Self.note) else { return nil }
        let parts = note.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual(key.utf8) else { return nil }
        let text = Data(parts[2])
        guard let told = try? JSONDecoder().decode(Told.self, from: text) else { return nil }
        let last = Last(run: String(Substring(parts[1])), told: told, text: text)
        let ids = RunHistory(output: output).ids
        guard ids.first == last.run else { return nil }
        if let since = told.changes?.since, !ids.contains(since) { return nil }
        return last
    }

    /// How many files a thread takes at a time.
    var filesAtOnce = 500

    /// Takes the files of an earlier run, several at once.
    ///
    /// - Returns: whether all could be taken.
    func take(_ paths: [String], from earlier: String, to folder: RunFolder) throws -> Bool {
        let parts = stride(from: 0, to: paths.count, by: filesAtOnce).map {
            paths[$0..<min(paths.count, $0 + filesAtOnce)]
        }
        var isWhole = true
        try parts.inOrder(width: ProcessInfo.processInfo.activeProcessorCount) { part in
            try part.allSatisfy { try folder.take($0, from: earlier) }
        } take: {
            isWhole = isWhole && $0
        }
        return isWhole
    }

    /// Publishes the last run's files once more, under an id of its own.
    ///
    /// - Returns: the run's folder; nil where the files cannot be taken, and the run must be made from its returns.
    /// - Throws: ``LoadError`` where the output cannot be written.
    func publish(_ last: Last, started: Date, today: CalendarDay, clock: StepClock) throws -> String? {
        let earlier = RunHistory(output: output).folder(last.run)
        guard let data = try? Data(contentsOf: earlier.appending(path: "run.json")) else { return nil }
        let manifest = PublishedManifest(data)
        let paths = manifest.outputs
        guard !paths.isEmpty else { return nil }
        let folder = try RunFolder(survey: output, id: RunHistory(output: output).nextID(at: started))
        do {
            let isWhole = try clock.ofProcess(.publish) { try take(paths, from: earlier.path, to: folder) }
            guard isWhole else {
                folder.discard()
                return nil
            }
            let finished = UTC.text(Date())
            let text = manifest.with(
                id: folder.id, started: UTC.text(started), finished: finished, today: today, steps: clock.totals)
            try folder.write(text, to: "run.json")
            try Interruption.check()
            try folder.publish()
            recovery.note {
                try store.record(
                    RunRecord(
                        id: folder.id, started: UTC.text(started), finished: finished,
                        definition: survey.definitionHash,
                        counts: RunManifest.counts(last.told.counts), manifest: Digest.sha256(text)))
            }
        } catch {
            folder.discard()
            throw error
        }
        return folder.id
    }
}
