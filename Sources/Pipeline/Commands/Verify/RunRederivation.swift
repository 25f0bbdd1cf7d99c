import Foundation
import Load
import Logging
import OrderedCollections
import SurveyModel

/// Makes a run anew from the archived returns, in a temporary folder, and compares its files with those that were published.
struct RunRederivation {
    private(set) var survey: Survey
    let output: URL
    let id: String
    let archive: Archive
    /// The copies that are whole, by hash.
    let archived: [String: URL]
    /// The contents that `canvass archive prune` has removed.
    let removed: Set<String>
    let progress: any RunProgress
    /// The program by which returns are read; nil to read them in this process.
    let workers: WorkerProgram?

    /// What is read of `run.json`: what the run was made of.
    private struct Manifest: RunManifestMembers {
        struct Hash: Decodable {
            let sha256: String
        }

        struct Input: Decodable {
            let file: String
            let sha256: String
            let present: Bool
            let copies: [String]
            let first_seen: String
            /// Not in runs of earlier builds.
            let folder_day: String?
            /// Only where it counted under another path before.
            let counted_as: String?
            let came_as: String?
        }

        struct NotTaken: Decodable {
            let file: String
            let finding: Finding
            let sha256: String?
        }

        struct Mishap: Decodable {
            let sha256: String
            let finding: Finding
        }

        let canvass: String
        let round: String?
        let definition: Hash
        let decisions: Hash?
        let today: String
        let compared_with: String?
        let inputs: [Input]
        let not_taken: [NotTaken]
        /// Not in runs of earlier builds.
        let mishaps: [Mishap]?
        let not_annotated: [String]?
    }

    /// Why the run cannot be made anew, as is found out on the way.
    private struct NotPossible: Error {
        let reason: String
    }

    func verify(_ result: inout Verification) async throws {
        let history = RunHistory(output: output)
        let folder = history.folder(id)
        guard let manifest = Manifest(in: folder), let today = CalendarDay(manifest.today) else {
            let isRemoved = RunsInLedger(output: output).isRemoved(id)
            result.rederivation = .notPossible(
                isRemoved
                    ? Self.removedMeanwhile : "its run.json cannot be read, or is of an earlier version of Canvass.")
            return
        }
        if let reason = try obstacle(manifest, history, removed: removed) {
            result.rederivation = .notPossible(reason)
            return
        }
        progress.step("Making the run \(id) anew")
        var rederivation = self
        if let round = manifest.round, round != survey.definition.round.current {
            rederivation.survey = try SurveyLoader.load(survey.folder, round: round)
            // Between the two readings its files may have become others.
            if let reason = try rederivation.obstacle(manifest, history, removed: removed) {
                result.rederivation = .notPossible(reason)
                return
            }
        }
        let scratch = try TemporaryFolder(for: .verification)
        defer { scratch.remove() }
        do {
            let made = try await rederivation.make(manifest, today: today, history: history, in: scratch.url)
            var compared = Verification()
            compare(made.files, with: folder, &compared)
            compare(made.members, with: folder, &compared)
            if !compared.isSound, let reason = try obstacleByNow(manifest, history) {
                result.rederivation = .notPossible(reason)
            } else {
                result.rederivation = compared.rederivation
                result.differences += compared.differences
            }
        } catch let obstacle as NotPossible {
            result.rederivation = .notPossible(obstacle.reason)
        } catch {
            guard !Interruption.isPending, let reason = try obstacleByNow(manifest, history) else { throw error }
            result.rederivation = .notPossible(reason)
        }
    }

    private static let removedMeanwhile = "it was removed meanwhile, as `keep:` says. Verify once more."

    /// Why it was not possible after all: a run that goes on, or `canvass archive prune`, may have removed meanwhile what it is made of.
    private func obstacleByNow(_ manifest: Manifest, _ history: RunHistory) throws -> String? {
        if RunsInLedger(output: output).isRemoved(id) { return Self.removedMeanwhile }
        return try obstacle(manifest, history, removed: (try? archive.removed()) ?? removed)
    }

    /// Why the run cannot be made anew; nil where it can.
    ///
    /// - Parameter removed: the contents that `canvass archive prune` has removed by now.
    private func obstacle(
        _ manifest: Manifest, _ history: RunHistory, removed: Set<String>
    ) throws -> String? {
        if manifest.canvass != CanvassVersion.current {
            return "it was made by Canvass \(manifest.canvass), and this is \(CanvassVersion.current)."
        }
        if manifest.definition.sha256 != survey.definitionHash {
            return
                "the definition, or a file that belongs to it, has been changed since, or another build of Canvass made the run. Check out the state of that day."
        }
        if manifest.decisions?.sha256 != survey.decisions.sha256 {
            return "decisions.csv has been changed since. Check out the state of that day."
        }
        let gone = manifest.inputs.count { input in
            guard removed.contains(input.sha256) else { return false }
            return archived[input.sha256].map { !FileManager.default.fileExists(atPath: $0.path) } ?? true
        }
        if gone > 0 {
            return "\(gone.counted("return")) of it \(gone == 1 ? "was" : "were") removed by `canvass archive prune`."
        }
        if let earlier = manifest.compared_with, try !history.ids.contains(earlier) {
            return "the run \(earlier), with which it was compared, is no longer there."
        }
        return nil
    }

    /// What a run has made, and what its `run.json` tells of it by members of one line.
    private struct Made {
        let files: [Written]
        let members: [(name: String, text: String)]
    }

