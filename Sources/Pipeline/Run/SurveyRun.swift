public import Foundation
import Load
public import Logging
import OrderedCollections
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
    }

    /// Runs.
    ///
    /// - Throws: ``PipelineError`` where the run cannot be done; the last published run is then untouched.
    public func run() async throws -> Outcome {
        let started = Date()
        progress.step("Looking into \(inbox.lastPathComponent)")
        let lock = try SurveyLock(output)
        defer { withExtendedLifetime(lock) {} }
        let files = try Inbox(inbox, ignoring: survey.definition.inbox.ignore)
        let store = try Store(
            path: output.appending(path: "canvass.sqlite").path, definition: survey.definition, codes: survey.codes)
        try claim(store)
        try store.prepareStaging(
            definitionHash: survey.readingHash, reporters: survey.reporters, codes: survey.codes)
        let (contents, notTaken) = try receive(files, store, now: started)
        var (read, newlyRead) = try await readReturns(contents)
        read += notTaken
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
        return Outcome(
            result: product.result, id: folder.lastPathComponent, folder: folder, files: files.files.count,
            newlyRead: newlyRead,
            refused: refused)
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

    // MARK: - Receiving

    /// Archives what is new in the inbox, and gives every content ever received, each once, under the first of its paths. What cannot be
    /// taken is a refused return.
    private func receive(_ inbox: Inbox, _ store: Store, now: Date) throws -> (
        contents: [ReceivedContent], refused: [ReadReturn]
    ) {
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        if try store.receivedReturns().isEmpty {
            // A new store: what was received before it is in the archive.
            for received in try archive.received() { try store.remember(received) }
        }
        var known = Set(try store.receivedReturns().map(\.sha256))
        var present: OrderedDictionary<String, ReceivedContent> = [:]
        var refused = inbox.refused.map { ReturnProcessor.refused($0.path, reason: $0.reason) }
        for file in inbox.files {
            let sha256: String
            do {
                sha256 = try take(file, archive, store, &known, now: now)
            } catch let error as PipelineError where error.code == .io {
                refused.append(ReturnProcessor.refused(file.path, reason: error.description))
                continue
            }
            if present[sha256] == nil {
                let url = archive.url(of: sha256, fileExtension: file.fileExtension)
                present[sha256] = ReceivedContent(sha256: sha256, file: file.path, url: url, isAbsent: false)
            } else {
                present[sha256]?.copies.append(file.path)
            }
        }
        for received in try store.receivedReturns() where present[received.sha256] == nil {
            let url = archive.url(of: received.sha256, fileExtension: received.fileExtension)
            present[received.sha256] = ReceivedContent(
                sha256: received.sha256, file: received.file, url: url, isAbsent: true)
        }
        return (Array(present.values), refused)
    }

    /// The hash of a file's content, which is in the archive when this returns.
    private func take(
        _ file: InboxFile, _ archive: Archive, _ store: Store, _ known: inout Set<String>, now: Date
    ) throws -> String {
        if let sha256 = try store.knownHash(of: file.url.path, stamp: file.stamp) { return sha256 }
        let sha256 = try archive.take(file)
        logger.info("received", metadata: ["file": "\(file.path)", "sha256": "\(sha256.prefix(12))"])
        let received = ReceivedReturn(
            sha256: sha256, fileExtension: file.fileExtension, file: file.path, firstSeen: UTC.text(now))
        if known.insert(sha256).inserted { try archive.record(received) }
        try store.remember(file.url.path, stamp: file.stamp, received: received)
        return sha256
    }

    // MARK: - Reading

    /// Reads the returns that are not yet known, several at once; each costs itself only.
    private func readReturns(_ contents: [ReceivedContent]) async throws -> (read: [ReadReturn], newlyRead: Int) {
        let cache = BundleCache(
            output, readingHash: survey.readingHash,
            needsName: survey.definition.overrides.contains { $0.file != nil })
        var read: [ReadReturn] = []
        var unknown: [ReceivedContent] = []
        for content in contents {
            if let bundle = cache.bundle(content.sha256, name: content.file) {
                // What could not be read and has been taken away again is no longer anybody's concern.
                if bundle.format == nil, content.isAbsent { continue }
                read.append(content.read(bundle))
            } else {
                unknown.append(content)
            }
        }
        progress.step(
            unknown.isEmpty ? "No new returns: nothing is read" : "Reading \(unknown.count.counted("new return"))")
        let processor = ReturnProcessor(survey, clock: clock)
        let total = unknown.count
        let results = try await unknown.concurrentMap(width: ProcessInfo.processInfo.activeProcessorCount) { content in
            let name = URL(filePath: content.file).lastPathComponent
            return (content, processor.process(path: content.url.path, name: name, sha256: content.sha256))
        } each: { done, result in
            if !ReturnProcessor.mayPass(result.1) { try cache.keep(result.1) }
            progress.read(done, of: total, file: result.0.file)
        }
        progress.finished()
        read += results.filter { $0.1.format != nil || !$0.0.isAbsent }.map { $0.0.read($0.1) }
        cache.prune()
        return (read, total)
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
