public import Foundation
import Load
public import Logging
import Report
public import SurveyModel

/// The nightly job for one survey: inbox, extract, transform, validate, load, report.
public struct SurveyRun: Sendable {
    private let survey: Survey
    private let inbox: URL
    private let output: URL
    private let logger: Logger
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
        /// Files that were left for the next run, with the reason: they were being written, or changed while they were copied.
        public var unsettled: [(file: String, reason: String)] = []
    }

    /// Runs.
    ///
    /// - Throws: ``PipelineError`` where the run cannot be done; the last published run is then untouched.
    public func run() async throws -> Outcome {
        let started = Date()
        progress.step("Looking into \(inbox.lastPathComponent)")
        let lock = try SurveyLock(output)
        defer { withExtendedLifetime(lock) {} }
        let files = try Inbox(inbox, ignoring: survey.definition.inbox.ignore, limits: InboxLimits(survey))
        let store = try Store(
            path: output.appending(path: "canvass.sqlite").path, definition: survey.definition, codes: survey.codes)
        try claim(store)
        try store.prepareStaging(
            definitionHash: survey.stagingHash, reporters: survey.reporters, codes: survey.codes)
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        let settling = Settling(seconds: Double(survey.definition.inbox.settle))
        let received = try Receiving(
            archive: archive, store: store, settling: settling, logger: logger, now: started,
            ignoring: survey.definition.inbox.ignore, fileBytes: InboxLimits(survey).fileBytes
        ).receive(files)
        let cache = BundleCache(
            output, readingHash: survey.readingHash,
            needsName: survey.definition.overrides.contains { $0.file != nil })
        var (read, newlyRead) = try await ReturnsReading(
            survey: survey, cache: cache, clock: clock, progress: progress
        ).read(received.contents)
        read += received.refused
        progress.step("Checking \(read.count.counted("return"))")
        let today = today ?? UTC.day(of: started)
        let product = try RunAssembly(
            survey: survey, store: store, read: read, today: today, history: RunHistory(output: output),
            clock: clock
        ).assemble()
        progress.step("Writing dataset and report")
        let folder = try publish(product, started: started, today: today, store: store, newlyRead: newlyRead)
        let refusals = product.result.issues.filter { $0.finding.rule.hasPrefix("file.") }
        let refused = product.result.returns.filter { $0.state == .refused }.map { item -> (String, String) in
            (item.file, refusals.first { $0.returnID == item.id }?.finding.message.text(in: survey.language) ?? "")
        }
        let outcome = Outcome(
            result: product.result, id: folder.lastPathComponent, folder: folder, files: files.files.count,
            newlyRead: newlyRead,
            refused: refused, unsettled: received.unsettled.map { ($0.path, $0.reason) })
        clear(received.taken, outcome.result)
        return outcome
    }

    /// Moves what was published out of the inbox, where the survey asks for it.
    private func clear(_ taken: [TakenFile], _ result: RunResult) {
        guard survey.definition.inbox.after == .move else { return }
        let states = Dictionary(result.returns.map { ($0.sha256, $0.state) }) { first, _ in first }
        // What lies in the machine and not in the file is tried again, and told until then.
        let passing = Set(
            result.issues.filter { ReturnProcessor.rulesOfMachine.contains($0.finding.rule) }.map(\.returnID))
        InboxClearing(inbox: inbox, logger: logger).clear(taken) { sha256 in
            guard let state = states[sha256], !passing.contains(String(sha256.prefix(12))) else { return nil }
            return state == .refused
        }
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
