import Foundation
import Logging
import StableStorage
import SurveyModel

/// The runs that were published, as their folders tell.
struct RunHistory: Sendable {
    private let runs: URL
    private let only: String?
    private let logger: Logger?

    /// - Parameters:
    ///   - output: the survey's output folder.
    ///   - only: the one run to be known; nil for all.
    ///   - logger: where it is told that a run's files cannot be read, which nobody would see else.
    init(output: URL, only: String? = nil, logger: Logger? = nil) {
        self.only = only
        self.logger = logger
        runs = output.appending(path: "runs", directoryHint: .isDirectory)
    }

    /// The runs' ids, the newest first. What else somebody has put there is no run.
    ///
    /// - Throws: ``PipelineError`` of code `io` where the folder of runs cannot be read: it would seem that there are none.
    var ids: [String] {
        get throws(PipelineError) { Self.runs(among: try names, only) }
    }

    private static func runs(among names: [String], _ only: String?) -> [String] {
        names.filter { isRun($0) && (only == nil || $0 == only) }.sorted { order($1) < order($0) }
    }

    /// What lies among the runs and is none, in the order of names.
    ///
    /// - Throws: as ``ids``.
    var strangers: [String] {
        get throws(PipelineError) { try names.filter { !Self.isRun($0) }.sorted() }
    }

    private static func isRun(_ name: String) -> Bool { UTC.date(ofRun: name) != nil }

    private var names: [String] {
        get throws(PipelineError) {
            do {
                return try (Folder.names(in: runs.path) ?? []).filter { !$0.hasPrefix(".") }
            } catch {
                throw PipelineError(
                    .io,
                    "\(error). Mend its permissions, or look into the system's log for the disk; what is published is untouched."
                )
            }
        }
    }

    /// Whether a folder with something in it stands in the place of the link `latest`: no run replaces it.
    var hasFolderForLatest: Bool {
        let latest = runs.deletingLastPathComponent().appending(path: "latest")
        var status = stat()
        guard lstat(latest.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
        return (try? Folder.names(in: latest.path))?.isEmpty != true
    }

    /// - Throws: ``PipelineError`` of code `io` where such a folder keeps from being told which run is the last: it would seem that there is none.
    func requireNoFolderForLatest() throws(PipelineError) {
        guard hasFolderForLatest else { return }
        let latest = runs.deletingLastPathComponent().appending(path: "latest").path
        throw PipelineError(
            .io,
            "\(latest) is a folder and no link, so that no run can be published, and nothing tells which is the last. Move it away; what is published in runs/ is untouched."
        )
    }

    /// The run to which `latest` points, whether or not it is there; nil where there is no such link.
    var latestID: String? {
        let link = runs.deletingLastPathComponent().appending(path: "latest")
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link.path)
        return target.map { URL(filePath: $0).lastPathComponent }
    }

    /// Reads files of the last run as those of one run, whatever is published meanwhile: `latest` is followed once. Where that run has been removed before all
    /// was read, as `keep:` says, the one is read that is last by then.
    ///
    /// - Parameter body: reads them, in the run's folder; where there is no link `latest`, in what stands in its place, if anything does.
    /// - Throws: what `body` throws.
    func readingLatest<Value>(_ body: (URL) throws -> Value) throws -> Value {
        while true {
            let folder = latestFolder
            let value = Result { try body(folder) }
            // Files that are gone with their run must not be taken for some that it never had.
            let isThere = (try? Folder.holds(folder.path)) ?? true
            if isThere || folder.path == latestFolder.path { return try value.get() }
        }
    }