    private func make(
        _ manifest: Manifest, today: CalendarDay, history: RunHistory, in scratch: URL
    ) async throws -> Made {
        let received: [ReceivedReturn]
        // What is wrong with them is told where they are verified.
        do { received = try archive.receiptsOnFile() } catch {
            throw NotPossible(reason: "archive/received.csv cannot be read.")
        }
        let receipts = Dictionary(received.map { ($0.sha256, $0) }) { first, _ in first }
        let cache = BundleCache(
            scratch, readingHash: survey.readingHash,
            needsName: survey.definition.overrides.contains { $0.file != nil })
        let clock = StepClock()
        var logger = Logger(label: "canvass.verify") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let workers = RunWorkers(workers, survey: survey, clock: clock)
        defer { workers.end() }
        let read = try await read(
            manifest, receipts,
            ReturnsReading(
                survey: survey, cache: cache, clock: clock, progress: progress, workers: workers, missed: .all,
                requiresReadableCopies: false,
                logger: logger))
        let store = try Store(
            path: scratch.appending(path: "canvass.sqlite").path, definition: survey.definition, codes: survey.codes)
        try store.prepareStaging(
            definitionHash: survey.readingHash, reporters: survey.reporters, codes: survey.codes)
        let product = try RunAssembly(
            survey: survey, store: store, read: read, today: today,
            history: manifest.compared_with.map { RunHistory(output: output, only: $0) }, clock: clock,
            cache: cache
        ).assemble()
        try Interruption.check()
        progress.step("Writing it to a temporary folder")
        let folder = try RunFolder(survey: scratch, id: id)
        let written = try RunOutputs(
            survey: survey, archive: archive, received: Array(receipts.values),
            workers: workers, logger: logger, unannotated: Set(manifest.not_annotated ?? [])
        ).write(product, to: folder, made: MadeFiles(survey))
        if let lost = product.result.returns.first(where: { written.unannotated.contains($0.sha256) }) {
            throw NotPossible(
                reason:
                    "annotating \(lost.file) did not come to its end this time, as it did in the run. Verify once more."
            )
        }
        guard written.isWhole else {
            throw NotPossible(
                reason: "a copy in the archive that the page shows something of cannot be read now. Verify once more.")
        }
        return Made(
            files: written.files,
            members: [
                ("counts", RunManifest.counts(product.result.counts)),
                ("verdicts", RunManifest.verdicts(product.result.verdicts)),
                ("inputs_hash", JSONText.quoted(product.inputsHash)),
            ])
    }

    /// The run's returns, read anew. What happened to the run is a fact, which need not happen again: what it kept from being read is not read.
    ///
    /// - Throws: ``NotPossible`` where something of the kind happens now.
    private func read(
        _ manifest: Manifest, _ receipts: [String: ReceivedReturn], _ reading: ReturnsReading
    ) async throws -> [ReadReturn] {
        let notTaken = manifest.not_taken.map {
            ReturnProcessor.refused($0.file, sha256: $0.sha256, finding: $0.finding)
        }
        let untaken = Set(notTaken.map(\.bundle.sha256))
        let contents = manifest.inputs.filter { !untaken.contains($0.sha256) }.map { input in
            // What the archive has lost is read from where it should be, and so told as missing.
            let path =
                archived[input.sha256]?.path
                ?? archive.path(of: input.sha256, fileExtension: receipts[input.sha256]?.fileExtension ?? "")
            return ReceivedContent(
                sha256: input.sha256, file: input.came_as ?? input.file, path: path, isAbsent: !input.present,
                copies: input.copies, firstSeen: input.first_seen, folderDay: input.folder_day ?? "",
                countedAs: input.counted_as)
        }
        let mishaps = Dictionary((manifest.mishaps ?? []).map { ($0.sha256, $0.finding) }) { first, _ in first }
        let (read, _) = try await reading.read(contents.filter { mishaps[$0.sha256] == nil })
        if let lost = read.first(where: { WorkerFailure.isTold(in: $0.bundle.findings) }) {
            throw NotPossible(
                reason:
                    "reading \(lost.file) did not come to its end this time, as it did in the run. Verify once more.")
        }
        let unread = contents.compactMap { content in
            mishaps[content.sha256].map { finding in
                content.read(ReturnProcessor.unread(finding, name: content.name, sha256: content.sha256))
            }
        }
        return read + unread + notTaken
    }

    private func compare(
        _ made: [Written], with folder: URL, _ result: inout Verification
    ) {
        var published: [String: String] = [:]
        for path in RunVerification.files(below: folder) where path != "run.json" {
            published[path] = (try? Digest.sha256(fileAt: folder.appending(path: path))) ?? ""
        }
        var differing: [String] = []
        for file in made where published.removeValue(forKey: file.path) != file.sha256 { differing.append(file.path) }
        differing += published.keys
        result.differences += differing.sorted().map {
            .init(.rederivation, "\(id)/\($0) comes out otherwise when it is made from the archive.")
        }
        result.rederivation =
            differing.isEmpty ? .same(run: id, files: made.count) : .differs(run: id)
    }

    /// `run.json` holds times and is not made anew as a whole.
    private func compare(
        _ members: [(name: String, text: String)], with folder: URL, _ result: inout Verification
    ) {
        guard let data = try? Data(contentsOf: folder.appending(path: "run.json")) else { return }
        let published = PublishedManifest(data)
        let differing = members.filter { published.member($0.name) != $0.text }.map(\.name)
        guard !differing.isEmpty else { return }
        result.differences += differing.map {
            .init(.rederivation, "`\($0)` in \(id)/run.json comes out otherwise when the run is made from the archive.")
        }
        result.rederivation = .differs(run: id)
    }
}
