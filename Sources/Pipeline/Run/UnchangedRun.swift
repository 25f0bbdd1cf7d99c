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
        /// The hash of its files' stamps. Links share them: somebody who has written into a file of the run, or put another into its place, has
        /// changed them.
        fileprivate let stamps: String
        fileprivate let text: Data
    }

    private static let note = "unchanged"

    let survey: Survey
    let output: URL
    let recovery: RunRecovery
    var store: Store { recovery.store }

    /// What tells whether two runs are made of the same: program, definition, decisions and which of them have expired, contents with their
    /// paths, and what could not be taken.
    func key(_ contents: [ReceivedContent], _ notTaken: [ReadReturn], today: CalendarDay) -> String {
        var lines = [
            survey.readingHash, survey.decisions.sha256 ?? "", survey.definition.round.current,
        ]
        for line in survey.decisions.lines {
            if let expires = line.decision?.expires, expires < today { lines.append("expired \(line.line)") }
        }
        var bytes = KeyBytes()
        bytes.append(all: contents) { $0.append($1) }
        lines.append(bytes.hash)
        for item in notTaken {
            let findings = item.head.bundle.findings.map { $0.message.text(in: "en") }
            lines.append("\(item.file) \(item.head.bundle.sha256) \(findings.joined(separator: " "))")
        }
        return Digest.sha256(Data(lines.joined(separator: "\n").utf8))
    }

    /// Remembers what the run that was just published is made of.
    ///
    /// - Parameters:
    ///   - key: nil where another run over the same may find something else, such as a file that can be read by then.
    ///   - files: the run's files.
    func remember(_ key: String?, _ outcome: SurveyRun.Outcome, files: [Written]) throws {
        guard let key else { return try store.setNote(Self.note, nil) }
        let folder = outcome.folder.path
        var stamps: [UInt8] = []
        for file in files { stamps += Self.line(of: file.path, try file.stamp(in: folder)) }
        let told = Told(
            returns: outcome.result.returns, counts: outcome.result.counts, verdicts: outcome.result.verdicts,
            changes: outcome.result.changes, refused: outcome.refused.map { [$0.file, $0.reason] })
        try remember(
            key, run: outcome.id, stamps: Digest.sha256(stamps), try JSONEncoder().encode(told))
    }

    /// Remembers that a run has published the files of the last one.
    func remember(_ key: String, run: String, as last: Last) throws {
        try remember(key, run: run, stamps: last.stamps, last.text)
    }

    private func remember(_ key: String, run: String, stamps: String, _ text: Data) throws {
        try store.setNote(Self.note, "\(key)\n\(run)\n\(stamps)\n\(String(decoding: text, as: UTF8.self))")
    }

    private static func line(of path: String, _ stamp: FileStamp) -> [UInt8] {
        Array("\(path)\t\(stamp.size)\t\(stamp.modified)\t\(stamp.inode)\n".utf8)
    }

    /// What the last run told, if it was made of the same and is whole, and if it would be compared with the same run today.
    func last(_ key: String) -> Last? {
        guard let note = try? store.note(Self.note) else { return nil }
        let parts = note.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].elementsEqual(key.utf8) else { return nil }
        let text = Data(parts[3])
        guard let told = try? JSONDecoder().decode(Told.self, from: text) else { return nil }
        let last = Last(
            run: String(Substring(parts[1])), told: told, stamps: String(Substring(parts[2])), text: text)
        guard let ids = try? RunHistory(output: output).ids, ids.first == last.run else { return nil }
        if let since = told.changes?.since, !ids.contains(since) { return nil }
        return last
    }

    /// How many files a thread takes at a time.
    var filesAtOnce = 500

    /// Takes the files of an earlier run, several at once.
    ///
    /// - Returns: the hash of their stamps; nil where one could not be taken.
    func take(_ paths: [String], from earlier: String, to folder: RunFolder) throws -> String? {
        let parts = stride(from: 0, to: paths.count, by: filesAtOnce).map {
            paths[$0..<min(paths.count, $0 + filesAtOnce)]
        }
        var stamps: [UInt8]? = []
        try parts.inOrder(width: ProcessInfo.processInfo.activeProcessorCount) { part -> [UInt8]? in
            var lines: [UInt8] = []
            for path in part {
                guard let stamp = try? Inbox.stamp(of: "\(earlier)/\(path)"), try folder.take(path, from: earlier)
                else { return nil }
                lines += Self.line(of: path, stamp)
            }
            return lines
        } take: { lines in
            if let lines { stamps?.append(contentsOf: lines) } else { stamps = nil }
        }
        return stamps.map { Digest.sha256($0) }
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
        let folder = try RunFolder(survey: output, id: try RunHistory(output: output).nextID(at: started))
        do {
            let stamps = try clock.ofProcess(.publish) { try take(paths, from: earlier.path, to: folder) }
            guard stamps == last.stamps else {
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
