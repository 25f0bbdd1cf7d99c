public import Foundation
import Load
import OrderedCollections
import SurveyModel

/// What the definition of today would make of the returns that the last run had: nothing is published, archived or kept.
public struct DefinitionTrial: Sendable {
    private var survey: Survey
    private let inbox: URL
    private let output: URL
    private let progress: any RunProgress

    /// A trial of a survey's definition.
    ///
    /// - Parameters:
    ///   - survey: the survey with its definition of today.
    ///   - inbox: where returns arrive, in place of the definition's inbox.
    ///   - output: the folder in which its results have a folder.
    ///   - progress: for what people at a terminal want to see.
    public init(survey: Survey, inbox: URL?, output: URL, progress: any RunProgress = NoProgress()) {
        self.survey = survey
        self.inbox = inbox ?? survey.inbox
        self.output = output.appending(path: survey.name, directoryHint: .isDirectory)
        self.progress = progress
    }

    /// Compares the last run with what the definition would make of all returns that were ever received.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there is no run or no store, `io` where the run cannot be read, `interrupted` or `terminated`
    ///   where the process was told to stop.
    public func difference() async throws -> RunDifference {
        do {
            return try await compared()
        } catch {
            // What a run says when it is stopped is not so here.
            try Interruption.check(Self.nothingChanged)
            throw error
        }
    }

    private func compared() async throws -> RunDifference {
        let history = RunHistory(output: output)
        guard let id = try history.ids.first else {
            throw PipelineError(
                .noInput,
                "The survey \(survey.name) has no published run to compare with; start one with: canvass run \(survey.argument)"
            )
        }
        let earlier = try RunSnapshot(id: id, folder: history.folder(id))
        // What the run was told to take for the current round is no effect of the definition.
        guard let round = earlier.namedRound, survey.definition.round.all.contains(round) else {
            return try await compared(with: earlier)
        }
        var trial = self
        trial.survey = try SurveyLoader.load(survey.folder, round: round)
        return try await trial.compared(with: earlier)
    }

    private func compared(with earlier: RunSnapshot) async throws -> RunDifference {
        let (contents, refused, notReceived) = try received()
        let read = try await read(contents) + refused
        // In memory: the survey's own store stays as the last run has left it.
        let store = try Store(path: nil, definition: survey.definition, codes: survey.codes)
        try store.prepareStaging(
            definitionHash: survey.definitionHash, reporters: survey.reporters, codes: survey.codes)
        try Interruption.check(Self.nothingChanged)
        progress.step("Checking \(read.count.counted("return"))")
        // What has expired since is no effect of the definition.
        let today = earlier.today ?? UTC.today
        let product = try RunAssembly(survey: survey, store: store, read: read, today: today).assemble()
        try Interruption.check(Self.nothingChanged)
        let folder = try TemporaryFolder(for: .trial)
        defer { folder.remove() }
        // As a run's folder that is never published.
        let draft = try RunFolder(survey: folder.url, id: "definition")
        _ = try product.publication.write { try draft.file($0) }
        try Interruption.check(Self.nothingChanged)
        let later = RunSnapshot(
            id: "definition", product.result, folder: URL(filePath: draft.draft, directoryHint: .isDirectory))
        return try RunDifference(survey, from: earlier, to: later, notReceived: notReceived)
    }

    /// What comes of it where a trial is stopped.
    private static let nothingChanged = "nothing was changed."

    /// What a run would read, but for files that none has received yet: those are counted only.
    private func received() throws -> (contents: [ReceivedContent], refused: [ReadReturn], notReceived: Int) {
        let store = try survey.madeStore(in: output)
        let archive = Archive(folder: output.appending(path: "archive", directoryHint: .isDirectory))
        let inbox = try Inbox(inbox, ignoring: survey.definition.inbox.ignore, limits: InboxLimits(survey))
        let containers = try store.containers()
        var contents = Contents(archive: archive)
        var refused = inbox.refused.map { ReturnProcessor.refused($0) }
        var notReceived = 0
        let known = try store.knownHashes(of: inbox.files.map { ($0.location, $0.stamp) })
        for (file, sha256) in zip(inbox.files, known) {
            guard let sha256 else {
                notReceived += 1
                continue
            }
            if let members = containers[sha256] {
                refused += contents.add(members, of: file.path)
            } else {
                contents.add(sha256, fileExtension: file.fileExtension, file: file.path)
            }
        }
        for received in try store.receivedReturns() where containers[received.sha256] == nil {
            contents.note(received, in: inbox)
        }
        let history = RunHistory(output: output)
        let differing = try DifferingCopies(store: store, history: history).added(to: contents.all)
        let counted = try CountedPaths(store: store, history: history).added(to: differing)
        return (try archive.dated(counted, in: survey), refused, notReceived)
    }

    /// Reads the contents: from bundles where the reading is that of the last run, else anew.
    private func read(_ contents: [ReceivedContent]) async throws -> [ReadReturn] {
        let cache = BundleCache(
            output, readingHash: survey.readingHash, needsName: survey.definition.overrides.contains { $0.file != nil })
        progress.step("Reading \(contents.count.counted("return"))")
        let processor = ReturnProcessor(survey)
        let total = contents.count
        let read = try await contents.concurrentMap(width: ProcessInfo.processInfo.activeProcessorCount) { content in
            let bundle =
                cache.bundle(content.sha256, name: content.file)
                ?? (content.isLost
                    ? ReturnProcessor.lost(name: content.name, sha256: content.sha256)
                    : Archive.isDamaged(content.path, sha256: content.sha256)
                        ? ReturnProcessor.damaged(name: content.name, sha256: content.sha256)
                        : processor.process(path: content.path, name: content.name, sha256: content.sha256))
            return (content, bundle)
        } each: { done, result in
            progress.read(done, of: total, file: result.0.file)
            try Interruption.check(Self.nothingChanged)
            return result
        }
        progress.finished()
        let told = read.filter { ReturnsReading.isConcern($0.1, $0.0) }.map { $0.0.read($0.1) }
        let gone = read.filter { !ReturnsReading.isConcern($0.1, $0.0) }.map { $0.0.read($0.1) }
        return try told + MissedReturns.ofLastRun(RunHistory(output: output)).among(gone)
    }
}