    private var latestFolder: URL {
        let results = runs.deletingLastPathComponent()
        let latest = results.appending(path: "latest", directoryHint: .isDirectory)
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: latest.path) else {
            return latest
        }
        return target.hasPrefix("/")
            ? URL(filePath: target, directoryHint: .isDirectory)
            : results.appending(path: target, directoryHint: .isDirectory)
    }

    /// The id of a run that starts now. Ids never go back, where the clock has, or where of several runs in a second the first ones are no longer
    /// kept: what is latest is last.
    ///
    /// - Throws: as ``ids``.
    func nextID(at date: Date) throws(PipelineError) -> String {
        let id = UTC.compact(date)
        guard let newest = try ids.first else { return id }
        let (stamp, number) = Self.order(newest)
        return id > stamp ? id : "\(stamp)-\(max(1, number) + 1)"
    }

    /// `20261124T021503Z-12` comes after `20261124T021503Z-2`.
    private static func order(_ id: String) -> (String, Int) {
        let parts = id.split(separator: "-", maxSplits: 1)
        return (String(parts.first ?? ""), parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
    }

    /// The folder of a run.
    func folder(_ id: String) -> URL { runs.appending(path: id, directoryHint: .isDirectory) }

    /// What is wanted of a run's `run.json`; nil where there is none that can be understood, which is told.
    ///
    /// - Throws: ``PipelineError`` of code `io` where the system does not let it be read: another time it may.
    func manifest<Members: RunManifestMembers>(of id: String) throws(PipelineError) -> Members? {
        if let members = try Members.readable(in: folder(id)) { return members }
        tellUnreadable(id)
        return nil
    }

    private func tellUnreadable(_ id: String) {
        logger?.warning(
            "an earlier run cannot be read, and nothing is compared with it; canvass verify tells more",
            metadata: ["earlier": "\(id)"])
    }

    /// The latest run that was made of other returns, another definition or other decisions: so that running again over the same says the same.
    ///
    /// - Returns: the run, and whether it is the one: false where the system did not let a later one be read, which another time it may.
    /// - Throws: as ``ids``.
    func latest(otherThan inputsHash: String) throws(PipelineError) -> (run: EarlierRun?, isCertain: Bool) {
        var isCertain = true
        for id in try ids {
            do {
                guard let manifest: EarlierRun.Manifest = try manifest(of: id) else { continue }
                // Two runs of one state are compared with the same third.
                if manifest.inputs_hash == inputsHash { continue }
                return (try EarlierRun(id: id, manifest: manifest, folder: folder(id)), isCertain)
            } catch {
                // One whose issues cannot be read is none to compare with: all would seem new.
                tellUnreadable(id)
                isCertain = isCertain && Self.isLasting(error)
            }
        }
        return (nil, isCertain)
    }

    /// Whether what keeps a file from being read will be the same next time: it is gone, or is not what it should be.
    private static func isLasting(_ error: any Error) -> Bool {
        let code = (error as? CocoaError)?.code
        return error is DecodingError || code == .fileNoSuchFile || code == .fileReadNoSuchFile
    }
}

/// What an earlier run has found.
struct EarlierRun: Sendable {
    /// What is read of `run.json`.
    struct Manifest: RunManifestMembers, Sendable {
        struct Input: ManifestInput, Decodable, Sendable {
            let `return`: String
            let file: String
            let sha256: String
            let state: String
            let told_by: String?
        }

        let inputs: [Input]
        let inputs_hash: String?
        let verdicts: [String: Int]?
        let today: String?
        let round: String?
        let round_by_option: Bool?

        /// The round that was named in place of the definition's current one; nil where none was.
        var namedRound: String? { round_by_option == true ? round : nil }
    }

    /// The run's id.
    let id: String
    /// The returns that it had, by id.
    let returns: Set<String>
    /// Its issues, in their order.
    let issues: [EarlierIssue]
    /// The places of these, by fingerprint.
    private let places: [String: Int]

    /// - Throws: as ``EarlierIssue/read(in:)``, where its issues cannot be read.
    init(id: String, manifest: Manifest, folder: URL) throws {
        let issues = try EarlierIssue.read(in: folder)
        self.id = id
        returns = Set(manifest.inputs.map(\.return))
        self.issues = issues
        places = Dictionary(issues.indices.lazy.map { (issues[$0].fingerprint, $0) }) { first, _ in first }
    }

    /// The state that an issue had; nil where it was not there.
    func state(of fingerprint: String) -> IssueState? { places[fingerprint].map { issues[$0].state } }
}
