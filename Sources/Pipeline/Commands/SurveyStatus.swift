public import Foundation
import Load
public import SurveyModel

/// What there is to know of a survey without running it: who has reported, what is open, the last runs.
public struct SurveyStatus: Sendable {
    /// A run that was published.
    public struct Run: Sendable {
        /// The run's id.
        public let id: String
        /// When it was published, ISO 8601 in UTC.
        public let finished: String
        /// Records published, and issues by severity.
        public let counts: String
    }

    /// The survey's name.
    public let survey: String
    /// The round that the last run collected; the definition's current one where there is none yet.
    public let round: String
    /// The definition's current round, which the next run collects unless it is told otherwise.
    public let currentRound: String
    /// The reporters who have reported in the last run.
    public let reported: [Reporter]
    /// Those who have not.
    public let missing: [Reporter]
    /// The codes of those who have reported and are not in the register.
    public let unregistered: [String]
    /// The open issues of the last run by severity.
    public let issues: [Severity: Int]
    /// How many returns of the last run have each verdict.
    public let verdicts: [(verdict: Verdict, count: Int)]
    /// The last runs, newest first.
    public let runs: [Run]

    /// The status for programs, as one line of JSON.
    public var json: String {
        func codes(_ reporters: [Reporter]) -> String { JSONText.array(reporters.map { JSONText.quoted($0.code) }) }
        return JSONText.object([
            ("survey", JSONText.quoted(survey)), ("round", JSONText.quoted(round)),
            ("current_round", JSONText.quoted(currentRound)), ("reported", codes(reported)),
            ("missing", codes(missing)), ("unregistered", JSONText.array(unregistered.map(JSONText.quoted))),
            ("issues", JSONText.object(Severity.allCases.map { ($0.rawValue, String(issues[$0] ?? 0)) })),
            ("verdicts", JSONText.object(verdicts.map { ($0.verdict.rawValue, String($0.count)) })),
            (
                "runs",
                JSONText.array(
                    runs.map {
                        JSONText.object([
                            ("run", JSONText.quoted($0.id)), ("finished", JSONText.quoted($0.finished)),
                            ("counts", $0.counts),
                        ])
                    })
            ),
        ])
    }

    /// Reads a survey's status from its output folder.
    ///
    /// - Throws: ``PipelineError`` where the output cannot be read.
    public init(_ survey: Survey, output: URL) throws {
        let folder = output.appending(path: survey.name, directoryHint: .isDirectory)
        self = try RunHistory(output: folder).readingLatest { try SurveyStatus(survey, in: folder, latest: $0) }
    }

    /// - Parameters:
    ///   - folder: the survey's own folder in the output.
    ///   - latest: the last run's.
    private init(_ survey: Survey, in folder: URL, latest: URL) throws {
        let path = folder.appending(path: "canvass.sqlite").path
        self.survey = survey.name
        let manifest = try EarlierRun.Manifest.readable(in: latest)
        currentRound = survey.definition.round.current
        round = manifest?.round ?? currentRound
        let history = RunHistory(output: folder)
        guard try SurveyFile.isThere(latest.appending(path: "issues.csv")) else {
            try history.requireNoFolderForLatest()
            guard try history.ids.isEmpty else {
                throw PipelineError(
                    .io,
                    "There are runs in \(folder.appending(path: "runs").path), and `latest` leads to none of them that is whole, so that nothing tells who has reported. Run again: a run makes it anew."
                )
            }
            reported = []
            missing = survey.reporters
            unregistered = []
            issues = [:]
            verdicts = []
            runs = []
            return
        }
        // Who may read results asks too, and the store is not that reader's to write: so it is looked into, not opened as a run does.
        // Where it is lost nothing else is: what it knows of runs stands in their folders, from which the next run makes it anew.
        let hasStore = try SurveyFile.isThere(URL(filePath: path))
        let known =
            try hasStore
            ? StoreInspection.lastRuns(path: path, limit: 5)
            : history.ids.prefix(5).compactMap { LedgerEntry.record(of: $0, in: history.folder($0)) }
        runs = known.map { Run(id: $0.id, finished: $0.finished, counts: $0.counts) }
        let round = round
        let returns = try RegisterRow.read(
            latest.appending(path: "lineage/returns.csv"), file: "lineage/returns.csv",
            needing: ["reporter", "round", "state"])
        let live = returns.map(\.originals).filter { $0["state"] == "live" && $0["round"] == round }
        let present = Set(live.compactMap { $0["reporter"] })
        reported = survey.reporters.filter { present.contains($0.code) }
        missing = survey.reporters.filter { !present.contains($0.code) }
        unregistered = present.subtracting(survey.reporters.map(\.code)).sorted()
        let rows = try RegisterRow.read(
            latest.appending(path: "issues.csv"), file: "issues.csv", needing: ["severity", "state"])
        var issues: [Severity: Int] = [:]
        for row in rows where row.fields["state"].flatMap({ IssueState(rawValue: $0) })?.isUnsettled ?? true {
            if let severity = row.fields["severity"].flatMap({ Severity(rawValue: $0) }) {
                issues[severity, default: 0] += 1
            }
        }
        self.issues = issues
        let counts = manifest?.verdicts ?? [:]
        verdicts = Verdict.allCases.map { ($0, counts[$0.rawValue] ?? 0) }
    }
}
