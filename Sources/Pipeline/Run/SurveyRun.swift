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
    private let workers: WorkerProgram?
    /// How many returns are staged at once while others are read.
    var stagedAtOnce = Store.returnsInTransaction

    /// A run of a survey.
    ///
    /// - Parameters:
    ///   - survey: the survey.
    ///   - inbox: where returns arrive, in place of the definition's inbox.
    ///   - output: the folder in which the survey's results get a folder.
    ///   - logger: for what operators want to know.
    ///   - progress: for what people at a terminal want to see.
    ///   - today: the day by which decisions expire; nil for the day on which the run starts, in UTC.
    ///   - workers: the program by which returns are read, each in a process of its own; nil to read them in this process.
    public init(
        survey: Survey, inbox: URL?, output: URL, logger: Logger, progress: any RunProgress = NoProgress(),
        today: CalendarDay? = nil, workers: WorkerProgram? = nil
    ) {
        self.workers = workers
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
        /// What was found; of a run whose files are those of the last one, since nothing has changed, only returns, counts, verdicts and changes.
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
        /// Files that were left for the next run, with the reason: they were being written, or changed while they were copied.
        public var waiting: [(file: String, reason: WaitingReason)] = []
        /// The ids of returns whose files stay in the inbox, beside those that issues tell: by that alone they count, or they are read again.
        var staying: Set<String> = []
    }

    /// Makes and publishes the run, and tells nobody yet.
    func publishedRun(_ started: Date) async throws -> Outcome {
        progress.step("Looking into \(inbox.lastPathComponent)")
        try OpenFiles.require()
        try InboxPlacement.requireApart(inbox, output: output, of: survey)
        let lock = try SurveyLock(output)
        defer { withExtendedLifetime(lock) {} }
        Leftovers.sweep(output, logger: logger)
        do {
            return try await run(started: started)
        } catch {
            Leftovers.sweep(output, logger: logger)
            throw error
        }
    }

    private func run(started: Date) async throws -> Outcome {
        let files = try lookIntoInbox()
        let store = try preparedStore(files)
        // Whatever still holds it when the run has ended, such as a thread that has just said so.
        defer { store.close() }
        if survey.definition.hasPrivateFields { try PrivateStorage.prepare(output, logger: logger) }
        let cache = BundleCache(
            output, readingHash: survey.readingHash,
            needsName: survey.definition.overrides.contains { $0.file != nil })
        let received = try receive(files, into: store, cache, started: started)
        try Interruption.check()
        let today = today ?? UTC.day(of: started)
        let unchanged = UnchangedRun(survey: survey, output: output, recovery: recovery(store, logger))
        let key = unchanged.key(received.contents, received.refused, today: today)
        if let outcome = try republished(unchanged, key, files.files.count, started: started, today: today) {
            return finished(outcome, received)
        }
        let workers = RunWorkers(workers, survey: survey, clock: clock)
        defer { workers.end() }
        var (read, newlyRead) = try await readReturns(received, by: workers, into: store, cache)
        if survey.definition.hasPrivateFields { PrivateStorage.close(output, logger: logger) }
        // A file that could not be read this time may be readable next time.
        let unsettled = Set(read.filter { $0.whole != nil }.map(\.head.bundle.id))
        let mishaps = read.compactMap { item in
            ReturnProcessor.mishap(in: item.head.bundle).map { (sha256: item.head.bundle.sha256, finding: $0) }
        }
        read += received.refused
        try Interruption.check()
        progress.step("Checking \(read.count.counted("return"))")
        let history = RunHistory(output: output, logger: logger)
        let product = try RunAssembly(
            survey: survey, store: store, read: read, today: today, history: history, clock: clock, cache: cache,
            reread: Self.reread(received.contents, survey)
        ).assemble()
        try Interruption.check()
        progress.step("Writing dataset and report")
        let before = history.latestID.flatMap { EarlierRun.Manifest(in: history.folder($0))?.inputs_hash }
        let (folder, written, isWhole) = try publish(
            product, by: workers, started: started, today: today, store: store, newlyRead: newlyRead,
            contents: received.contents, notTaken: received.refused, mishaps: mishaps)
        prune(history, store, except: [folder.lastPathComponent, product.result.changes?.since], now: started)
        var outcome = Outcome(
            result: product.result, id: folder.lastPathComponent, folder: folder, files: files.files.count,
            newlyRead: newlyRead,
            refused: refusals(in: product.result), isChanged: before != product.inputsHash, started: started,
            finished: Date(),
            steps: clock.totals.map { ($0.step.rawValue, $0.seconds) })
        outcome.staying = product.countingByPlace.union(unsettled)
        let isSettled = unsettled.isEmpty && isWhole && product.isCompared && !needsFiles(product)
        unchanged.recovery.note {
            try differingCopies(store).remember(received.contents, product.result)
            try countedPaths(store).remember(received.contents, product.result)
            try unchanged.remember(isSettled ? key : nil, outcome, files: written)
        }
        return finished(outcome, received)
    }

    /// Whether files have to stay in the inbox, which is told by a run's issues: these are not at hand where nothing has changed.
    private func needsFiles(_ product: RunAssembly.Product) -> Bool {
        guard survey.definition.inbox.after == .move else { return false }
        let issues = product.result.issues
        return !product.countingByPlace.isEmpty
            || issues.indices.contains { Self.rulesOfPlace.contains(issues[$0].finding.rule) }
    }

    private var archive: Archive { Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory)) }

    private func differingCopies(_ store: Store) -> DifferingCopies {
        DifferingCopies(store: store, history: RunHistory(output: output))
    }

    private func countedPaths(_ store: Store) -> CountedPaths {
        CountedPaths(
            store: store, history: RunHistory(output: output),
            hasClosedRounds: !survey.definition.round.closed.isEmpty)
    }

    private func recovery(_ store: Store, _ logger: Logger) -> RunRecovery {
        RunRecovery(output: output, store: store, logger: logger)
    }

    /// What is in the inbox. One that was never there is a slip in a name; one that is there no more is a disk that is not mounted.
    private func lookIntoInbox() throws -> Inbox {
        do {
            let files = try Inbox(inbox, ignoring: survey.definition.inbox.ignore, limits: InboxLimits(survey))
            guard files.isEmpty, let last = try lastMounts(), InboxMounts.areMissing(of: files, since: last) else {
                return files
            }
            throw PipelineError(
                .io,
                "The inbox \(inbox.path) is empty and lies on another disk than at the last run: the disk or network folder that holds it seems not to be mounted. What is published is untouched, and the next run goes on when it is mounted again. If it has moved here for good, put a file into it, such as one named .keep."
            )
        } catch let error as PipelineError where error.code == .noInput {
            guard try lastMounts() != nil else { throw error }
            throw PipelineError(
                .io,
                "\(error) The last run has read it; what is published is untouched, and the next run goes on when the inbox is there again."
            )
        }
    }

    /// How the inbox lay at the last run; nil where none has read it.
    private func lastMounts() throws -> InboxMounts? {
        let store = output.appending(path: "canvass.sqlite").path
        guard try SurveyFile.isThere(URL(filePath: store)),
            let last = try StoreInspection.note(InboxMounts.note, path: store).flatMap({ InboxMounts.last($0) }),
            last.path == inbox.standardizedFileURL.path
        else { return nil }
        return last.mounts
    }

    /// The survey's store, brought up to what stands on the disk and made ready for the definition.
    private func preparedStore(_ files: Inbox) throws -> Store {
        let store = try Store(
            path: output.appending(path: "canvass.sqlite").path, definition: survey.definition, codes: survey.codes)
        try OutputClaim(output, of: survey).make(in: store)
        try ArchivePlace.require(archive, store, files)
        try recovery(store, logger).recover()
        let note = InboxMounts.noted(files)
        if try store.note(InboxMounts.note) != note { try store.setNote(InboxMounts.note, note) }
        try store.prepareStaging(
            definitionHash: survey.stagingHash, reporters: survey.reporters, codes: survey.codes)
        return store
    }

    /// Archives what is new in the inbox.
    private func receive(
        _ files: Inbox, into store: Store, _ cache: BundleCache, started: Date
    ) throws -> Receiving.Outcome {
        var received = try Receiving(
            archive: archive, store: store,
            settling: Settling(
                seconds: Double(survey.definition.inbox.settle),
                hasForeignClock: FileSystemKinds().foreignType(at: inbox.path) != nil),
            logger: logger, now: started,
            ignoring: survey.definition.inbox.ignore, fileBytes: InboxLimits(survey).fileBytes,
            workers: workers.map { ContainerWorkers(program: $0, survey: survey, logger: logger) },
            workerLimits: WorkerLimits(survey.definition), cache: cache, counted: countedPaths(store)
        ).receive(files)
        // What is staged under such an id may be what was read from another content.
        for id in received.sharedIDs.sorted() { try store.unstage(id) }
        let placed = try countedPaths(store).added(to: differingCopies(store).added(to: received.contents))
        received.contents = try archive.dated(placed, in: survey)
        return received
    }

    /// Reads what is not known yet, and stages it meanwhile.
    private func readReturns(
        _ received: Receiving.Outcome, by workers: RunWorkers, into store: Store, _ cache: BundleCache
    ) async throws -> (read: [ReadReturn], newlyRead: Int) {
        let ahead = StagingAhead(store, cache, clock: clock, leaving: received.sharedIDs, batch: stagedAtOnce)
        let reading = ReturnsReading(
            survey: survey, cache: cache, clock: clock, progress: progress, workers: workers,
            missed: .ofLastRun(RunHistory(output: output, logger: logger)), logger: logger, ahead: ahead)
        return try await ahead.during { try await reading.read(received.contents) }
    }

    /// What could not be read, with the reason, by file.
    private func refusals(in result: RunResult) -> [(file: String, reason: String)] {
        let refused = result.returns.filter { $0.state == .refused }
        guard !refused.isEmpty else { return [] }
        // There may be very many: they are looked at where they are.
        let issues = result.issues
        let refusals = Dictionary(
            issues.indices.filter { issues[$0].finding.rule.hasPrefix("file.") }
                .map { (issues[$0].returnID, issues[$0].finding.message) }
        ) { first, _ in first }
        return refused.map { ($0.file, refusals[$0.id]?.text(in: survey.language) ?? "") }
    }

    /// The outcome with what is told of the inbox, whose files are moved where the survey asks for it.
    private func finished(_ outcome: Outcome, _ received: Receiving.Outcome) -> Outcome {
        clear(received.taken, outcome)
        var outcome = outcome
        outcome.waiting = received.waiting.map { ($0.path, $0.reason) }
        return outcome
    }

    /// Moves what was published out of the inbox, where the survey asks for it.
    private func clear(_ taken: [TakenFile], _ outcome: Outcome) {
        guard survey.definition.inbox.after == .move else { return }
        let states = Dictionary(outcome.result.returns.map { ($0.sha256, $0.state) }) { first, _ in first }
        let staying = staying(in: outcome.result).union(outcome.staying)
        InboxClearing(inbox: inbox, logger: logger).clear(taken) { sha256 in
            guard let state = states[sha256], !staying.contains(String(sha256.prefix(12))) else { return nil }
            return state == .refused
        }
    }

    /// What is told of where files lie, and would be told no more if they were moved.
    private static let rulesOfPlace: Set<String> = [
        MessageKey.returnCopiesDiffer.rawValue, MessageKey.returnOrderUnclear.rawValue,
        MessageKey.returnSentAgain.rawValue,
    ]

    /// The returns whose files stay in the inbox. What lies in the machine and not in the file is tried again, and told until then; where the
    /// paths of copies tell different things, only their staying keeps what they tell.
    private func staying(in result: RunResult) -> Set<String> {
        let rules = ReturnProcessor.rulesOfMachine.union(Self.rulesOfPlace)
        return Set(result.issues.filter { rules.contains($0.finding.rule) }.map(\.returnID))
    }

    /// The last run once more, where this one would be made of the same.
    private func republished(
        _ unchanged: UnchangedRun, _ key: String, _ files: Int, started: Date, today: CalendarDay
    ) throws -> Outcome? {
        guard let last = unchanged.last(key) else { return nil }
        progress.step("Nothing has changed since the run \(last.run): its files are published again")
        guard let id = try unchanged.publish(last, started: started, today: today, clock: clock) else { return nil }
        let told = last.told
        var result = RunResult(
            survey: survey.name, definition: survey.definition, reporters: survey.reporters, returns: told.returns,
            counts: told.counts, coverage: [], issues: [], rules: [], codings: [], figures: [], provenance: [])
        result.verdicts = told.verdicts
        result.changes = told.changes
        let outcome = Outcome(
            result: result, id: id, folder: RunHistory(output: output).folder(id), files: files, newlyRead: 0,
            refused: told.refused.map { ($0.first ?? "", $0.last ?? "") }, isChanged: false, started: started,
            finished: Date(), steps: clock.totals.map { ($0.step.rawValue, $0.seconds) })
        prune(RunHistory(output: output), unchanged.store, except: [id, told.changes?.since], now: started)
        unchanged.recovery.note { try unchanged.remember(key, run: id, as: last) }
        return outcome
    }

    /// Reads a return anew by its id.
    private static func reread(_ contents: [ReceivedContent], _ survey: Survey) -> @Sendable (String) -> ReturnBundle? {
        let byID = Dictionary(contents.map { ($0.returnID, $0) }) { first, _ in first }
        return { id in
            guard let content = byID[id], !Archive.isDamaged(content.path, sha256: content.sha256) else { return nil }
            let bundle = ReturnProcessor(survey).process(
                path: content.path, name: content.name, sha256: content.sha256)
            return bundle.format == nil ? nil : bundle
        }
    }

    /// Removes the runs that the definition does not keep.
    private func prune(_ history: RunHistory, _ store: Store, except needed: [String?], now: Date) {
        RunPruning(history: history, keep: survey.definition.keep).prune(
            now: now, needed: Set(needed.compactMap(\.self)), logger: logger
        ) { runs in
            try store.noteRemoval(ofRuns: runs, at: UTC.text(now))
        }
    }

    // MARK: - Publishing

    /// - Returns: the run's folder, its files, and whether all was made that should be: another run may make what is missing.
    private func publish(
        _ product: RunAssembly.Product, by workers: RunWorkers, started: Date, today: CalendarDay, store: Store,
        newlyRead: Int,
        contents: [ReceivedContent], notTaken: [ReadReturn], mishaps: [(sha256: String, finding: Finding)]
    ) throws -> (folder: URL, files: [Written], isWhole: Bool) {
        let folder = try RunFolder(survey: output, id: try RunHistory(output: output).nextID(at: started))
        let id = folder.id
        var logger = logger
        logger[metadataKey: "run"] = "\(id)"
        let written: RunOutputs.Outcome
        do {
            let outputs = RunOutputs(
                survey: survey,
                archive: archive,
                received: try store.receivedReturns(), workers: workers, logger: logger)
            let history = RunHistory(output: output)
            let (made, earlier) = try bothAtOnce {
                try MadeFiles(survey, store: store, history: history)
            } _: {
                try MadeLines.last(store, history)
            }
            written = try clock.ofProcess(.publish) {
                try outputs.write(product, to: folder, made: made, earlier: earlier)
            }
            let finished = UTC.text(Date())
            let manifest = try RunManifest(
                id: id, started: UTC.text(started), finished: finished, survey: survey,
                result: product.result, today: today, inputsHash: product.inputsHash, newlyRead: newlyRead,
                received: try store.receivedReturns(), contents: contents, notTaken: notTaken, mishaps: mishaps,
                outputs: written,
                steps: clock.totals
            ).json()
            try folder.write(manifest, to: "run.json")
            try Interruption.check()
            try folder.publish()
            recovery(store, logger).note {
                try store.record(
                    RunRecord(
                        id: id, started: UTC.text(started), finished: finished, definition: survey.definitionHash,
                        counts: RunManifest.counts(product.result.counts), manifest: Digest.sha256(manifest)))
                try MadeFiles.remember(written.files, of: RunHistory(output: output).folder(id), in: store)
                try MadeLines.remember(written.lines, in: store)
            }
        } catch {
            folder.discard()
            throw error
        }
        return (RunHistory(output: output).folder(id), written.files, written.isWhole)
    }
}
