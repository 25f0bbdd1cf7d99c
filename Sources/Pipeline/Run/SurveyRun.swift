public import Foundation
import Load
public import Logging
import Report
public import SurveyModel

/// The nightly job for one survey: inbox, extract, transform, validate, load, report.
public struct SurveyRun: Sendable {
    let survey: Survey
    private let inbox: URL
    let output: URL
    let logger: Logger
    private let progress: any RunProgress
    private let clock = StepClock()
    private let today: CalendarDay?

    /// A run of a survey.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - inbox: where returns arrive, in place of the definition's inbox.
    ///   - output: the folder in which the survey's results get a folder.
    ///   - logger: for what operators want to know.
    ///   - progress: for what people at a terminal want to see.
    ///   - today: the day by which decisions expire; nil for the day on which the run starts, in UTC.
    public init(
        survey: Survey, inbox: URL?, output: URL, logger: Logger, progress: any RunProgress = NoProgress(),
        today: CalendarDay? = nil
    ) {
        self.survey = survey
        self.inbox = inbox ?? survey.inbox
        self.output = output.appending(path: survey.name, directoryHint: .isDirectory)
        var logger = logger
        logger[metadataKey: "survey"] = "\(survey.name)"
        self.logger = logger
        self.progress = progress
        self.today = today
    }

    /// What a run has done.
    public struct Outcome: Sendable {
        /// Everything that was found.
        public let result: RunResult
        /// The run's id.
        public let id: String
        /// The run's folder.
        public let folder: URL
        /// Files of the inbox.
        public let files: Int
        /// Returns that had to be read in this run; the others were known.
        public let newlyRead: Int
        /// What could not be read, with the reason, by file.
        public let refused: [(file: String, reason: String)]
        /// Whether returns, definition or decisions are not those of the run before.
        public let isChanged: Bool
        /// When the run started.
        public let started: Date
        /// When it was published.
        public let finished: Date
        /// The processor time of its steps, in seconds.
        public let steps: [(step: String, seconds: Double)]
    }

    /// Makes and publishes the run, and tells nobody yet.
    func publishedRun(_ started: Date) async throws -> Outcome {
        progress.step("Looking into \(inbox.lastPathComponent)")
        let lock = try SurveyLock(output)
        defer { withExtendedLifetime(lock) {} }
        let files = try Inbox(inbox, ignoring: survey.definition.inbox.ignore)
        let store = try Store(
            path: output.appending(path: "canvass.sqlite").path, definition: survey.definition, codes: survey.codes)
        try claim(store)
        try store.prepareStaging(
            definitionHash: survey.readingHash, reporters: survey.reporters, codes: survey.codes)
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        let (contents, notTaken) = try Receiving(archive: archive, store: store, logger: logger, now: started)
            .receive(files)
        let cache = BundleCache(
            output, readingHash: survey.readingHash,
            needsName: survey.definition.overrides.contains { $0.file != nil })
        var (read, newlyRead) = try await ReturnsReading(
            survey: survey, cache: cache, clock: clock, progress: progress
        ).read(contents)
        read += notTaken
        progress.step("Checking \(read.count.counted("return"))")
        let today = today ?? UTC.day(of: started)
        let product = try RunAssembly(
            survey: survey, store: store, read: read, today: today, history: RunHistory(output: output),
            clock: clock
        ).assemble()
        progress.step("Writing dataset and report")
        let history = RunHistory(output: output)
        let before = history.latestID.flatMap { EarlierRun.Manifest(in: history.folder($0))?.inputs_hash }
        let folder = try publish(product, started: started, today: today, store: store, newlyRead: newlyRead)
        RunPruning(history: history, keep: survey.definition.keep).prune(
            now: started, needed: Set([folder.lastPathComponent, product.result.changes?.since].compactMap(\.self)),
            logger: logger)
        let refusals = product.result.issues.filter { $0.finding.rule.hasPrefix("file.") }
        let refused = product.result.returns.filter { $0.state == .refused }.map { item -> (String, String) in
            (item.file, refusals.first { $0.returnID == item.id }?.finding.message.text(in: survey.language) ?? "")
        }
        return Outcome(
            result: product.result, id: folder.lastPathComponent, folder: folder, files: files.files.count,
            newlyRead: newlyRead,
            refused: refused, isChanged: before != product.inputsHash, started: started, finished: Date(),
            steps: clock.totals.map { ($0.step.rawValue, $0.seconds) })
    }

    /// Two surveys whose folders have one name must not share results; one that was moved may go on.
    private func claim(_ store: Store) throws {
        let folder = survey.folder.standardizedFileURL.path
        if let owner = try store.owner(), owner != folder,
            FileManager.default.fileExists(atPath: "\(owner)/pipeline.yaml")
        {
            throw PipelineError(
                .cannotWrite,
                "\(output.path) holds the results of another survey of this name, \(owner). Use --output to keep them apart."
            )
        }
        try store.setOwner(folder)
    }

    // MARK: - Publishing

    private func publish(
        _ product: RunAssembly.Product, started: Date, today: CalendarDay, store: Store, newlyRead: Int
    ) throws -> URL {
        let folder = try RunFolder(survey: output, id: UTC.compact(started))
        let id = folder.id
        var logger = logger
        logger[metadataKey: "run"] = "\(id)"
        do {
            let outputs = RunOutputs(
                survey: survey,
                archive: Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory)),
                received: try store.receivedReturns(), logger: logger)
            let written = try clock.ofProcess(.publish) { try outputs.write(product, to: folder) }
            let finished = Date()
            let manifest = RunManifest(
                id: id, started: UTC.text(started), finished: UTC.text(finished), survey: survey,
                result: product.result, today: today, inputsHash: product.inputsHash, newlyRead: newlyRead,
                received: try store.receivedReturns(), outputs: written, steps: clock.totals)
            try folder.write(manifest.json(), to: "run.json")
            try folder.publish()
            try store.record(
                RunRecord(
                    id: id, started: UTC.text(started), finished: UTC.text(finished), definition: survey.definitionHash,
                    counts: RunManifest.counts(product.result.counts)))
        } catch {
            folder.discard()
            throw error
        }
        return output.appending(path: "runs").appending(path: id)
    }
}
