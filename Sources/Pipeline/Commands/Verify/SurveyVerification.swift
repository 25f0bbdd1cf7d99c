public import Foundation
import Load

/// Hashes a survey's archive and runs again, compares them with what was written down, and makes a run anew from the archive.
/// Nothing is written but to a temporary folder, and no lock is taken: a run may go on meanwhile.
public struct SurveyVerification: Sendable {
    private let survey: Survey
    private let output: URL
    private let progress: any RunProgress
    private let workers: WorkerProgram?

    /// A verification of a survey's results.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - output: the folder in which its results have a folder.
    ///   - progress: for what people at a terminal want to see.
    ///   - workers: the program by which returns are read, each in a process of its own; nil to read them in this process.
    public init(survey: Survey, output: URL, progress: any RunProgress = NoProgress(), workers: WorkerProgram? = nil) {
        self.workers = workers
        self.survey = survey
        self.output = output.appending(path: survey.name, directoryHint: .isDirectory)
        self.progress = progress
    }

    /// Verifies.
    ///
    /// - Parameters:
    ///   - run: the run to make anew; nil for the latest.
    ///   - isRederiving: whether one is made anew at all.
    /// - Throws: ``PipelineError`` of code `noInput` where there are no results, or no such run.
    public func verify(run: String?, isRederiving: Bool = true) async throws -> Verification {
        let history = RunHistory(output: output)
        guard let latest = history.latestID ?? history.ids.first else {
            throw PipelineError(
                .noInput,
                "The survey \(survey.name) has no published run in \(output.path); start one with: canvass run \(survey.name)"
            )
        }
        if let run, !history.ids.contains(run) {
            throw PipelineError(
                .noInput, "There is no run \(run). There are: \(history.ids.prefix(10).joined(separator: ", ")).")
        }
        var result = Verification()
        progress.step("Hashing the archive")
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        let archived = try ArchiveVerification(archive: archive).verify(&result)
        var removed: Set<String> = []
        do {
            removed = try archive.removed()
        } catch {
            result.differences.append(.init(.archive, "pruned.csv cannot be read: \(error)"))
        }
        try LedgerVerification(
            output: output, archive: archive, archived: archived, removed: removed, runs: history.ids
        ).verify(&result)
        for id in history.ids.reversed() {
            progress.step("Hashing the run \(id)")
            RunVerification(id: id, folder: history.folder(id)).verify(&result)
        }
        verifyLatest(history, &result)
        result.differences += history.strangers.map {
            .init(.run, isFault: false, "\($0) lies among the runs and is none; it is left alone.")
        }
        for url in Leftovers.found(in: output) {
            result.differences.append(
                .init(
                    .run, isFault: false,
                    "\(url.lastPathComponent) is left of a run that broke off, or of one that goes on; the next run removes it."
                ))
        }
        if isRederiving {
            try await RunRederivation(
                survey: survey, output: output, id: run ?? latest, archive: archive, archived: archived,
                removed: removed, progress: progress, workers: workers
            ).verify(&result)
        }
        progress.finished()
        return result
    }

    private func verifyLatest(_ history: RunHistory, _ result: inout Verification) {
        guard let latest = history.latestID else {
            result.differences.append(
                .init(.run, "`latest` is missing, or is no symbolic link; the next run makes it anew."))
            return
        }
        guard history.ids.contains(latest) else {
            result.differences.append(
                .init(.run, "`latest` leads to \(latest), which is not there; the next run sets it anew."))
            return
        }
        if let newest = history.ids.first, newest != latest {
            result.differences.append(
                .init(
                    .run, isFault: false,
                    "`latest` leads to \(latest), though there is \(newest), whose run broke off before it was told of."
                ))
        }
    }
}
