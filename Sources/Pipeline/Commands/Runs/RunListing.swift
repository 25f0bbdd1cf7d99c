public import Foundation
public import SurveyModel

/// The published runs of a survey that are still there, as their folders tell: no definition is needed to list them.
public struct RunListing: Sendable {
    /// A published run.
    public struct Run: Sendable {
        /// The run's id, which is its folder's name.
        public let id: String
        /// When it was published, ISO 8601 in UTC; nil where its `run.json` cannot be read, as all else that it tells.
        public let finished: String?
        /// Returns that were read.
        public let returns: Int?
        /// Files that could not be read as returns.
        public let refused: Int?
        /// Records in all returns.
        public let records: Int?
        /// Records in the dataset.
        public let published: Int?
        /// Issues by severity, whatever their state.
        public let issues: [Severity: Int]?
        /// Issues that are still to be settled.
        public let open: Int?
        /// How many issues are new, reopened and resolved since the run with which it was compared; nil where there was none.
        public let changes: [String: Int]?
        /// The run with which it was compared; nil where there was none.
        public let comparedWith: String?
        /// Whether `latest` points to it.
        public let isLatest: Bool
    }

    /// The survey's name.
    public let survey: String
    /// The runs, newest first.
    public let runs: [Run]
    /// What a command line calls the survey.
    private let argument: String

    /// Lists the runs of a survey.
    ///
    /// - Parameters:
    ///   - survey: the survey's folder.
    ///   - output: the folder in which its results have a folder.
    /// - Throws: ``PipelineError`` of code `io` where they cannot be listed.
    public init(of survey: URL, output: URL) throws {
        self.survey = survey.lastPathComponent
        argument = SurveyFinder.argument(for: survey)
        let folder = output.appending(path: survey.lastPathComponent, directoryHint: .isDirectory)
        let history = RunHistory(output: folder)
        let latest = history.latestID
        runs = try history.ids.map { id in
            let manifest = RunManifestCounts(in: history.folder(id))
            return Run(
                id: id, finished: manifest?.finished, returns: manifest?.counts.returns["read"],
                refused: manifest?.counts.returns["refused"], records: manifest?.counts.records["read"],
                published: manifest?.counts.records["published"],
                issues: manifest.map { manifest in
                    Dictionary(
                        uniqueKeysWithValues: Severity.allCases.map { ($0, manifest.counts.issues[$0.rawValue] ?? 0) })
                },
                open: manifest?.counts.states?["open"], changes: manifest?.changes,
                comparedWith: manifest?.compared_with, isLatest: id == latest)
        }
    }

    /// The runs for people, a line each.
    public var text: String {
        guard !runs.isEmpty else {
            return "\(survey.onOneLine) has no published run; start one with: canvass run \(argument)"
        }
        let width = runs.map(\.id.count).max() ?? 0
        return runs.map { run in
            let id = run.id.onOneLine.padding(toLength: width, withPad: " ", startingAt: 0)
            guard let finished = run.finished, let issues = run.issues else {
                return "\(id)  run.json cannot be read\(run.isLatest ? "  latest" : "")"
            }
            let counts =
                "\((run.returns ?? 0).counted("return")), \(run.refused ?? 0) refused; "
                + "\(run.published ?? 0) of \((run.records ?? 0).counted("record")) published; \(issues.inWords)\(Self.words(run))"
            return "\(id)  \(finished.onOneLine)  \(counts)\(run.isLatest ? "  latest" : "")"
        }.joined(separator: "\n")
    }

    /// What a night has changed in the issues.
    private static func words(_ run: Run) -> String {
        let open = run.open.map { "; \($0) open" } ?? ""
        guard let changes = run.changes else { return open }
        let told = ["new", "reopened", "resolved"].compactMap { name in
            changes[name].flatMap { $0 == 0 ? nil : "\($0) \(name)" }
        }
        return open + (told.isEmpty ? "" : " (\(told.joined(separator: ", ")))")
    }

    /// The runs for programs, one object a line.
    public var json: String {
        runs.map { run in
            JSONText.object([
                ("run", JSONText.quoted(run.id)), ("finished", run.finished.map(JSONText.quoted) ?? "null"),
                ("latest", String(run.isLatest)),
                ("returns", Self.object([("read", run.returns), ("refused", run.refused)])),
                ("records", Self.object([("read", run.records), ("published", run.published)])),
                ("issues", Self.object(Severity.allCases.map { ($0.rawValue, run.issues?[$0]) })),
                ("open", run.open.map { String($0) } ?? "null"),
                ("changes", Self.object(["new", "reopened", "resolved"].map { ($0, run.changes?[$0]) })),
                ("compared_with", run.comparedWith.map(JSONText.quoted) ?? "null"),
            ])
        }.joined(separator: "\n")
    }

    private static func object(_ members: [(String, Int?)]) -> String {
        JSONText.object(members.map { ($0, $1.map { String($0) } ?? "null") })
    }
}

/// What is read of `run.json` to list a run.
struct RunManifestCounts: RunManifestMembers {
    struct Counts: Decodable {
        let returns: [String: Int]
        let records: [String: Int]
        let issues: [String: Int]
        let states: [String: Int]?
    }

    let finished: String
    let counts: Counts
    let compared_with: String?
    let changes: [String: Int]?
}
