public import Foundation
import Load
import OrderedCollections

/// Removes single runs of a survey, and notes in the ledger that they were: such as those that tell what has become private since. Of a run that is gone
/// already, it notes that.
public struct RunRemoval: Sendable {
    private let survey: Survey
    private let output: URL
    private let now: Date

    /// A removal.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which its results have a folder.
    ///   - now: what the clock says.
    public init(_ survey: Survey, output: URL, now: Date) {
        self.survey = survey
        self.output = output.appending(path: survey.name, directoryHint: .isDirectory)
        self.now = now
    }

    /// Removes runs, each once however often it is named.
    ///
    /// - Returns: what was done, a sentence for each run.
    /// - Throws: ``PipelineError`` of code `noInput` where there is no such run, `usage` where it is the latest, `locked` where a run goes on, `cannotWrite`
    ///   where the disk does not let one go, and those before it are gone; ``LoadError`` where it cannot be noted in the store. Where one is not there, or
    ///   is the latest, none is removed.
    public func remove(_ ids: [String]) throws -> [String] {
        let path = output.appending(path: "canvass.sqlite").path
        guard FileManager.default.fileExists(atPath: path) else {
            throw PipelineError(.noInput, "The survey \(survey.name) has no results in \(output.path).")
        }
        let lock = try SurveyLock(output)
        defer { withExtendedLifetime(lock) {} }
        let store = try Store(path: path, definition: survey.definition, codes: survey.codes)
        let history = RunHistory(output: output)
        let present = Set(try history.ids)
        let known = present.union(try store.runs(limit: Int.max).map(\.id))
        let ids = OrderedSet(ids)
        for id in ids {
            guard known.contains(id) else {
                throw PipelineError(.noInput, "There is no run \(id). See: canvass runs \(survey.argument)")
            }
            if id == history.latestID {
                throw PipelineError(
                    .usage, "The run \(id) is the latest, to which `latest` leads: run once more before you remove it.")
            }
        }
        try store.noteRemoval(ofRuns: Array(ids), at: UTC.text(now))
        var done: [String] = []
        for id in ids {
            guard present.contains(id) else {
                done.append("the run \(id) was gone; the ledger now knows that it was removed")
                continue
            }
            do {
                try history.remove(id)
            } catch {
                let before = done.isEmpty ? "" : " Done before: \(done.joined(separator: "; "))."
                throw PipelineError(
                    .cannotWrite,
                    "The run \(id) cannot be removed: \(OwnFileFault.words(error)). Check permissions, and give the command again.\(before)"
                )
            }
            done.append("removed the run \(id)")
        }
        return done
    }
}
