public import Foundation
import Load

/// Hashes a survey's archive and runs again, compares them with what was written down, and makes a run anew from the archive.
/// Nothing is written but to a temporary folder, and no lock is taken: a run may go on meanwhile.
public struct SurveyVerification: Sendable {
    /// Nil where no run is made anew.
    private let survey: Survey?
    private let folder: URL
    private let output: URL
    private let progress: any RunProgress
    private let workers: WorkerProgram?

    /// What is read, in this order.
    enum Look: CaseIterable, Sendable {
        case ledger, receipts, archive, runs
    }

    /// Is told what was read, before the next is. For tests, which let a run go on in between.
    var didRead: @Sendable (Look) -> Void = { _ in }

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
        folder = survey.folder
        self.output = output.appending(path: survey.name, directoryHint: .isDirectory)
        self.progress = progress
    }

    /// A verification by hashes alone: no run is made anew, and so no definition is needed, which may have a fault.
    ///
    /// - Parameters:
    ///   - folder: the survey's folder.
    ///   - output: the folder in which its results have a folder.
    ///   - progress: for what people at a terminal want to see.
    public init(hashesOf folder: URL, output: URL, progress: any RunProgress = NoProgress()) {
        workers = nil
        survey = nil
        self.folder = folder
        self.output = output.appending(path: folder.lastPathComponent, directoryHint: .isDirectory)
        self.progress = progress
    }

    /// Verifies.
    ///
    /// - Parameters:
    ///   - run: the run to make anew; nil for the latest.
    ///   - isRederiving: whether one is made anew at all; of hashes alone none is.
    /// - Throws: ``PipelineError`` of code `noInput` where there are no results, or no such run; `interrupted` or `terminated` where the process was told
    ///   to stop.
    public func verify(run: String?, isRederiving: Bool = true) async throws -> Verification {
        let history = RunHistory(output: output)
        guard let latest = try history.latestID ?? history.ids.first else {
            throw PipelineError(
                .noInput,
                "The survey \(folder.lastPathComponent) has no published run in \(output.path); start one with: canvass run \(SurveyFinder.argument(for: folder))"
            )
        }
        if let run, try !history.ids.contains(run) {
            throw PipelineError(
                .noInput, "There is no run \(run). There are: \(try history.ids.prefix(10).joined(separator: ", ")).")
        }
        do {
            return try await verified(history, rederiving: isRederiving ? run ?? latest : nil)
        } catch {
            // What a run says when it is stopped is not so here.
            try Interruption.check(Self.nothingChanged)
            throw error
        }
    }

    /// What comes of it where a verification is stopped.
    static let nothingChanged = "nothing was changed, and what was found so far is not told. Verify once more."

    /// - Parameter id: the run to make anew; nil for none.
    private func verified(_ history: RunHistory, rederiving id: String?) async throws -> Verification {
        var result = Verification()
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        let (archived, removed) = try verifyReturns(archive, history, &result)
        try verifyLatest(history, &result)
        result.differences += try history.strangers.map {
            .init(.run, isFault: false, "\($0) lies among the runs and is none; it is left alone.")
        }
        for url in Leftovers.found(in: output) {
            result.differences.append(
                .init(
                    .run, isFault: false,
                    "\(url.lastPathComponent) is left of a run that broke off, or of one that goes on; the next run removes it."
                ))
        }
        if let id, let survey {
            try await RunRederivation(
                survey: survey, output: output, id: id, archive: archive, archived: archived,
                removed: removed, progress: progress, workers: workers
            ).verify(&result)
        }
        progress.finished()
        return result
    }

    /// Verifies archive, receipts, ledger and runs, each read before what a run writes before it: see ``WrittenRecords``.
    ///
    /// - Returns: the copies that are whole, by hash, and the contents that `canvass archive prune` has removed.
    private func verifyReturns(
        _ archive: Archive, _ history: RunHistory, _ result: inout Verification
    ) throws -> (archived: [String: URL], removed: Set<String>) {
        progress.step("Hashing the archive")
        let argument = SurveyFinder.argument(for: folder)
        let records = WrittenRecords(output: output, archive: archive, didRead: didRead)
        let archived = try ArchiveVerification(archive: archive).verify(&result)
        didRead(.archive)
        var removed: Set<String> = []
        do {
            removed = try archive.removed()
            try ReturnedCopies(archive: archive, archived: archived, argument: argument).verify(&result)
        } catch {
            result.differences.append(.init(.archive, "What was removed: \(error)"))
        }
        let runs = try history.ids
        didRead(.runs)
        var ledger = LedgerVerification(
            output: output, argument: argument, archive: archive, records: records, archived: archived,
            removed: removed, runs: runs)
        try ledger.verify(&result)
        for id in runs.reversed() {
            progress.step("Hashing the run \(id)")
            try RunVerification(id: id, folder: history.folder(id), ledger: RunsInLedger(output: output)).verify(
                &result)
        }
        return (archived, removed)
    }

    private func verifyLatest(_ history: RunHistory, _ result: inout Verification) throws {
        guard let latest = history.latestID else {
            let words =
                history.hasFolderForLatest
                ? "`latest` is a folder and no link, so that no run can be published: move it away."
                : "`latest` is missing, or is no symbolic link; the next run makes it anew."
            result.differences.append(.init(.run, words))
            return
        }
        guard try history.ids.contains(latest) else {
            // Between the two looks a run may have been published, and the one before it removed.
            guard history.latestID == latest else { return try verifyLatest(history, &result) }
            result.differences.append(
                .init(.run, "`latest` leads to \(latest), which is not there; the next run sets it anew."))
            return
        }
        if let newest = try history.ids.first, newest != latest, newest != history.latestID {
            result.differences.append(
                .init(
                    .run, isFault: false,
                    "`latest` leads to \(latest), though there is \(newest), whose run broke off before it was told of."
                ))
        }
    }
}
